"""Rules beyond grammar: ISO Schematron, compiled to XSLT and run with SaxonC."""
