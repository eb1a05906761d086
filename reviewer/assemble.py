"""The only file that names concrete classes: it joins the rooms to an App."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cached_property, partial
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path, user_config_path, user_data_path

from reviewer import __version__
from reviewer.core.edition import Edition, Profile
from reviewer.core.findings import Stamp
from reviewer.core.lazily import Lazily
from reviewer.core.messages import Catalogue, said
from reviewer.core.places import dictionaries
from reviewer.core.ports import (
    Analyst,
    Health,
    ListFormat,
    Problem,
    Reader,
    Recognizer,
    Scorer,
    Writer,
)
from reviewer.core.writing import (
    Declared,
    Demands,
    Profiles,
    Validator,
)
from reviewer.engine.languages import Languages, Shelf
from reviewer.engine.pipeline import Engine
from reviewer.formats.pictures import PictureOpener
from reviewer.services.app import App, Parts
from reviewer.services.checking import ValidatorApart
from reviewer.services.exporting import Exporting
from reviewer.services.settings import UserSettings
from reviewer.services.workers import PooledAnalyst
from reviewer.store.opener import Opener

if TYPE_CHECKING:
    from reviewer.core.printed import Printed
    from reviewer.core.sheet import SheetWriter

_NAME = "reviewer"


def build(jobs: int = 1, *, pooled: bool = False) -> App:
    """The app with `jobs` engine processes.

    With one job the engine lives in this process, which is quickest for a command; `pooled` puts it
    into a process of its own all the same, which keeps a window free.
    """
    settings = UserSettings(user_config_path(_NAME) / "settings.json")
    troubles: list[Health] = []
    analyst: Analyst = (
        PooledAnalyst(make_engine, stamp, jobs) if pooled or jobs > 1 else make_engine()
    )
    other_readers = _plugged("readers", troubles)
    other_writers = _plugged("writers", troubles)
    validator: Validator = ValidatorApart(make_validator, _Validator()) if pooled else _Validator()
    return App(
        Parts(
            opener=Opener(),
            analyst=analyst,
            readers=Lazily(lambda: [*make_readers(), *other_readers]),
            writers=Lazily(lambda: [*make_writers(), *other_writers]),
            validator=validator,
            settings=settings,
            catalogue=Catalogue.load(settings.get("language")),
            data=user_data_path(_NAME),
            checks=[
                _python,
                _desktop,
                partial(_dictionary, analyst),
                _languages,
                _schematron,
                _cache,
                *(partial(_as_it_is, trouble) for trouble in troubles),
            ],
            jobs=jobs,
            scorer=_scorer,
            learns=pooled,
            recognizers=Lazily(make_recognizers),
            lists=Lazily(make_lists),
            reports=Lazily(make_reports),
            pictures=PictureOpener(cache_folder()),
            exporting=open_exporting,
            profiles=_Profiles(validator),
            printer=_printed,
        )
    )


def make_readers() -> list[Reader]:
    """All readers; of one page in several formats that of the first is taken.

    Those that know their files by the first bytes come first, so that the others need not look.
    Imported here, as the writers are: starting does not wait for what no page needs.
    """
    from reviewer.formats.readers.abbyy import AbbyyReader
    from reviewer.formats.readers.alto import AltoReader
    from reviewer.formats.readers.docx import DocxReader
    from reviewer.formats.readers.hocr import HocrReader
    from reviewer.formats.readers.mets import MetsReader
    from reviewer.formats.readers.page import PageXmlReader
    from reviewer.formats.readers.pdf import PdfReader
    from reviewer.formats.readers.picture import PictureReader
    from reviewer.formats.readers.tei import TeiReader
    from reviewer.formats.readers.text import PlainTextReader
    from reviewer.formats.readers.tsv import TsvReader

    pages: list[Reader] = [PageXmlReader(), AltoReader(), HocrReader(), TsvReader()]
    return [
        PictureReader(),
        PdfReader(),
        DocxReader(),
        MetsReader(pages),
        *pages,
        AbbyyReader(),
        TeiReader(),
        PlainTextReader(),
    ]


def make_recognizers() -> list[Recognizer]:
    """All OCR engines; the first that can be used reads, the last reads a second time."""
    from reviewer.formats.recognition.rapid import RapidOcr
    from reviewer.formats.recognition.tesseract import Tesseract

    return [Tesseract(), RapidOcr()]


def make_lists() -> list[ListFormat]:
    """All formats of lists of names, in the order in which they are offered."""
    from reviewer.formats.lists.plain import PlainList
    from reviewer.formats.lists.table import TableList
    from reviewer.formats.lists.tei import TeiList

    return [TableList("csv", ",", mark=True), TableList("tsv", "\t"), TeiList(), PlainList()]


def make_reports() -> "list[SheetWriter]":
    """All that makes files of reports; a face that has Qt adds PDF."""
    from reviewer.formats.reports.html import HtmlWriter
    from reviewer.formats.reports.table import TableWriter

    return [HtmlWriter(), TableWriter()]


def make_writers() -> list[Writer]:
    """All writers, in the order in which they are offered."""
    from reviewer.formats.writers.alto import AltoWriter
    from reviewer.formats.writers.docx import DocxWriter
    from reviewer.formats.writers.hocr import HocrWriter
    from reviewer.formats.writers.html import HtmlWriter
    from reviewer.formats.writers.markdown import MarkdownWriter
    from reviewer.formats.writers.names_csv import NamesWriter
    from reviewer.formats.writers.odt import OdtWriter
    from reviewer.formats.writers.page import PageXmlWriter
    from reviewer.formats.writers.pdf import PdfWriter
    from reviewer.formats.writers.tei import TeiWriter
    from reviewer.formats.writers.text import PlainTextWriter
    from reviewer.formats.writers.training import TrainingWriter
    from reviewer.formats.writers.tsv import TsvWriter

    return [
        TeiWriter(),
        HtmlWriter(),
        DocxWriter(),
        OdtWriter(),
        MarkdownWriter(),
        PlainTextWriter(),
        NamesWriter(),
        PageXmlWriter(),
        AltoWriter(),
        HocrWriter(),
        TsvWriter(),
        PdfWriter(),
        TrainingWriter(),
    ]


class _Validator:
    """Checks TEI files; what it takes along is loaded with the first of them."""

    @cached_property
    def _checks(self) -> Validator:
        return make_validator()

    def validate(
        self,
        path: Path,
        demands: Demands = Demands(),  # noqa: B008 - frozen
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Sequence[Problem]:
        """What is wrong with a file."""
        return self._checks.validate(path, demands, cancelled)

    def can_ask_rules(self) -> bool:
        """Whether Schematron rules can be asked here."""
        return self._checks.can_ask_rules()

    def compare(self, path: Path, edition: Edition) -> Sequence[Problem]:
        """Whether a file has the words of the screen."""
        return self._checks.compare(path, edition)

    def between(self, paths: Sequence[Path]) -> Sequence[tuple[Path, Problem]]:
        """Whether files can stand together."""
        return self._checks.between(paths)

    def close(self) -> None:
        """Nothing is held."""


class _Profiles:
    """Finds profiles of TEI; what it takes along is loaded when formats are asked for."""

    def __init__(self, validator: Validator) -> None:
        """`validator` loads the schemas of profiles, in a window in another process."""
        self._validator = validator

    @cached_property
    def _shelf(self) -> Profiles:
        from reviewer.formats.profiles.shelf import ProfileShelf

        return ProfileShelf(self._validator)

    def offered(self, folders: Sequence[Path]) -> Sequence[Writer]:
        """The formats of profiles."""
        return self._shelf.offered(folders)

    def at(self, name: str) -> Writer | None:
        """The format of a profile's file."""
        return self._shelf.at(name)

    def examine(self, path: Path) -> Declared:
        """What a profile's file declares."""
        return self._shelf.examine(path)


