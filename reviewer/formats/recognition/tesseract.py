"""Tesseract, run as a program of its own and asked for its table of words.

Source: tesseract(1), version 5; page segmentation modes by its list `--help-psm`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from reviewer.core.errors import Cancelled, RecognitionFailed, UnreadableFile
from reviewer.core.messages import Said, said
from reviewer.core.model import Image, Page
from reviewer.core.ports import Health, RecognitionOptions
from reviewer.formats.naming import language_code
from reviewer.formats.readers.tsv import TsvReader
from reviewer.formats.recognition.seeing import (
    SAFE,
    as_it_is,
    check_segmentation,
    check_size,
    seen,
    to_picture,
)

VARIABLE = "REVIEWER_TESSERACT"
"""The variable of the environment that may name the program."""
SEGMENTATIONS = {"automatic": 3, "one column": 4, "one block": 6, "sparse text": 11}
"""Page segmentation modes by plain words."""
TIMEOUT = 900.0
"""Seconds after which a page is given up: the slowest ones of newspapers take some minutes."""
_ASKING = 30.0  # seconds for a question such as its version
_POLL = 0.05  # seconds between two looks at whether the person has had enough
_PLACES = (
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
    "/opt/local/bin/tesseract",
    "C:/Program Files/Tesseract-OCR/tesseract.exe",
    "C:/Program Files (x86)/Tesseract-OCR/tesseract.exe",
    "~/AppData/Local/Programs/Tesseract-OCR/tesseract.exe",
)
_SYSTEMS = ("linux", "darwin", "win32")


class Tesseract:
    """Reads pictures with the Tesseract that is installed."""

    name = "tesseract"
    segmentations: tuple[str, ...] = tuple(SEGMENTATIONS)

    def __init__(self, program: Path | None = None) -> None:
        """`program`: where it is; looked for where it usually is if not given."""
        self._given = program

    @cached_property
    def program(self) -> Path | None:
        """The program; None where there is none."""
        return self._given or find()

    def health(self) -> Health:
        """Whether it can be used, its version and languages, and how to get it if not."""
        version = self._version
        if not version:
            return Health(
                "Tesseract",
                False,
                said("health.not_found"),
                said("health.else_works", how=_how("tesseract")),
                optional=True,
            )
        known = self.languages()
        if not known:
            return Health(
                "Tesseract",
                False,
                said("health.no_language", version=version),
                _how("data", name="eng"),
                optional=True,
            )
        return Health(
            "Tesseract",
            True,
            said("health.languages", version=version, known=", ".join(known)),
            optional=True,
        )

    def languages(self) -> Sequence[str]:
        """Codes of the languages whose data are installed, as we call them ("en")."""
        return tuple(sorted(self._by_code))

    def recognize(
        self,
        image: Image,
        options: RecognitionOptions,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Page:
        """Read a picture: lines of words with boxes (pixels of the picture as seen, confidence)."""
        if self.program is None or not self._version:
            raise RecognitionFailed(
                said("errors.tesseract_was_not_found"),
                where=image.path,
                safe=SAFE,
                advice=self.health().advice,
            )
        check_size(image)
        mode = SEGMENTATIONS[check_segmentation(image, options.segmentation, self.segmentations)]
        languages = "+".join(self._data(image, code) for code in options.languages or ("en",))
        with tempfile.TemporaryDirectory(prefix="reviewer-ocr-") as folder:
            read, path = (image.width, image.height), Path(image.path)
            if not as_it_is(image, options.scale):
                picture = seen(image, options.scale)
                read, path = picture.size, Path(folder, "page.png")
                picture.save(path, compress_level=1)
            out = Path(folder, "read")
            command = [str(self.program), str(path), str(out), "-l", languages]
            command += ["--psm", str(mode), "-c", "tessedit_create_tsv=1"]
            self._run(command, image, Path(folder, "said"), cancelled)
            return to_picture(_page(out.with_suffix(".tsv"), image), image, read)

    def _data(self, image: Image, code: str) -> str:
        """What Tesseract calls the data of a language; its own names are taken as well."""
        if code in self._installed:
            return code
        found = self._by_code.get(language_code(code) or code)
        if found is None:
            three = three_letters(code) or code
            raise RecognitionFailed(
                said("errors.tesseract_has_no_data", code=code),
                where=image.path,
                safe=SAFE,
                advice=_how("data", name=three),
            )
        return found

    @cached_property
    def _version(self) -> str:
        """Its version; empty where it cannot be run."""
        words = self._ask("--version").split()
        return words[1] if len(words) > 1 and words[0] == "tesseract" else ""

    @cached_property
    def _installed(self) -> frozenset[str]:
        names = self._ask("--list-langs").splitlines()[1:]
        return frozenset(name.strip() for name in names if name.strip())

    @cached_property
    def _by_code(self) -> Mapping[str, str]:
        """Tesseract's name for each language; of several the plainest."""
        found: dict[str, str] = {}
        for name in sorted(self._installed, key=lambda name: (len(name), name)):
            code = "" if name in ("osd", "equ") else language_code(name)
            if code:
                found.setdefault(code, name)
        return found

    def _ask(self, question: str) -> str:
        if self.program is None:
            return ""
        try:
            done = subprocess.run(
                [str(self.program), question],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,  # version 3 answers there
                timeout=_ASKING,
                check=False,
                creationflags=_NO_WINDOW,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""

    @staticmethod
    def _run(
        command: Sequence[str], image: Image, words: Path, cancelled: Callable[[], bool]
    ) -> None:
        """Run it to its end; a person who has had enough ends it at once."""
        # Pages are read side by side: more threads for each only wait for one another.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        end = time.monotonic() + TIMEOUT
        with words.open("wb") as errors:
            try:
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=errors,
                    stderr=errors,
                    env=environment,
                    creationflags=_NO_WINDOW,
                )
            except OSError as error:
                raise _failed(
                    image, said("errors.reasons.not_started", reason=str(error.strerror))
                ) from error
            try:
                while not _ended(process):
                    if cancelled():
                        raise Cancelled
                    if time.monotonic() > end:
                        raise _failed(
                            image, said("errors.reasons.not_done", minutes=round(TIMEOUT / 60))
                        )
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
        if process.returncode:
            raise _failed(image, _last_words(words))


