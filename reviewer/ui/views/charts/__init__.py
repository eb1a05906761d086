"""Charts: painted by hand, so that they look like the rest and cost nothing to start."""
