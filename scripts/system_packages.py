"""Looks for what pip cannot install, and installs it where that is allowed.

Called by `setup.sh` with any Python from 3.11 on, before the environment exists, so it uses the
standard library alone. Each need is tried, not looked up in a package list: a library that loads
is there, whoever put it there.
"""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

DONE, PROBLEMS, WRONG_USE = 0, 1, 2

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
)
FONT_ENDINGS = frozenset({".ttf", ".otf", ".ttc"})
HUNSPELL_FOLDERS = (Path("/usr/share/hunspell"), Path("/usr/share/myspell"))
POSTGRES_FOLDER = Path("/usr/lib/postgresql")
CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.d")
MANUAL_PAGES = Path("/usr/share/man/man1")


@dataclass(frozen=True)
class Need:
    """One thing that has to be on the machine.

    Attributes:
        package: the Debian package that brings it.
        present: finds out whether it is there.
    """

    package: str
    present: Callable[[], bool]


@dataclass(frozen=True)
class Purpose:
    """Why some needs exist, in words for the person who has to install them."""

    text: str
    needs: tuple[Need, ...]

    def missing(self) -> list[str]:
        """The packages of the needs that are not met, each once and in order."""
        return list(dict.fromkeys(need.package for need in self.needs if not need.present()))


def library(package: str, *sonames: str) -> Need:
    """A need for shared libraries, met when the loader takes each of them."""

    def present() -> bool:
        try:
            for soname in sonames:
                ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return Need(package, present)


def fonts_present() -> bool:
    """Whether there is any scalable font: Qt draws empty boxes without one."""
    return any(
        path.suffix.lower() in FONT_ENDINGS
        for folder in FONT_FOLDERS
        if folder.is_dir()
        for path in folder.rglob("*")
    )


def postgres_present() -> bool:
    """Whether there are PostgreSQL's server programs, which Debian keeps off the path."""
    return any(POSTGRES_FOLDER.glob("*/bin/initdb")) or shutil.which("initdb") is not None


def git_present() -> bool:
    """Whether there is git, which knows the project's files."""
    return shutil.which("git") is not None


def java_present() -> bool:
    """Whether there is a Java to run the schema validator jing on."""
    return shutil.which("java") is not None


def russian_present() -> bool:
    """Whether there is Hunspell's dictionary of Russian."""
    return any(folder.joinpath("ru_RU.dic").is_file() for folder in HUNSPELL_FOLDERS)


