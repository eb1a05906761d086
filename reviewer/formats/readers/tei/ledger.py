"""The ledger of our own archival files: `formats.writers.tei.ledger` says how it stands there."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.archive import place_in_file
from reviewer.core.errors import InputError
from reviewer.core.ids import DecisionId
from reviewer.core.records import read_act, read_grounds
from reviewer.formats import feature_structures
from reviewer.formats.readers.tei.people import People, moment
from reviewer.formats.xml import line_of, tei

_LEDGER = f"{tei('standOff')}/{tei('listAnnotation')}[@type='ledger']"


def has_ledger(root: etree._Element) -> bool:
    """Whether a TEI element has a ledger."""
    return root.find(_LEDGER) is not None


def read_ledger(root: etree._Element, people: People, remarks: list[str]) -> list[d.Decision]:
    """The decisions, in order; what cannot be read is passed over with a remark."""
    found: list[d.Decision] = []
    last = 0
    for annotation in root.iterfind(f"{_LEDGER}/{tei('annotation')}"):
        try:
            decision = _decision(annotation, people)
            if decision.id <= last:
                raise ValueError(f"number {decision.id} behind {last}")
        except (InputError, ValueError, TypeError, KeyError) as error:
            remarks.append(f"line {line_of(annotation)}: a decision cannot be read: {error}")
            continue
        last = decision.id
        found.append(decision)
    return found


def _decision(annotation: etree._Element, people: People) -> d.Decision:
    kinds = dict(_structures(annotation))
    grounds, step = kinds.pop("grounds"), kinds.pop("step")
    ((act, values),) = kinds.items()
    change = annotation.find(f"{tei('revisionDesc')}/{tei('change')}")
    at = moment(change.get("when", "")) if change is not None else None
    by = step.get("by") or people.name(annotation.get("resp", ""))
    page = step.get("page")
    if at is None or not by or not (page is None or isinstance(page, int)):
        raise ValueError("it does not say who decided, when, or on which page")
    return d.Decision(
        id=DecisionId(int(annotation.get("n", ""))),
        place=place_in_file(page),
        by=str(by),
        at=at,
        act=read_act({**values, "act": act}),
        grounds=read_grounds(grounds),
        batch=str(step.get("batch", "")),
        login=str(step.get("login", "")),
    )


def _structures(annotation: etree._Element) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for found in annotation.iterfind(f"{tei('note')}/{tei('fs')}"):
        yield feature_structures.read(found)
