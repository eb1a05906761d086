"""People: who counts as whom, and what each of them may do. Pure; kept as a setting of the project.

A person has a name, other names that mean the same one, and, where the project is on a server, the
login they work under. Two decisions are by the same person where their *labels* meet: the names of
the person, and a login that the project has said nothing about.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from unicodedata import category, normalize

from reviewer.core.errors import UsageError
from reviewer.core.ids import DecisionId
from reviewer.core.messages import Said, said

Labels = frozenset[str]
Refusal = tuple[Said, Said]
"""Why something may not be done, and what to do instead."""


class Duty(StrEnum):
    """What a person may do in a project."""

    TRANSCRIBER = "transcriber"
    """Says how pages read, and submits them."""
    EDITOR = "editor"
    """Does that as well, and approves, rejects, returns and opens again."""
    PUBLISHER = "publisher"
    """Publishes, withdraws, and exports what is finished."""
    OBSERVER = "observer"
    """Reads and comments."""


EVERY = frozenset(Duty)
KEEPERS = frozenset({Duty.EDITOR, Duty.PUBLISHER})
"""Who may change this list, and switch four eyes on and off."""


@lru_cache(maxsize=1024)  # a ledger says the same few names again and again
def fold_name(name: str) -> str:
    """A name as it is compared: blanks, case, how its letters are put together and signs that
    nobody sees do not make another.
    """
    if not name.isascii():
        name = normalize("NFKC", normalize("NFKC", name).casefold())
        name = "".join(sign for sign in name if category(sign) != "Cf")
    return " ".join(name.split()).casefold()


def same_person(one: str, other: str) -> bool:
    """Whether two names mean the same person in a project that says nothing about them."""
    return fold_name(one) == fold_name(other)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a project: `also` are other names of theirs, `login` that of the database."""

    name: str
    also: tuple[str, ...] = ()
    login: str = ""
    roles: frozenset[Duty] = frozenset()

    @property
    def labels(self) -> Labels:
        """All names, folded."""
        return frozenset(map(fold_name, (self.name, *self.also)))


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """A change of the people or of four eyes: who made it, when, behind which decision.

    `what` is "four_eyes" or the name of the person concerned; `old` and `new` are in words.
    """

    at: datetime
    by: str
    after: DecisionId
    what: str
    old: str
    new: str
    login: str = ""


PEOPLE = "people"
"""The project's setting that holds all of this; it is read and written whole."""
FOUR_EYES = "four_eyes"
ON, OFF = "on", "off"


@dataclass(frozen=True)
class People:
    """The people of a project, and every change that was made here, oldest first."""

    members: tuple[Member, ...] = ()
    changes: tuple[PeopleChange, ...] = ()
    _known: dict[tuple[str, str], Labels] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @cached_property
    def _by_label(self) -> Mapping[str, Member]:
        return {label: member for member in self.members for label in member.labels}

    @cached_property
    def _by_login(self) -> Mapping[str, Sequence[Member]]:
        found: dict[str, list[Member]] = {}
        for member in self.members:
            if member.login:
                found.setdefault(member.login, []).append(member)
        return found

    @cached_property
    def _switches(self) -> tuple[Sequence[int], Sequence[bool]]:
        made = [one for one in self.changes if one.what == FOUR_EYES]
        return [one.after for one in made], [one.new == OFF for one in made]

    @property
    def four_eyes(self) -> bool:
        """Whether nobody may approve their own work, as it is now."""
        return not (self._switches[1] and self._switches[1][-1])

    def alone_at(self, decision: DecisionId | None) -> bool:
        """Whether one could approve one's own work when a decision was made (None: now)."""
        places, off = self._switches
        if decision is None:
            return not self.four_eyes
        place = bisect_right(places, decision - 1)
        return bool(place) and off[place - 1]

    @cached_property
    def has_roles(self) -> bool:
        """Whether roles are set; where none is, everybody may do everything."""
        return any(member.roles for member in self.members)

    def member(self, name: str) -> Member | None:
        """The person of this name, or of whom this is another name."""
        return self._by_label.get(fold_name(name))

    def name_of(self, name: str) -> str:
        """The name that a person goes by."""
        member = self.member(name)
        return member.name if member else " ".join(name.split())

    def names(self, name: str) -> Sequence[str]:
        """All names of a person, that which they go by first."""
        member = self.member(name)
        return (member.name, *member.also) if member else (" ".join(name.split()),)

    def key(self, name: str) -> str:
        """A person's name as they go by it, folded: the same for all their names."""
        return fold_name(self.name_of(name))

    def labels(self, name: str, login: str = "") -> Labels:
        """All that says that a decision is this person's."""
        wanted = (name, login)
        found = self._known.get(wanted)
        if found is None:
            found = self._known[wanted] = self._find_labels(name, login)
        return found

    def _find_labels(self, name: str, login: str) -> Labels:
        member = self.member(name)
        found = member.labels if member else frozenset({fold_name(name)})
        if login:
            owners = self._by_login.get(login, ())
            if not owners:
                found |= {f"@{login}"}  # under one login works one person, whatever they sign
            elif member is None and len(owners) == 1:
                found |= owners[0].labels
        return found

    def same(self, one: str, other: str) -> bool:
        """Whether two names mean the same person."""
        return not self.labels(one).isdisjoint(self.labels(other))

    def roles(self, name: str) -> frozenset[Duty]:
        """What a person may do: everything where no roles are set, else what stands in the list."""
        if not self.has_roles:
            return EVERY
        member = self.member(name)
        return member.roles if member else frozenset()

    def stranger(self, name: str, login: str, bound: str) -> Refusal | None:
        """Why somebody under this login may not sign with a name; None where they may.

        `bound` is the login that first signed with the name, empty where none did.
        """
        if not login:
            return None
        owners = self._by_login.get(login, ())
        member = self.member(name)
        if owners and member not in owners:
            theirs = ", ".join(one.name for one in owners)
            return (
                said("errors.login_is_somebody", login=login, names=theirs, name=name),
                said("errors.sign_as_yourself"),
            )
        other = member.login if member else ""
        other = other or ("" if owners else bound)
        if other and other != login:
            return (
                said("errors.name_belongs_to_login", name=name, login=other, mine=login),
                said("errors.sign_as_yourself"),
            )
        return None

    def keeps(self, name: str) -> bool:
        """Whether a person may change this list."""
        return not self.roles(name).isdisjoint(KEEPERS)


