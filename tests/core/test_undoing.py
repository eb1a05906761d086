"""Undo and redo from the ledger."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, split_key
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId
from reviewer.core.model import Page, Role
from reviewer.core.people import Member, People
from reviewer.core.text import make_lines
from reviewer.core.undoing import refusal, undoable

from .strategies import ledger

PAGE = Page(1, make_lines("one two three four"))
WORDS = [d.Replace(d.Span(n, n), f"{n}x") for n in range(4)]


def ids(*numbers: int) -> tuple[DecisionId, ...]:
    return tuple(DecisionId(n) for n in numbers)


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=30))
def test_undo_and_redo_walk_like_an_editor(keys: list[str]) -> None:
    acts: list[d.Act] = []
    past, future = [PAGE.text], list[str]()
    for count, key in enumerate(keys):
        done, undone = undoable(ledger(acts), "Ada")
        if key == "do":
            acts.append(d.Replace(d.Span(count % 4, count % 4), f"w{count}"))
            past.append(fold(PAGE, ledger(acts)).text)
            future.clear()
        elif key == "undo":
            assert bool(done) == (len(past) > 1)
            if done:
                acts.append(d.Revert(tuple(done[-1].ids)))
                future.append(past.pop())
        elif key == "redo":
            assert bool(undone) == bool(future)
            if undone:
                acts.append(d.Revert(tuple(undone[-1].ids)))
                past.append(future.pop())
        assert fold(PAGE, ledger(acts)).text == past[-1]


def test_a_batch_is_one_step() -> None:
    batch = [replace(decision, batch="b") for decision in ledger(list(WORDS))]
    done, _ = undoable(batch, "Ada")
    assert [len(step.decisions) for step in done] == [4]


def test_taking_back_a_part_of_a_step_is_a_step_of_its_own() -> None:
    acts = [WORDS[0], WORDS[1], d.Revert(ids(2))]
    decisions = ledger(acts)
    batch = [*(replace(one, batch="b") for one in decisions[:2]), decisions[2]]
    done, undone = undoable(batch, "Ada")
    assert [step.ids for step in done] == [set(ids(1, 2)), set(ids(3))]
    assert not undone


def test_what_somebody_did_under_another_name_is_theirs_to_undo() -> None:
    people = People((Member("Ada Lovelace", ("AL",)),))
    made = ledger([WORDS[0], WORDS[1]])
    decisions = [replace(made[0], by="AL"), replace(made[1], by="Bob")]
    for name in ("ada lovelace", "al"):
        done, _ = undoable(decisions, name, people)
        assert [step.ids for step in done] == [frozenset(ids(1))]
        assert refusal(decisions, ids(1), name, people) is None
    assert undoable(decisions, "Ada Lovelace")[0] == []
    # What the same person said later under the other name is no answer of somebody else.
    own = [made[0], replace(made[1], by="AL", act=d.Replace(d.Span(0, 0), "again"))]
    assert refusal(own, ids(1), "Ada", People((Member("Ada", ("AL",)),))) is None
    assert refusal(own, ids(1), "Ada")


def test_only_my_own_steps_are_mine_to_undo() -> None:
    decisions = [*ledger([WORDS[0]]), replace(ledger([WORDS[0], WORDS[1]])[1], by="Bob")]
    done, _ = undoable(decisions, "Ada")
    assert [step.ids for step in done] == [frozenset(ids(1))]
    assert refusal(decisions, ids(2), "Ada")


def test_refuses_where_a_colleague_decided_the_same_words() -> None:
    mine, theirs = ledger([WORDS[0], d.Replace(d.Span(0, 1), "both")])
    decisions = [mine, replace(theirs, by="Bob")]
    found = refusal(decisions, ids(1), "Ada")
    assert found is not None
    assert "Bob" in found[0]


def test_allows_where_a_colleague_decided_other_words() -> None:
    mine, theirs = ledger([WORDS[0], WORDS[3]])
    assert refusal([mine, replace(theirs, by="Bob")], ids(1), "Ada") is None


def test_a_submitted_page_is_taken_back_only_by_undoing_the_submission() -> None:
    decisions = ledger([WORDS[0], d.Submit()])
    assert refusal(decisions, ids(1), "Ada")
    assert refusal(decisions, ids(2), "Ada") is None


def test_the_submission_stays_once_the_editor_answered() -> None:
    decisions = ledger([WORDS[0], d.Submit(), d.Approve()])
    answered = [*decisions[:2], replace(decisions[2], by="Bob")]
    assert refusal(answered, ids(2), "Ada")


def test_undo_looks_behind_a_submission_that_came_back() -> None:
    acts = ledger([WORDS[0], d.Submit(), d.Return("line 1")])
    decisions = [*acts[:2], replace(acts[2], by="Bob")]
    done, _ = undoable(decisions, "Ada")
    assert [step.ids for step in done] == [frozenset(ids(1))]
    assert refusal(decisions, ids(1), "Ada") is None


def test_refuses_to_take_away_a_line_that_a_colleague_filled() -> None:
    added, filled = ledger([d.AddLine(None), d.Insert(added_key(DecisionId(1)), None, "lost")])
    assert refusal([added, replace(filled, by="Bob")], ids(1), "Ada")
    parted, named = ledger([d.SplitLine(1), d.SetRole(split_key(1), Role.STAMP)])
    assert refusal([parted, replace(named, by="Bob")], ids(1), "Ada")
    other = d.SetRole(0, Role.STAMP)
    assert refusal([parted, replace(named, by="Bob", act=other)], ids(1), "Ada") is None
