"""What may be read to its end."""

import errno
import stat
from pathlib import Path

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said


def check_readable(path: Path, *, pipes: bool = False) -> None:
    """Raise OSError where reading `path` might never end: a device, a socket, or (unless `pipes`)
    a named pipe. Also where it cannot be found.
    """
    mode = path.stat().st_mode
    endless = stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode)
    if endless or (stat.S_ISFIFO(mode) and not pipes):
        raise OSError(errno.EINVAL, "it is a device or a pipe, not a file", str(path))


def unreadable(path: Path, error: OSError) -> UnreadableFile:
    """What the system says of a file it would not hand over, as an error for people."""
    return UnreadableFile(
        said("errors.the_file_cannot_be_read", reason=str(error.strerror or error)),
        where=str(path),
        safe=said("errors.nothing_was_changed"),
        advice=said("errors.check"),
    )
