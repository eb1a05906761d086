"""What of a document a problem in one of its files is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a document, as far as a TEI file tells; all that is unknown is 0 or empty.

    `page` and `line` count from 1 over the document, lines those of the transcript. `word` is what
    stands there, `nth` how many words of the page stand before it in the file, from 0. `decision`
    is the number of the decision that made the element, `field` the header field concerned.
    """

    page: int = 0
    line: int = 0
    word: str = ""
    nth: int = 0
    decision: int = 0
    field: str = ""