def make_validator() -> Validator:
    """What checks TEI files; the process that checks for a window calls this too."""
    from reviewer.formats.validate import TeiValidator

    return TeiValidator()


def _printed(edition: Edition, profile: Profile) -> "AbstractContextManager[Printed]":
    from reviewer.formats.writers.printing import printed_edition  # takes lxml along

    return printed_edition(edition, profile)


def open_exporting(place: str) -> Exporting:
    """What writes the documents of a project; processes that do it beside one another call this."""
    return build().open(place).exporting


def _scorer() -> Scorer:
    from reviewer.engine.evaluate import Evaluation  # takes rapidfuzz along, which few verbs need

    return Evaluation()


def make_engine() -> Languages:
    """The engines of all languages with what is plugged in; worker processes call this too."""
    ignored: list[Health] = []  # reported by the process that builds the app
    detectors, sources = _plugged("detectors", ignored), _plugged("sources", ignored)
    return Languages(
        dictionaries(),
        lambda folder: Engine(folder, cache_folder(), detectors=detectors, sources=sources),
    )


def stamp() -> Stamp:
    """What findings are made by, without opening the dictionaries."""
    return Languages(dictionaries(), Engine).stamp


def cache_folder() -> Path:
    """Where built artefacts are kept; REVIEWER_CACHE names another place."""
    return Path(os.environ.get("REVIEWER_CACHE") or user_cache_path(_NAME))


