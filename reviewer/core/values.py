"""Values: dataclasses that are made by the thousand, a few for every word of every page.

Python freezes a dataclass by assigning each field through a call, which makes it six times as slow
to build. Here `frozen` is what the type checker holds all code to; at run time nothing is in the
way. A value is compared and hashed by its fields as any frozen dataclass is.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from dataclasses import dataclass

    def value(*, frozen, **options):
        """Make a class a dataclass; it is never assigned to, and `frozen` is there to say so."""
        return dataclass(unsafe_hash=frozen, **options)


__all__ = ["value"]
