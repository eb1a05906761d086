"""What came of bringing files in, of OCR and of looking for pictures, as the window shows it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale

from reviewer.core.errors import ReviewerError
from reviewer.core.ids import PageId
from reviewer.core.messages import Catalogue
from reviewer.core.model import Document
from reviewer.core.ports import Recognizer
from reviewer.services.importing import ImportReport
from reviewer.services.picturing import Search
from reviewer.services.recognizing import RecognitionReport
from reviewer.ui.bridge.jobs import Job
from reviewer.ui.showing import short_place
from reviewer.ui.views.card_text import head_of
from reviewer.ui.views.import_report import GroupShown, ReportShown
from reviewer.ui.views.recognition import EngineShown

KINDS = (
    ("texts", "*.txt *.text"),
    ("ocr", "*.xml *.hocr *.html *.htm *.xhtml *.alto *.tsv"),
    ("mets", "*.xml *.mets"),
    ("pictures", "*.png *.jpg *.jpeg *.tif *.tiff *.jp2"),
    ("pdf", "*.pdf"),
    ("word", "*.docx *.docm"),
    ("tei", "*.xml *.tei"),
)
"""Kinds of files by their usual names; what a file is, its contents say when it is read."""

_LABEL = 32  # characters of a file's name at the foot
_Lines = Sequence[tuple[str, str]]


def file_kinds(say: Catalogue, *wanted: str) -> str:
    """The filters of a dialog that chooses files: all at once first, then each kind alone."""
    kinds = [(name, names) for name, names in KINDS if not wanted or name in wanted]
    found = [f"{say.say(f'intake.kinds.{name}')} ({names})" for name, names in kinds]
    if len(kinds) > 1:
        every = " ".join(dict.fromkeys(" ".join(names for _, names in kinds).split()))
        found.insert(0, f"{say.say('intake.kinds.all')} ({every})")
    return ";;".join([*found, f"{say.say('intake.kinds.any')} (*)"])


def show_import(report: ImportReport, say: Catalogue) -> ReportShown | None:
    """What became of files; None where a short note says it all."""
    odd = report.changed or report.failed or report.remarks or report.passed_over
    if not (odd or report.restored):
        return None
    changed = [
        (path.name, say.say("intake.report.new_version", name=_new_name(report, path, before)))
        for path, before in report.changed
    ]
    added = [
        (document.title, say.say("intake.report.pages", n=len(document.pages)))
        for document in report.added
    ]
    skipped = [(path.name, document.title) for path, document in report.skipped]
    failed = [(path.name, _reason(error, say)) for path, error in report.failed]
    mended = [
        (say.say(remark), say.say("intake.report.mended_in", file=path.name))
        for path, remark in report.remarks
    ]
    restored = [
        (one.document.title, say.say("intake.report.came_back", n=one.decisions))
        for one in report.restored
    ]
    claims = [
        (say.say(claim.sentence), say.say("intake.report.in_document", title=one.document.title))
        for one in report.restored
        for claim in one.claims
    ]
    passed_over = [(path.name, _sentence(reason)) for path, reason in report.passed_over]
    groups = (
        ("warning", "failed", failed),
        ("info", "changed", changed),
        ("info", "mended", mended),
        ("check", "added", added),
        ("check", "restored", restored),
        ("info", "claims", claims),
        ("info", "skipped", skipped),
        ("info", "passed_over", passed_over),
    )
    return _report("import", groups, say)


def _new_name(report: ImportReport, path: Path, before: Document) -> str:
    """What the new version of a file is called, or of the part of a folder that changed."""
    numbered = re.compile(re.escape(before.name) + r"-\d+")
    for document in report.added:
        if document.origin.filename == path.name or numbered.fullmatch(document.name):
            return document.name
    return path.stem


def show_recognition(
    report: RecognitionReport, names: Mapping[PageId, str], say: Catalogue
) -> ReportShown | None:
    """What became of pages that OCR read; None where all were read."""
    if not report.failed:
        return None
    groups = (
        (
            "warning",
            "unread",
            [(say.say(names[page]), _reason(error, say)) for page, error in report.failed],
        ),
        ("check", "read", [(say.say(names[page]), "") for page in report.read]),
    )
    return _report("ocr", groups, say)


def show_search(
    search: Search, lost: Sequence[PageId], names: Mapping[PageId, str], say: Catalogue
) -> ReportShown | None:
    """What became of looking for pictures; None where none is lost any more."""
    if not lost:
        return None
    groups = (
        ("warning", "missing", [(say.say(names[page]), "") for page in lost]),
        (
            "check",
            "found",
            [(say.say(names[page]), short_place(str(path))) for page, path in search.found],
        ),
    )
    return _report("search", groups, say)


def _report(name: str, groups: Iterable[tuple[str, str, _Lines]], say: Catalogue) -> ReportShown:
    return ReportShown(
        say.say(f"intake.report.{name}"),
        say.say(f"intake.report.{name}_lead"),
        [
            GroupShown(sign, say.say(f"intake.report.{kind}", n=len(lines)), lines)
            for sign, kind, lines in groups
            if lines
        ],
    )


def _reason(error: ReviewerError, say: Catalogue) -> str:
    """Reason, place and advice; that nothing was harmed is said once for all."""
    where = short_place(say.say(error.where))
    parts = (say.say(error.what), f"({where})" if where else "", say.say(error.advice))
    return " ".join(part for part in parts if part)


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."


def show_engine(engine: Recognizer, say: Catalogue) -> EngineShown:
    """An OCR engine as the dialog offers it. Asks the engine, which may take a moment."""
    health = engine.health()
    known = f"intake.recognition.engines.{engine.name}"
    name = say.say(known) if known in say else engine.name
    if not health.fine:
        text = say.say(
            "intake.recognition.unusable",
            name=name,
            text=say.say(health.text).rstrip("."),
            advice=say.say(health.advice),
        ).strip()
        return EngineShown(engine.name, text, False)
    languages = sorted(
        ((code, language_name(code, say)) for code in engine.languages()), key=_by_words
    )
    return EngineShown(
        engine.name,
        name,
        True,
        tuple(languages),
        tuple(
            (way, _known(f"intake.recognition.segmentations.{way}", way, say))
            for way in engine.segmentations
        ),
    )


def _by_words(one: tuple[str, str]) -> str:
    return one[1].casefold()


def _known(message: str, otherwise: str, say: Catalogue) -> str:
    return say.say(message) if message in say else otherwise


def language_name(code: str, say: Catalogue) -> str:
    """A language in words, with its code behind; the code alone where nobody knows it."""
    known = f"marks.language.{code}"
    if known in say:
        return f"{say.say(known)} ({code})"
    language = QLocale.codeToLanguage(code)
    if language in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return code
    return f"{QLocale.languageToString(language)} ({code})"


def job_words(job: Job, say: Catalogue) -> str:
    """What the foot of the window says of work in the background: how far, and what is at hand."""
    step, values = job.step, {"title": say.say(job.title)}
    if not step.total:
        return values["title"]
    if step.label and step.done < step.total:
        label = head_of(step.label, _LABEL)
        return say.say("intake.count_at", done=step.done, total=step.total, label=label, **values)
    return say.say("ui.jobs.count", done=step.done, total=step.total, **values)