def _plugged(kind: str, troubles: list[Health]) -> list[Any]:
    """Parts that installed packages announce; one that cannot be loaded is reported instead."""
    found: list[Any] = []
    for point in entry_points(group=f"{_NAME}.{kind}"):
        try:
            found.append(point.load()())
        except Exception as error:  # somebody else's code: anything may happen
            troubles.append(
                Health(
                    f"plug-in {point.name}",
                    False,
                    said("errors.switched_off", reason=f"{type(error).__name__}: {error}"),
                    said("errors.update_the_package"),
                )
            )
    return found


def _python() -> Health:
    version = ".".join(map(str, sys.version_info[:3]))
    return Health("Reviewer", True, said("health.on_python", version=__version__, python=version))


def _desktop() -> Health:
    fine = find_spec("PySide6") is not None
    return Health(
        "desktop",
        fine,
        said("health.desktop" if fine else "health.no_desktop"),
        said("health.install_desktop"),
    )


def _dictionary(analyst: Analyst) -> Health:
    made = analyst.stamp
    text = said("health.dictionaries", engine=made.engine, dictionary=made.dictionary[:12])
    return Health("dictionaries", True, text)


def _languages() -> Health:
    """Which languages there are; an optional table that is missing is told, but is no fault."""
    shelf = Shelf(dictionaries())
    found = [
        f"{code} ({dictionary.name})"
        + "".join(
            f": {said('health.table_missing', file=missing.file, advice=missing.advice)}"
            for missing in dictionary.missing
        )
        for code, dictionary in shelf.dictionaries.items()
    ]
    found += [
        said("health.broken", name=name, reason=error.what) for name, error in shelf.broken.items()
    ]
    advice = said("errors.install_or_mend_toml")
    return Health("languages", not shelf.broken, "; ".join(found), advice)


def _schematron() -> Health:
    """Whether Schematron rules can be asked; without them all else is checked."""
    fine = find_spec("saxonche") is not None
    return Health(
        "Schematron",
        fine,
        said("health.schematron" if fine else "errors.schematron_not_here"),
        said("errors.schematron_install"),
        optional=True,
    )


def _cache() -> Health:
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fine = os.access(folder, os.W_OK)
    except OSError:
        fine = False
    return Health(
        "cache",
        fine,
        str(folder) if fine else said("health.cache_slow", folder=str(folder)),
        said("health.set_cache"),
    )


def _as_it_is(health: Health) -> Health:
    return health
