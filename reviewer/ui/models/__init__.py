"""Qt item models over what services know."""
