"""The tests of the project; the folders mirror `reviewer/`."""
