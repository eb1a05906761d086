"""Only what has an end is read."""

import os
from pathlib import Path

import pytest

from reviewer.core.files import check_readable


def test_files_folders_and_links_to_them_may_be_read(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "file", tmp_path / "link"):
        check_readable(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_unless_asked_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a file"):
        check_readable(tmp_path / "pipe")
    check_readable(tmp_path / "pipe", pipes=True)


@pytest.mark.skipif(not Path(os.devnull).is_char_device(), reason="no device files here")
def test_a_device_is_refused() -> None:
    with pytest.raises(OSError, match="not a file"):
        check_readable(Path(os.devnull), pipes=True)
