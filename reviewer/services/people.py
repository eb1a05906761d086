"""The people of a project: who counts as whom, what each may do, and whether four eyes are wanted.

Every change says who made it and when, and behind which decision; what was lawful then stays so.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from reviewer.core.decisions import Approve
from reviewer.core.errors import UsageError
from reviewer.core.ids import PageId
from reviewer.core.messages import said
from reviewer.core.people import (
    FOUR_EYES,
    OFF,
    ON,
    PEOPLE,
    Duty,
    Member,
    People,
    PeopleChange,
    fold_name,
    people_record,
    read_people,
    with_member,
    without_member,
)
from reviewer.core.standings import standing
from reviewer.core.storage import Store, Unit
from reviewer.services.lawful import Signatures, not_allowed
from reviewer.services.recording import Recorder

_PART = 200  # pages whose decisions are read together


class Team:
    """Reads and changes the people of a project."""

    def __init__(self, store: Store, recorder: Recorder) -> None:
        self._store = store
        self._recorder = recorder
        self._signatures = Signatures()

    def people(self) -> People:
        """The people as they are now."""
        with self._store.reading() as unit:
            return people_of(unit)

    def login(self) -> str:
        """Whom the database knows us as; empty where it knows nobody."""
        with self._store.reading() as unit:
            return unit.login

    def put(self, member: Member, by: str) -> None:
        """Add a person, or put them in the place of the one of this name.

        Raises NotAllowed where `by` may not, UsageError where the list would make no sense.
        """
        name = " ".join(member.name.split())
        clean = replace(
            member,
            name=name,
            also=tuple(dict.fromkeys(filter(None, (" ".join(one.split()) for one in member.also)))),
            login=member.login.strip(),
        )

        def change(people: People) -> tuple[People, str, str, str]:
            before = next((one for one in people.members if one.labels & {people.key(name)}), None)
            made = replace(people, members=with_member(people, clean))
            return made, name, _words(before), _words(clean)

        self._change(change, by)

    def remove(self, name: str, by: str) -> None:
        """Take a person out of the list. Raises UsageError where there is none of this name."""

        def change(people: People) -> tuple[People, str, str, str]:
            gone = people.member(name)
            made = replace(people, members=without_member(people, name))
            return made, people.name_of(name), _words(gone), ""

        self._change(change, by)

    def alias(self, name: str, also: str, by: str) -> None:
        """Say that another name is the same person's."""
        member = self._one(name)
        self.put(replace(member, also=(*member.also, also)), by)

    def set_roles(self, name: str, roles: Iterable[Duty], by: str) -> None:
        """Say what a person may do; who is not in the list yet comes into it."""
        self.put(replace(self._one(name), roles=frozenset(roles)), by)

    def set_login(self, name: str, login: str, by: str) -> None:
        """Say under which login of the database a person works."""
        self.put(replace(self._one(name), login=login), by)

    def set_four_eyes(self, on: bool, by: str) -> None:
        """Say whether somebody else has to approve what one did. Off is for single persons."""

        def change(people: People) -> tuple[People, str, str, str]:
            return people, FOUR_EYES, ON if people.four_eyes else OFF, ON if on else OFF

        self._change(change, by)

    def _one(self, name: str) -> Member:
        if not fold_name(name):
            raise UsageError(said("errors.a_person_needs_a_name"))
        return self.people().member(name) or Member(name)

    def _change(self, change: Callable[[People], tuple[People, str, str, str]], by: str) -> None:
        by = " ".join(by.split())
        with self._store.writing() as unit:
            unit.claim(PEOPLE)  # the list is written whole: two who change it take turns
            before = people_of(unit)
            self._check(unit, before, by)
            made, what, old, new = change(before)
            if old == new:
                return
            noted = PeopleChange(
                datetime.now(UTC), by, unit.ledger.last(), what, old, new, unit.login
            )
            after = replace(made, changes=(*before.changes, noted))
            unit.settings.set(PEOPLE, people_record(after))
        if before.members != after.members:
            self._recorder.recount(self._judged(before, after))

    def _check(self, unit: Unit, people: People, by: str) -> None:
        if not fold_name(by):
            raise not_allowed(
                (said("errors.a_decision_needs_a_name"), said("errors.say_who_you_are"))
            )
        self._signatures.check(unit, people, by)
        if not people.keeps(by):
            raise not_allowed(
                (said("errors.no_right_to_people", name=by), said("errors.ask_for_the_role"))
            )

    def _judged(self, before: People, after: People) -> Sequence[PageId]:
        """Approved pages that stand otherwise now, since they rest on who is whom."""
        changed = set(before.members) ^ set(after.members)
        names = frozenset(label for one in changed for label in one.labels)
        found: list[PageId] = []
        with self._store.reading() as unit:
            states = {row.id: row.state for row in unit.sources.rows()}
            pages = unit.ledger.pages_with(Approve.name)
            if not any(one.login for one in changed):
                pages = sorted(set(pages) & unit.talks.pages_of(names))
            for start in range(0, len(pages), _PART):
                part = unit.ledger.of_pages(pages[start : start + _PART])
                found += [
                    page
                    for page, decisions in part.items()
                    if standing(decisions, after).state is not states[page]
                ]
        return found


def people_of(unit: Unit) -> People:
    """The people of a project, as a unit sees them."""
    return read_people(unit.settings.get(PEOPLE))


def _words(member: Member | None) -> str:
    """A person of the list as the record of changes tells of them."""
    if member is None:
        return ""
    parts = [member.name]
    if member.also:
        parts.append(f"= {', '.join(member.also)}")
    if member.login:
        parts.append(f"@{member.login}")
    if member.roles:
        parts.append(f"({', '.join(sorted(member.roles))})")
    return " ".join(parts)
