"""Where a project's data lies: SQLite in a folder, or PostgreSQL, through SQLAlchemy Core.

`Opener` is the only thing that other rooms need.
"""

from reviewer.store.opener import Opener

__all__ = ["Opener"]
