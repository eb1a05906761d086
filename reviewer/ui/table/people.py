"""The people of a project."""

from reviewer.ui.actions import PROJECT, Action, Entries

ACTIONS = (Action("people", when=PROJECT),)

ENTRIES: Entries = {"project": ("people",)}
