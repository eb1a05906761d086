"""What is asked of decisions before they are written: who signs, the workflow, what they name."""

from collections.abc import Iterable, Sequence

from reviewer.core import decisions as d
from reviewer.core.edition import document_state
from reviewer.core.errors import NotAllowed, UsageError
from reviewer.core.fitting import misfit
from reviewer.core.ids import DecisionId, DocumentId
from reviewer.core.messages import listed, said
from reviewer.core.people import Labels, People, Refusal, fold_name
from reviewer.core.states import CHANGES, SIGNED, Kind, Standing, State, kind_of, state_words
from reviewer.core.storage import PageRow, Unit
from reviewer.core.threads import opens
from reviewer.core.undoing import meant, refusal
from reviewer.core.workflow import advance, check, standing
from reviewer.services.pages import PageView

_OF_HEADERS = frozenset({Kind.CHANGE, Kind.SIGN, Kind.TALK, Kind.REVERT})


class Signatures:
    """Whether somebody may sign with a name, under the login that the database knows them by.

    A name that is bound to a login stays so, since ledgers only grow: found out once is enough. Who
    signs with a name for the first time claims it, so that of two who do at once one is first.
    """

    def __init__(self) -> None:
        self._bound: dict[Labels, str] = {}
        self._first: dict[Labels, Unit] = {}

    def check(self, unit: Unit, people: People, by: str, where: str = "") -> None:
        """Raise NotAllowed where the name is somebody else's."""
        if not unit.login or not by:
            return
        member = people.member(by)
        names = member.labels if member else people.labels(by)
        bound = self._bound.get(names) or self._find(unit, names)
        problem = people.stranger(by, unit.login, bound)
        if problem:
            raise not_allowed(problem, where)

    def _find(self, unit: Unit, names: Labels) -> str:
        bound = unit.ledger.login_of(names)
        if not bound:
            for name in sorted(names):
                unit.claim(f"name {name}")
            bound = unit.ledger.login_of(names)
            if not bound:
                self._first[names] = unit
        elif self._first.get(names) is not unit:  # else it is our own, and may yet be taken back
            self._first.pop(names, None)
            self._bound[names] = bound
        return bound

    def check_keeper(self, unit: Unit, people: People, by: str) -> None:
        """Raise NotAllowed where somebody may not change what counts for all of a project.

        Where no roles are given everybody may, without a name as well.
        """
        if people.keeps(by):
            self.check(unit, people, by)
        elif fold_name(by):
            raise not_allowed(
                (said("errors.no_right_to_settings", name=by), said("errors.ask_for_the_role"))
            )
        else:
            raise not_allowed((said("errors.roles_need_a_name"), said("errors.say_who_you_are")))


def check_drafts(
    view: PageView, drafts: Sequence[d.Draft], by: str, login: str, *, whole: bool = False
) -> None:
    """Raise NotAllowed or UsageError where drafts may not be written on a page.

    `whole`: they are part of a step on all pages of the document, as publishing is.
    """
    now, people = view.standing, view.people
    for draft in drafts:
        act = draft.act
        check(act, now, by, view.where, people, login)
        if isinstance(act, d.Publish | d.Withdraw) and not whole:
            raise UsageError(
                said("errors.publish_documents"),
                where=view.where,
                safe=said("errors.nothing_was_changed"),
                advice=said("errors.publish_the_document"),
            )
        missing = misfit(act, view.reading)
        if missing:
            raise UsageError(missing, where=view.where, safe=said("errors.nothing_was_changed"))
        check_names(act, view.decisions, view.where)
        _check_taken_back(act, view.decisions, by, people, login, view.where)
        now = advance(now, act, by, people, login)


def check_document(
    unit: Unit,
    document: DocumentId,
    decisions: Sequence[d.Decision],
    drafts: Sequence[d.Draft],
    by: str,
    people: People,
) -> None:
    """Raise NotAllowed or UsageError where drafts may not be written about a document's header.

    It is signed with the document's last page, and from then on stays as it is.
    """
    found = unit.sources.document(document)
    now = standing(decisions, people)
    for draft in drafts:
        kind = kind_of(draft.act)
        if kind not in _OF_HEADERS or isinstance(draft.act, d.TEXT_ACTS):
            raise UsageError(said("errors.only_about_the_header"), where=found.name)
        check(draft.act, now, by, found.name, people, unit.login)
        check_names(draft.act, decisions, found.name)
        _check_taken_back(draft.act, decisions, by, people, unit.login, found.name)
        now = advance(now, draft.act, by, people, unit.login)
    if all(kind_of(draft.act) is Kind.TALK for draft in drafts):
        return
    state = document_state(row.state for row in unit.sources.rows(document))
    if state in SIGNED:
        raise not_allowed(
            (
                said("errors.header_is_signed", state=state_words(state)),
                said("errors.open_a_page_again"),
            ),
            found.name,
        )


