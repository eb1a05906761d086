"""LibreOffice, where it is installed, as a second reader of what we write."""

import shutil
import subprocess
from pathlib import Path

import pytest

_PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")

# Not `need`: 400 MB for two tests are not installed in CI, whose other tests walk the same files.
needs_office = pytest.mark.skipif(_PROGRAM is None, reason="LibreOffice Writer is not installed")


def office_text(path: Path, folder: Path) -> str:
    """The text that LibreOffice finds in a file."""
    assert _PROGRAM is not None
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            _PROGRAM,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / f"{path.stem}.txt").read_text("utf-8-sig")
