"""Decides as fast as it can and says what was acknowledged; `test_crash` kills it meanwhile."""

import sys

from reviewer.core import decisions as d
from reviewer.store import Opener


def main(place: str) -> None:
    """Append decisions to the first page until somebody ends this process."""
    store = Opener().open(place)
    with store.reading() as unit:
        document = unit.sources.documents()[0]
    here = d.Place(document.id, document.pages[0])
    revision = 0
    while True:
        with store.writing() as unit:
            draft = d.Draft(d.Replace(d.Span(0, 0), f"word {revision}"))
            (decision,) = unit.ledger.append(here, revision, [draft], "Ada")
        revision += 1
        print(decision.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