def check_published(unit: Unit, document: DocumentId) -> None:
    """Raise NotAllowed where a page is not, that somebody opened again while this was checked."""
    rows = unit.sources.rows(document)
    left = [row for row in rows if row.state is not State.PUBLISHED]
    if left:
        raise not_all_approved(left, unit.sources.document(document).name)


def not_all_approved(rows: Sequence[PageRow], where: str) -> NotAllowed:
    """The error for a document that is to be published before these pages of it may be."""
    states = dict.fromkeys(state_words(row.state) for row in rows)
    problem = said("errors.not_all_approved", n=len(rows), states=listed(states))
    return not_allowed((problem, said("errors.approve_all_pages")), where)


def _check_taken_back(
    act: d.Act,
    decisions: Sequence[d.Decision],
    by: str,
    people: People,
    login: str,
    where: str,
) -> None:
    """Raise NotAllowed where `by` may not take back what an act takes back."""
    if isinstance(act, d.Revert):
        problem = refusal(decisions, act.targets, by, people, login)
        if problem:
            raise not_allowed(problem, where)


def header_to_sign(
    unit: Unit, view: PageView, by: str
) -> tuple[Sequence[DecisionId], Sequence[d.Decision]]:
    """The changes of the header that an approval of the document's last page signs, and all that
    was decided about the header. Raises NotAllowed where some of them are the approver's own.
    """
    if not unit.sources.all_in(SIGNED, view.row.document, but=view.row.id):
        return (), ()
    decisions = unit.ledger.of(d.Place(view.row.document))
    now: Standing = standing(decisions, view.people)
    own = now.own(view.people.labels(by, unit.login))
    if own and view.people.four_eyes:
        raise not_allowed(
            (
                said("errors.own_header", name=by, n=len(own)),
                said("errors.ask_a_colleague_to_sign"),
            ),
            view.where,
        )
    return sorted(now.waiting), decisions


def check_names(act: d.Act, decisions: Sequence[d.Decision], where: str) -> None:
    """Raise UsageError where an act names decisions that are not there, or says nothing."""
    match act:
        case d.Approve(targets) | d.Reject(targets) | d.Revert(targets):
            _check_targets(act, targets, decisions, where)
            if isinstance(act, d.Reject):
                _check_rejected(targets, decisions, where)
        case d.Reply(thread) | d.CloseThread(thread) | d.OpenThread(thread):
            if not any(one.id == thread and opens(one) for one in decisions):
                raise _wrong(said("errors.no_thread", number=thread), where, "threads_lists_them")
        case d.Comment(about=about) if about is not None:
            _check_targets(act, (about,), decisions, where)
    if isinstance(act, d.Comment | d.Reply) and not act.text.strip():
        raise _wrong(said("errors.nothing_was_said"), where, "write_some_words")


def _check_targets(
    act: d.Act, targets: Iterable[DecisionId], decisions: Sequence[d.Decision], where: str
) -> None:
    here = {decision.id for decision in decisions}
    strange = [str(target) for target in targets if target not in here]
    if strange:
        what = said("errors.no_decision_on_page", number=strange[0])
    elif not any(True for _ in targets) and not isinstance(act, d.Approve):
        what = said("errors.nothing_to_act_on", act=act.name)
    else:
        return
    raise _wrong(what, where, "look_it_up_in_the_log")


def _check_rejected(
    targets: Iterable[DecisionId], decisions: Sequence[d.Decision], where: str
) -> None:
    """What pages went through and what people said stays, whatever an editor rejects."""
    for one in meant(targets, {one.id: one for one in decisions}):
        if not isinstance(one.act, (*CHANGES, d.Reject)):
            raise _wrong(
                said("errors.only_changes_are_rejected", act=one.act.describe()),
                where,
                "look_it_up_in_the_log",
            )


def _wrong(what: str, where: str, advice: str) -> UsageError:
    return UsageError(
        what,
        where=where,
        safe=said("errors.nothing_was_changed"),
        advice=said(f"errors.{advice}"),
    )


def not_allowed(problem: Refusal, where: str = "") -> NotAllowed:
    """The error for a step that is refused."""
    return NotAllowed(
        problem[0], where=where, safe=said("errors.nothing_was_changed"), advice=problem[1]
    )
