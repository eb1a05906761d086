"""Reports as files: a web page that stands alone, and a table of all figures."""
