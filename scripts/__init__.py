"""What makes, measures and checks the project; nothing here runs when the product runs."""
