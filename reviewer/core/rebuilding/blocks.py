"""From blocks to decisions: first which words are meant, then lines, words, marks and talk."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId
from reviewer.core.reading import PageReading
from reviewer.core.rebuilding.aligning import Claims, Piece
from reviewer.core.rebuilding.lines import Lines
from reviewer.core.rebuilding.marks import Marks
from reviewer.core.rebuilding.steps import Step, Steps
from reviewer.core.rebuilding.words import Words
from reviewer.core.shown import Block, Saying, Signed, Talk


@dataclass(frozen=True)
class Rebuilt:
    """The steps in their order, and what of the text they cannot say: words and marks without a
    place on any page, talk about places that are not there.
    """

    steps: Sequence[Step]
    words: int = 0
    marks: int = 0
    talks: int = 0


def rebuild(
    readings: Sequence[PageReading],
    counts: Sequence[int],
    blocks: Sequence[Block],
    talks: Sequence[Talk] = (),
    touched: frozenset[int] | None = None,
    gone: Sequence[int] = (),
    behind: int = 0,
    partial: bool = False,
) -> Rebuilt:
    """What has to be decided on pages that read as `readings` so that they read as `blocks`.

    `counts` are the lines of each page as the file counts them. `touched` are the blocks (their
    numbers) in which something differs; None: all of them. `gone` are lines that were in a block
    and may be in none now. Steps are numbered from `behind` on, exclusive. `partial`: only marks
    and what the document has wrong by itself are meant.
    """
    claims = Claims(readings, counts, in_order=not any(block.lines for block in blocks))
    pieces = [claims.claim(index, block) for index, block in enumerate(blocks)]
    if touched is None:
        touched, gone = frozenset(range(len(blocks))), claims.lines
    rebuilding = _Rebuilding(readings, blocks, pieces, claims, touched, Steps(behind))
    return rebuilding.marked() if partial else rebuilding.rebuilt(talks, gone)


class _Rebuilding:
    def __init__(
        self,
        readings: Sequence[PageReading],
        blocks: Sequence[Block],
        pieces: Sequence[Sequence[Piece]],
        claims: Claims,
        touched: frozenset[int],
        steps: Steps,
    ) -> None:
        self._readings = readings
        self._blocks = blocks
        self._pieces = pieces
        self._claims = claims
        self._touched = touched
        self._steps = steps
        self._words = Words(readings, claims, self._steps)
        self._marks = Marks(readings, self._steps)

    def rebuilt(self, talks: Sequence[Talk], gone: Sequence[int]) -> Rebuilt:
        """All steps. What stands on the lines `gone` and in no block is not in the text."""
        Lines(
            self._readings, self._blocks, self._pieces, self._claims, self._touched, self._steps
        ).arrange()
        words = self._wordings()
        self._remove(gone)
        marks = sum(
            self._marks.add(block, self._pieces[n], decide=n in self._touched)
            for n, block in enumerate(self._blocks)
        )
        self._take_back()
        lost = self._talk(talks)
        return Rebuilt(tuple(self._steps), words, marks, lost)

    def marked(self) -> Rebuilt:
        """The steps that only mark and correct."""
        for block, pieces in zip(self._blocks, self._pieces, strict=True):
            self._words.correct(block, pieces)
        lost = sum(
            self._marks.add(block, pieces)
            for block, pieces in zip(self._blocks, self._pieces, strict=True)
        )
        return Rebuilt(tuple(self._steps), 0, lost)

    def _wordings(self) -> int:
        homeless = 0
        for n in sorted(self._touched):
            block, pieces = self._blocks[n], self._pieces[n]
            if block.text and not any(piece.spots for piece in pieces):
                homeless += not self._new_line(n, block)
            else:
                homeless += self._words.add(block, pieces)
        return homeless

    def _new_line(self, n: int, block: Block) -> bool:
        """Put a block in that the source has nothing of: before the next one, else at the end."""
        signed = next((one.signed for one in block.readings), Signed())
        for pieces in self._pieces[n + 1 :]:
            for piece in pieces:
                if piece.spots:
                    page, token = piece.spots[0]
                    line = self._readings[page].page.line_of(token).n
                    key = self._words.new_line(page, line, block, signed)
                    return self._named(page, key, block)
        if not self._readings:
            return False
        page = len(self._readings) - 1
        return self._named(page, self._words.new_line(page, None, block, signed), block)

    def _named(self, page: int, key: int, block: Block) -> bool:
        self._steps.add(page, d.SetRole(key, block.role, block.kind, block.place))
        self._steps.add(page, d.SetFlow(key, d.Flow.BEGINS))
        return True

    def _remove(self, gone: Sequence[int]) -> None:
        """Take away what stands on the lines of the blocks and in none of them."""
        named = {line for n in self._touched for line in self._blocks[n].lines}
        self._words.remove(list(self._claims.unclaimed(sorted({*named, *gone}))))

    def _take_back(self) -> None:
        """Undo insertions and marks of the ledger that the text does not have any more."""
        tokens: dict[int, set[int]] = defaultdict(set)
        for spot, block in self._claims.of.items():
            if block in self._touched:
                tokens[spot.page].add(spot.token)
        for page, here in sorted(tokens.items()):
            gone = [
                *self._words.take_back(page, self._touched),
                *self._marks.superfluous(page, frozenset(here)),
            ]
            if gone:
                self._steps.add(page, d.Revert(tuple(sorted(set(gone)))))

    def _talk(self, talks: Sequence[Talk]) -> int:
        """Threads and answers; how many have no place."""
        threads: dict[str, tuple[int, DecisionId]] = {}
        lost = 0
        for talk in sorted(talks, key=lambda one: one.saying is Saying.REPLIES):
            at = self._marks.spans.get(talk.target)
            thread = threads.get(talk.target)
            if talk.saying is Saying.REPLIES and thread:
                page, opened = thread
                self._steps.add(page, d.Reply(opened, talk.text), talk.signed)
                threads[talk.key] = thread
            elif talk.saying is Saying.DECLINES and at:
                page, span = at
                grounds = replace(talk.signed.grounds, suggestion=talk.text)
                self._steps.add(page, d.Keep(span), replace(talk.signed, grounds=grounds))
            elif at:
                page, span = at
                asks = talk.saying is Saying.ASKS
                opened = self._steps.add(page, d.Comment(talk.text, span, None, asks), talk.signed)
                threads[talk.key] = page, opened
                if talk.closed:
                    self._steps.add(page, d.CloseThread(opened), talk.closed)
            else:
                lost += 1
        return lost