def english_ocr_present() -> bool:
    """Whether Tesseract has its data for English."""
    try:
        done = subprocess.run(
            ["tesseract", "--list-langs"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except OSError:
        return False
    return b"eng" in done.stdout.split()


def speller(package: str, *command: str) -> Need:
    """A need for a spelling corrector, met when it opens its dictionary and speaks over a pipe."""

    def present() -> bool:
        try:
            done = subprocess.run(
                [*command, "-a"], input=b"", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            return False
        return done.stdout.startswith(b"@(#)")

    return Need(package, present)


def program(package: str, name: str) -> Need:
    """A need for a program that the shell finds."""
    return Need(package, lambda: shutil.which(name) is not None)


# What the Qt libraries and platform plug-ins of PySide6-Essentials name as needed and do not
# bring along (`readelf -d`), by the Debian 12 package that holds it.
DESKTOP = Purpose(
    "the window",
    (
        library("libegl1", "libEGL.so.1"),
        library("libgl1", "libGL.so.1"),
        library("libglib2.0-0", "libglib-2.0.so.0", "libgthread-2.0.so.0"),
        library("libfontconfig1", "libfontconfig.so.1"),
        library("libfreetype6", "libfreetype.so.6"),
        library("libdbus-1-3", "libdbus-1.so.3"),
        library("libgssapi-krb5-2", "libgssapi_krb5.so.2"),
        library("libbrotli1", "libbrotlidec.so.1"),
        library("libzstd1", "libzstd.so.1"),
        library("libxkbcommon0", "libxkbcommon.so.0"),
        library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
        library("libx11-6", "libX11.so.6"),
        library("libx11-xcb1", "libX11-xcb.so.1"),
        library("libxcb-cursor0", "libxcb-cursor.so.0"),
        library("libxcb-icccm4", "libxcb-icccm.so.4"),
        library("libxcb-image0", "libxcb-image.so.0"),
        library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
        library("libxcb-randr0", "libxcb-randr.so.0"),
        library("libxcb-render-util0", "libxcb-render-util.so.0"),
        library("libxcb-shape0", "libxcb-shape.so.0"),
        library("libxcb-shm0", "libxcb-shm.so.0"),
        library("libxcb-sync1", "libxcb-sync.so.1"),
        library("libxcb-util1", "libxcb-util.so.1"),
        library("libxcb-xfixes0", "libxcb-xfixes.so.0"),
        library("libxcb-xkb1", "libxcb-xkb.so.1"),
        library("libwayland-client0", "libwayland-client.so.0"),
        library("libwayland-cursor0", "libwayland-cursor.so.0"),
        library("libwayland-egl1", "libwayland-egl.so.1"),
        Need("fonts-dejavu-core", fonts_present),
    ),
)
DATABASE_TESTS = Purpose("tests on PostgreSQL", (Need("postgresql", postgres_present),))
PROJECT_TESTS = Purpose("tests of the project's own files", (Need("git", git_present),))
SCHEMA_TESTS = Purpose("tests of TEI with jing", (Need("default-jre-headless", java_present),))
BROWSER_TESTS = Purpose(
    "tests of TEI in a browser and by Schematron's other checker",
    (program("nodejs", "node"), program("npm", "npm"), program("chromium", "chromium")),
)
LANGUAGE_TESTS = Purpose("tests of a second language", (Need("hunspell-ru", russian_present),))
_OCR = (program("tesseract-ocr", "tesseract"), Need("tesseract-ocr-eng", english_ocr_present))
OCR_TESTS = Purpose("tests of OCR", _OCR)
OCR = Purpose("reading pictures that have no text yet", _OCR)
PEER_TESTS = Purpose(
    "tests and figures of other spelling correctors",
    (
        program("hunspell", "hunspell"),
        speller("hunspell-en-us", "hunspell", "-d", "en_US"),
        program("aspell", "aspell"),
        speller("aspell-en", "aspell", "--lang=en_US"),
    ),
)

PURPOSES: dict[str, tuple[Purpose, ...]] = {
    "run": (DESKTOP,),
    "dev": (
        *(DESKTOP, DATABASE_TESTS, SCHEMA_TESTS, PROJECT_TESTS, LANGUAGE_TESTS, OCR_TESTS),
        *(PEER_TESTS, BROWSER_TESTS),
    ),
}
HINTS: dict[str, tuple[Purpose, ...]] = {"run": (OCR,)}
"""What is worth having and not needed: it is told where it is missing, and never installed."""


def may_install() -> bool:
    """Whether this process may install packages: it is root and there is apt-get."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages without asking anything; whether that worked."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Acquire::Retries=3"]
    # Images trimmed of manual pages lack this folder, on which the Java packages stumble.
    MANUAL_PAGES.mkdir(parents=True, exist_ok=True)
    subprocess.run([*apt, "update"], env=environment, check=False)
    with no_cluster_made():
        done = subprocess.run(
            [*apt, "install", "-y", "--no-install-recommends", *packages],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    if done.returncode != 0:
        say(done.stdout)
    return done.returncode == 0


@contextmanager
def no_cluster_made() -> Iterator[None]:
    """Keep Debian's PostgreSQL from starting a server when its package arrives.

    Tests start servers of their own on temporary folders; a machine that did not ask for a
    database should not find one listening afterwards.
    """
    CLUSTER_SETTINGS.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".conf", prefix="reviewer-", dir=CLUSTER_SETTINGS)
    with os.fdopen(handle, "w") as file:
        file.write("create_main_cluster = false\n")
    settings = Path(name)
    settings.chmod(0o644)
    try:
        yield
    finally:
        settings.unlink(missing_ok=True)
        with suppress(OSError):  # not empty where the package did arrive: then they belong to it
            CLUSTER_SETTINGS.rmdir()
            CLUSTER_SETTINGS.parent.rmdir()


def explain(lacking: Iterable[tuple[str, list[str]]]) -> str:
    """What is missing, what for, and the command that brings it."""
    rows = list(lacking)
    packages = [package for _, names in rows for package in names]
    return "\n".join(
        [
            "Some system packages are missing:",
            *(f"  for {purpose}: {' '.join(names)}" for purpose, names in rows),
            "The command line works where the window cannot open; the rest needs them.",
            "On Debian and its relatives this brings them (elsewhere, like-named packages):",
            f"  sudo apt-get install --no-install-recommends {' '.join(packages)}",
        ]
    )


def lacking(purposes: Iterable[Purpose]) -> list[tuple[str, list[str]]]:
    """The purposes that something is missing for, each with the packages."""
    found = ((purpose.text, purpose.missing()) for purpose in purposes)
    return [(text, packages) for text, packages in found if packages]


def hint(rows: Iterable[tuple[str, list[str]]]) -> None:
    """Tell what is worth having, if it is missing."""
    for purpose, names in rows:
        say(f"If you like, for {purpose}: sudo apt-get install {' '.join(names)}")


def say(text: str) -> None:
    """Print to the error stream, where it stands among the other words of the set-up."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Look, install or tell; exit status 1 only in CI, where nothing may be missing."""
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        say(f"usage: system_packages.py {'|'.join(PURPOSES)}")
        return WRONG_USE
    if not sys.platform.startswith("linux"):
        return DONE  # PySide6's wheels for other systems bring what they need
    purposes = PURPOSES[arguments[0]]
    rows = lacking(purposes)
    if rows and may_install():
        packages = [package for _, names in rows for package in names]
        say(f"Installing system packages: {' '.join(packages)}")
        install(packages)
        rows = lacking(purposes)
    hint(lacking(HINTS.get(arguments[0], ())))
    if not rows:
        return DONE
    say(explain(rows))
    return PROBLEMS if os.environ.get("CI") == "true" else DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
