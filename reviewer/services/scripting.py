"""Scripted decisions: `reviewer apply`, under the same rules as the desktop."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError, UsageError
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import said
from reviewer.core.records import read_act, read_grounds
from reviewer.services.publishing import Publishing
from reviewer.services.recording import Recorder
from reviewer.services.review import Review

_AROUND = frozenset({"page", "document", "grounds", "revision"})
_LARGEST = 2**31 - 1  # what a database keeps in a number of pages or revisions


@dataclass
class ApplyReport:
    """How many records were applied, and those refused with their number (from 1) and reason."""

    applied: int = 0
    refused: list[tuple[int, ReviewerError]] = field(default_factory=list)


class Scripting:
    """Applies records, one step each, under the rules of the desktop.

    A record names a `page` and either an `act` with its fields (see `core.records`), with optional
    `grounds` and `revision` (refused with a conflict if the page has moved on), or a `finding` key
    with one of `accept` (rank), `text`, `keep` (true), `noise` (true). What is about a header, and
    publishing, names a `document` instead.
    """

    def __init__(
        self, recorder: Recorder, review: Review, publishing: Publishing | None = None
    ) -> None:
        self._recorder = recorder
        self._review = review
        self._publishing = publishing

    def apply(self, records: Iterable[tuple[int, Mapping[str, Any]]], by: str) -> ApplyReport:
        """Apply numbered records in order; a refused one stops no other."""
        report = ApplyReport()
        for number, record in records:
            try:
                self._one(record, by)
                report.applied += 1
            except ReviewerError as error:
                report.refused.append((number, error))
        return report

    def _one(self, record: Mapping[str, Any], by: str) -> Changes:
        if "document" in record:
            return self._document(record, by)
        page = _number("page", record.get("page"))
        if "finding" in record:
            return self._finding(PageId(page), record, by)
        draft = _draft(record)
        expected = _expected(record)
        return self._recorder.record(PageId(page), [draft], by, expected=expected)

    def _document(self, record: Mapping[str, Any], by: str) -> Changes:
        document = DocumentId(_number("document", record["document"]))
        draft = _draft(record)
        if self._publishing is not None:
            match draft.act:
                case d.Publish(comment):
                    return self._publishing.publish(document, by, comment)
                case d.Withdraw(reason):
                    return self._publishing.withdraw(document, by, reason)
        expected = _expected(record)
        return self._recorder.record_documents([(document, [draft])], by, expected=expected)

    def _finding(self, page: PageId, record: Mapping[str, Any], by: str) -> Changes:
        key = str(record["finding"])
        match record:
            case {"accept": int(rank)}:
                return self._review.accept(page, key, rank, by)
            case {"text": str(text)}:
                return self._review.correct(page, key, text, by)
            case {"keep": True}:
                return self._review.keep(page, key, by)
            case {"noise": True}:
                return self._review.noise(page, key, by)
        raise UsageError(said("errors.what_is_to_be_done", key=key))


def _draft(record: Mapping[str, Any]) -> d.Draft:
    """What a record decides. Raises InputError or UsageError where it makes no sense."""
    rest = {key: value for key, value in record.items() if key not in _AROUND}
    given = record.get("grounds", {})
    if not isinstance(given, Mapping):
        raise UsageError(said("errors.grounds_are_a_json_object", given=repr(given)))
    return d.Draft(read_act(rest), read_grounds({"way": d.Way.SCRIPT, **given}))


def _expected(record: Mapping[str, Any]) -> int | None:
    seen = record.get("revision")
    return None if seen is None else _number("revision", seen)


def _number(name: str, value: object) -> int:
    """A whole number that a database can hold. JSON has larger ones, and true is one to Python."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise UsageError(said("errors.record_is_no_number", name=name, value=repr(value)))
    return value
