"""What people look at: widgets that are given plain values and emit ids."""
