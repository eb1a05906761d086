"""Decisions told from a text: what has to be decided for pages to read as a file does."""

from reviewer.core.rebuilding.blocks import Rebuilt, rebuild
from reviewer.core.rebuilding.steps import Step

__all__ = ["Rebuilt", "Step", "rebuild"]
