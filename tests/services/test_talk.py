"""Threads: opened, answered, closed, found; and they keep nobody from working."""

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import Conflict, NotAllowed, UsageError
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.people import Member
from reviewer.core.queues import Queue
from reviewer.core.threads import Asked, words_now
from reviewer.core.workflow import State
from reviewer.services.project import Project

from .test_review import key_of


def test_a_thread_from_question_to_answer(project: Project, page: PageId) -> None:
    talk = project.talk
    talk.comment(page, " Is this a name? \n", "Bea", words=d.Span(2, 2), asks=True)
    (thread,) = talk.of_page(page)
    assert (thread.text, thread.by, thread.asks, thread.open) == (
        "Is this a name?",
        "Bea",
        True,
        True,
    )
    assert talk.counts() == {page: (1, 1)}
    talk.reply(thread, "Yes.", "Ada", close=True)
    (thread,) = talk.of_page(page)
    assert ([one.text for one in thread.replies], thread.closed_by) == (["Yes."], "Ada")
    assert talk.counts() == {}
    talk.open_again(thread, "Bea")
    assert talk.of_page(page)[0].waits
    assert talk.thread(thread.id) == talk.of_page(page)[0]
    assert talk.thread(DecisionId(999)) is None
    with pytest.raises(UsageError, match="nothing to say"):
        talk.comment(page, "  ", "Bea")


def test_words_follow_corrections_and_may_vanish(project: Project, page: PageId) -> None:
    project.talk.comment(page, "Sure?", "Bea", words=d.Span(2, 2))
    (thread,) = project.talk.of_page(page)
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    assert words_now(thread, project.page(page).reading) == "Mikoyan"
    project.review.decide(page, [d.Draft(d.Replace(d.Span(2, 2), ""))], "Ada")
    assert words_now(thread, project.page(page).reading) == ""
    (row,) = project.talk.find(project.talk.wanted())
    assert (row.document, row.number, row.words) == ("telegram", 1, "")


def test_a_query_in_the_text_is_a_question(project: Project, page: PageId) -> None:
    mark = d.Mark(Anchor(2, 0), Anchor(2, 3), MarkName.QUERY, {"note": "which one?"})
    project.review.decide(page, [d.Draft(mark)], "Ada")
    (thread,) = project.talk.of_page(page)
    assert (thread.text, thread.asks, thread.words) == ("which one?", True, d.Span(2, 2))
    project.approval.submit(page, "Ada")
    assert project.approval.refusal(page, d.Approve(), "Bob") is None
    project.history.undo(page, "Ada")
    project.history.undo(page, "Ada")
    assert project.talk.of_page(page) == ()
    assert project.talk.counts() == {}


def test_everybody_finds_what_is_asked_of_them(project: Project) -> None:
    first, second = (row.id for row in project.rows())
    project.team.put(Member("Ada Lovelace", ("Ada",)), "Bob")
    project.review.accept(first, key_of(project, first, "Mikeyan"), 1, "Ada")
    project.talk.comment(first, "Why?", "Bob", asks=True)
    project.talk.comment(second, "Nice.", "Bob")

    def found(which: Asked, person: str, **more: object) -> list[str]:
        wanted = project.talk.wanted(which, person, **more)  # type: ignore[arg-type]
        rows = project.talk.find(wanted)
        assert project.talk.count(wanted) == len(rows)
        return [row.thread.text for row in rows]

    assert found(Asked.ALL, "") == ["Nice.", "Why?"]
    assert found(Asked.OF_ME, "ada lovelace") == ["Why?"]
    assert found(Asked.OF_ME, "Bob") == []
    assert found(Asked.MINE, "Bob") == ["Nice.", "Why?"]
    assert found(Asked.ALL, "", by="bob", text="NICE", page=second) == ["Nice."]
    project.talk.close(project.talk.of_page(first)[0], "Ada")
    assert found(Asked.OF_ME, "Ada") == []
    assert found(Asked.ALL, "", open=False) == ["Why?"]


def test_what_was_said_is_undone_until_somebody_answers(project: Project, page: PageId) -> None:
    project.talk.comment(page, "Silly remark.", "Ada")
    project.history.undo(page, "Ada")
    assert project.talk.of_page(page) == ()
    project.talk.comment(page, "Why?", "Ada")
    project.review.keep(page, key_of(project, page, "Cuben"), "Bob")  # no answer to it
    (thread,) = project.talk.of_page(page)
    project.talk.reply(thread, "Because.", "Bob")
    with pytest.raises(NotAllowed, match="Bob"):
        project.history.undo(page, "Ada")


def test_a_comment_makes_nobodys_typing_fail(project: Project, page: PageId) -> None:
    seen = project.page(page).revision
    project.talk.comment(page, "Look here.", "Bob")
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada", seen)
    view = project.page(page)
    assert view.revision == 2
    assert "Mikoyan" in view.reading.text
    assert project.rows()[0].revision == 2
    with pytest.raises(Conflict):
        project.review.accept(page, key_of(project, page, "Cuben"), 1, "Cy", seen)


def test_talk_goes_on_in_every_state(project: Project) -> None:
    document = project.documents()[0].id
    pages = [row.id for row in project.rows()]
    for page in pages:
        project.approval.submit(page, "Ada")
        project.approval.approve(page, "Bob")
    for act in ("", "publish", "withdraw"):
        if act:
            getattr(project.publishing, act)(document, "Bob")
        project.talk.comment(pages[0], "Still here.", "Zoe")
    project.talk.comment_on_header(document, "And the date?", "Zoe")
    assert project.listing.row(document).threads == 4
    row = project.talk.find(project.talk.wanted())[0]
    assert (row.thread.page, row.number, row.thread.text) == (None, None, "And the date?")
    assert project.rows()[0].state is State.WITHDRAWN
    project.talk.reply(row.thread, "1950.", "Ada", close=True)
    assert project.listing.row(document).threads == 3


def test_a_page_comes_back_with_what_to_do(project: Project) -> None:
    first, second = (row.id for row in project.rows())
    for page, name in ((first, "Cy"), (second, "Ada")):
        project.approval.submit(page, name, comment="Ready.")
        asked = [d.Comment("Which Cuban?", d.Span(1, 1))] if page == second else []
        project.approval.send_back(page, "Bob", "Line 2, please.", asked)
    mine, other = project.queues.returned("Ada")
    assert (mine.page, mine.by, mine.comment, mine.mine) == (second, "Bob", "Line 2, please.", True)
    assert [one.text for one in mine.questions] == ["Which Cuban?"]
    assert (other.page, other.mine, other.questions) == (first, False, ())
    stops, _ = project.queues.open(Queue.RETURNED, "Ada").read()
    assert stops[0].page == second
    assert [one.text for one in project.talk.of_page(second)] == ["Ready.", "Which Cuban?"]
    project.approval.submit(second, "Ada")
    with pytest.raises(NotAllowed, match="question"):
        project.approval.approve(second, "Bob")
    project.talk.reply(mine.questions[0], "This one.", "Ada", close=True)
    project.approval.approve(second, "Bob")


def test_no_thread_no_answer(project: Project, page: PageId) -> None:
    project.review.keep(page, key_of(project, page, "Cuben"), "Ada")
    number = project.log(1)[0].id
    for act in (d.Reply(number, "what?"), d.CloseThread(number), d.OpenThread(DecisionId(99))):
        with pytest.raises(UsageError, match="no conversation"):
            project.review.decide(page, [d.Draft(act)], "Bob", 0)