_NO_WINDOW = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))  # Windows would open a console


def find() -> Path | None:
    """Where Tesseract is: named by $REVIEWER_TESSERACT, on the path, or where installers put it."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named).expanduser() if Path(named).expanduser().is_file() else None
    found = shutil.which("tesseract")
    if found:
        return Path(found)
    places = (Path(place).expanduser() for place in _PLACES)
    return next((place for place in places if place.is_file()), None)


def three_letters(code: str) -> str:
    """The code of three letters that Tesseract has for one of two ("de": "deu"); empty if none."""
    return _THREE.get(language_code(code) or code, "")


_THREE = {
    language_code(three): three
    for three in (
        "afr amh ara asm aze bel ben bod bos bre bul cat ces chi_sim cos cym dan deu div dzo ell "
        "eng epo est eus fas fao fil fin fra fry gla gle glg guj hat heb hin hrv hun hye iku ind "
        "isl ita jav jpn kan kat kaz khm kir kor kmr lao lat lav lit ltz mal mar mkd mlt mon mri "
        "msa mya nep nld nor oci ori pan pol por pus que ron rus san sin slk slv snd spa sqi srp "
        "sun swa swe tam tat tel tgk tha tir ton tur uig ukr urd uzb vie yid yor"
    ).split()
}
_THREE.pop("", None)


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(_POLL)
    except subprocess.TimeoutExpired:
        return False
    return True


def _page(table: Path, image: Image) -> Page:
    try:
        return next(iter(TsvReader().read(table).pages))
    except UnreadableFile as error:
        raise _failed(image, said("errors.reasons.no_table")) from error


def _last_words(words: Path) -> str:
    lines = words.read_text("utf-8", "replace").split("\n")
    spoken = [line.strip() for line in lines if line.strip()]
    return f"it says “{spoken[-1].rstrip('.')[:200]}”" if spoken else "it gave no reason"


def _failed(image: Image, reason: str) -> RecognitionFailed:
    return RecognitionFailed(
        said("errors.tesseract_could_not_read_the_picture", reason=reason),
        where=image.path,
        safe=SAFE,
        advice=said("errors.open_picture_or_png"),
    )


def _how(what: str, **values: str) -> Said:
    """How to get the program, or its data, on this system."""
    system = sys.platform if sys.platform in _SYSTEMS else "linux"
    return said(f"health.{what}_{system}", **values)
