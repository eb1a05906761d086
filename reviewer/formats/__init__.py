"""Files in and out: readers, writers, images and the checks of what was written."""
