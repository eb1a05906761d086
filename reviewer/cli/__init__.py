"""The command line: one of the two faces. Scripts depend on its verbs (DESIGN, section 5)."""

from reviewer.cli.run import run

__all__ = ["run"]
