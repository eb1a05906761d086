"""Profiles of TEI that projects declare: read, applied to what our writer makes, and checked."""
