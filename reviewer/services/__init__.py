"""Floor 2: what one can do with a project, for both faces alike."""
