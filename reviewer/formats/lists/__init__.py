"""Lists of names that other programs keep: tables, TEI, plain lists."""
