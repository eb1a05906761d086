"""Hits as the list shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.core.findings import Kind
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Catalogue
from reviewer.core.occurrences import SETTLED, Doubt, Hit, as_written, doubt
from reviewer.ui.views.hits_model import HitShown


@dataclass(frozen=True, slots=True)
class Asking:
    """What the hits are to become.

    `form` and `kind` are those of the word that all places are wanted of; without a form it is a
    search for anything, of which everything that is not settled is ticked. `reading` is what to
    read instead (None: nothing was said), for a pattern what its groups come to.
    """

    form: str = ""
    kind: Kind | None = None
    reading: str | None = None
    pattern: bool = False

    def reading_of(self, hit: Hit) -> str | None:
        """What a hit is to become."""
        if self.pattern:
            return None if self.reading is None else hit.reading
        if self.reading is None or not self.form:
            return self.reading
        return as_written(hit.form, self.form, self.reading)

    def doubt_of(self, hit: Hit) -> Doubt | None:
        """Why a hit is not taken along unasked."""
        found = doubt(hit, self.reading_of(hit) or "", self.kind)
        return found if self.form or found in SETTLED else None


def shown(
    hit: Hit,
    asking: Asking,
    titles: Mapping[DocumentId, str],
    here: DocumentId | None,
    say: Catalogue,
) -> HitShown:
    """A hit as its row shows it; `titles` of documents, of which `here` need not be named."""
    place = {"number": hit.number, "line": hit.line + 1}
    if len(titles) > 1 and hit.document != here:
        said = say.say("ui.hits.place", document=titles.get(hit.document, ""), **place)
    else:
        said = say.say("ui.hits.place_short", **place)
    # Over a line's end it is the same word, and stands in the same group.
    made = HitShown(hit.left, hit.form.replace("\n", " "), hit.right, said)
    dress(made, hit, asking, say)
    return made


def dress(row: HitShown, hit: Hit, asking: Asking, say: Catalogue) -> None:
    """Bring up to date what a row says, but for what somebody chose at it."""
    against = asking.doubt_of(hit)
    row.fixed = against is Doubt.LOCKED
    row.note = note(hit, against, say)
    if not row.chosen:
        row.ticked = against is None
        row.reading = asking.reading_of(hit)
    elif not row.own:
        row.reading = asking.reading_of(hit)


def note(hit: Hit, against: Doubt | None, say: Catalogue) -> str:
    """Why a hit is not ticked, in two words."""
    if against is None:
        return ""
    first = hit.finding.first if hit.finding else ""
    return say.say(f"ui.hits.note.{against}", first=first)


def why(hit: Hit, asking: Asking, by: str, say: Catalogue) -> str:
    """Why a hit is as it is, in a sentence; `by` is who settled it."""
    against = asking.doubt_of(hit)
    if against is None:
        return say.say("ui.hits.why.free" if asking.form and hit.finding else "ui.hits.why.plain")
    name = f"ui.hits.why.{against}"
    if against is Doubt.DECIDED and hit.raw:
        name = "ui.hits.why.decided_raw"
    first = hit.finding.first if hit.finding else ""
    who = by or say.say("ui.hits.why.somebody")
    return say.say(name, by=who, first=first, raw=hit.raw)