PLAIN = People()
"""A project that says nothing about its people: names are compared folded, four eyes are wanted."""


def with_member(people: People, member: Member) -> tuple[Member, ...]:
    """The members with one more, or one in the place of that of the same name.

    Raises UsageError where a name would be two people's, or nobody could change the list any more.
    """
    if not fold_name(member.name):
        raise UsageError(said("errors.a_person_needs_a_name"))
    others = [one for one in people.members if fold_name(one.name) != fold_name(member.name)]
    for one in others:
        shared = one.labels & member.labels
        if shared:
            raise UsageError(said("errors.name_is_taken", name=min(shared), other=one.name))
    kept = [one.name for one in people.members]
    place = next((n for n, name in enumerate(kept) if same_person(name, member.name)), len(others))
    return _checked((*others[:place], member, *others[place:]))


def without_member(people: People, name: str) -> tuple[Member, ...]:
    """The members without one. Raises UsageError where there is none of this name."""
    gone = people.member(name)
    if gone is None:
        raise UsageError(said("errors.no_person", name=name))
    return _checked([one for one in people.members if one != gone])


def _checked(members: Iterable[Member]) -> tuple[Member, ...]:
    members = tuple(members)
    roles = [one.roles for one in members if one.roles]
    if roles and not any(one & KEEPERS for one in roles):
        raise UsageError(
            said("errors.nobody_could_change_people"),
            safe=said("errors.nothing_was_changed"),
            advice=said("errors.make_an_editor_first"),
        )
    return members


def read_roles(words: Iterable[str]) -> frozenset[Duty]:
    """Roles by their names. Raises UsageError on one that there is not."""
    found = set()
    for word in words:
        if word not in set(Duty):
            raise UsageError(said("errors.no_role", name=word, names=", ".join(Duty)))
        found.add(Duty(word))
    return frozenset(found)


def people_record(people: People) -> dict[str, object]:
    """The people as JSON."""
    return {
        "members": [
            {
                "name": one.name,
                "also": list(one.also),
                "login": one.login,
                "roles": sorted(one.roles),
            }
            for one in people.members
        ],
        "changes": [
            {
                "at": one.at.isoformat(),
                "by": one.by,
                "after": one.after,
                "what": one.what,
                "old": one.old,
                "new": one.new,
                "login": one.login,
            }
            for one in people.changes
        ],
    }


def read_people(record: object) -> People:
    """The people from JSON; what is not as it should be is left out, so that work can go on."""
    if not isinstance(record, Mapping):
        return PLAIN
    return People(
        tuple(filter(None, map(_read_member, _rows(record.get("members"))))),
        tuple(filter(None, map(_read_change, _rows(record.get("changes"))))),
    )


def _rows(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _read_member(row: Mapping[str, object]) -> Member | None:
    also, roles = row.get("also"), row.get("roles")
    name = str(row.get("name") or "")
    if not name.strip():
        return None
    return Member(
        name,
        tuple(map(str, also)) if isinstance(also, list) else (),
        str(row.get("login") or ""),
        frozenset(Duty(one) for one in roles if one in set(Duty))
        if isinstance(roles, list)
        else frozenset(),
    )


def _read_change(row: Mapping[str, object]) -> PeopleChange | None:
    try:
        return PeopleChange(
            datetime.fromisoformat(str(row["at"])),
            str(row["by"]),
            DecisionId(int(str(row["after"]))),
            str(row["what"]),
            str(row["old"]),
            str(row["new"]),
            str(row.get("login") or ""),
        )
    except (KeyError, ValueError):
        return None
