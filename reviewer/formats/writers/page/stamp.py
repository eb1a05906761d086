"""Dates in the metadata of a PAGE file: those of the work, never that of the clock."""

from datetime import UTC, datetime

from lxml import etree

from reviewer.core.edition import Edition


def date_of(edition: Edition) -> datetime:
    """When the text was last decided upon, or else imported."""
    return max((decision.at for decision in edition.history), default=edition.imported)


def said(moment: datetime) -> str:
    """A moment as xsd:dateTime in UTC, which is what PAGE asks for."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def set_last_change(root: etree._Element, ns: str, moment: datetime) -> None:
    """Put the date into the metadata, which is given an element for it where it has none."""
    metadata = root.find(f"{ns}Metadata")
    if metadata is None:
        return
    element = metadata.find(f"{ns}LastChange")
    if element is None:
        element = etree.Element(f"{ns}LastChange")
        created = metadata.find(f"{ns}Created")
        metadata.insert(len(metadata) if created is None else metadata.index(created) + 1, element)
    element.text = said(moment)
