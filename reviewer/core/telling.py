"""What formats for readers say around a document's own text, in the document's language."""

from collections.abc import Iterable, Iterator
from functools import cache

from reviewer.core.messages import ENGLISH, Catalogue, languages
from reviewer.core.printed import About, Matter

EXPLAINED = (
    About.UNCLEAR,
    About.SUPPLIED,
    About.GAP,
    About.DELETED,
    About.ADDED,
    About.SURPLUS,
    About.DAMAGE,
    About.SIC,
    About.CORR,
    About.ORIG,
    About.REG,
    About.EXPAN,
)
"""Marks that a legend explains, in its order."""


class Telling:
    """The sentences for one document."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter
        self._catalogue = _catalogue(matter.language.partition("-")[0].lower())

    @property
    def language(self) -> str:
        """The language of the sentences."""
        return self._catalogue.language

    def say(self, name: str, /, **values: str) -> str:
        """A sentence of the area `printed`."""
        return self._catalogue.say(f"printed.{name}", **values)

    def rows(self) -> Iterator[tuple[str, str]]:
        """What is known of the document: a label and what it says."""
        matter = self._matter
        named = bool(matter.sent.name)
        told = (
            ("author", "" if named else matter.author),
            ("from", matter.sent.name),
            ("place", matter.sent.place),
            ("to", matter.received.name),
            ("destination", matter.received.place),
            ("sent", matter.sent.date),
            ("received", matter.received.date),
            ("holding", matter.holding),
        )
        return ((self.say(name), value) for name, value in told if value)

    def provenance(self) -> str:
        """Who approved which version, and when; of a draft, when it was last changed."""
        matter = self._matter
        version = matter.edition or (matter.steps[0].number if matter.steps else "")
        if matter.draft:
            when = matter.steps[0].when[:10] if matter.steps else ""
            return self.say("unapproved", date=when, version=version) if when else ""
        found = matter.approval
        if found is None or not found.by:
            return self.say("approved_plain", version=version)
        return self.say("approved", name=found.by, date=found.when[:10], version=version)

    def publication(self) -> str:
        """Who published it, and when; of a draft only by whom it is prepared."""
        matter = self._matter
        if not matter.publisher:
            return ""
        if matter.draft or not matter.date:
            return self.say("published_by", name=matter.publisher) if not matter.draft else ""
        return self.say("published_on", name=matter.publisher, date=matter.date)

    def licence(self) -> str:
        """On which terms it may be used."""
        licence = self._matter.licence or self._matter.licence_url
        return self.say("licence", licence=licence) if licence else self.say("no_licence")

    def imprint(self) -> list[str]:
        """The lines at a document's end, without those that say nothing."""
        lines = (self.provenance(), self.publication(), self.licence(), self._matter.uri)
        return [line for line in lines if line]

    def legend(self, used: Iterable[About]) -> list[tuple[About, str]]:
        """The marks that were used with what each of them means."""
        found = set(used)
        return [(one, self.say(f"sign.{one}")) for one in EXPLAINED if one in found]


@cache
def _catalogue(language: str) -> Catalogue:
    return Catalogue.load(language if language in languages() else ENGLISH)
