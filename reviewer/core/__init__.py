"""Floor 1: the words of the house and its rules. Standard library only."""
