"""Looking through a project, and deciding what was found as one step."""

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.errors import Conflict, NotAllowed, UsageError
from reviewer.core.findings import Kind
from reviewer.core.ids import PageId
from reviewer.core.occurrences import Doubt, Hit, doubt
from reviewer.core.searching import Query, Where
from reviewer.services.concordance import Choice
from reviewer.services.patterns import Patterns
from reviewer.services.project import Project
from reviewer.services.searching import PROJECT, Reach, Searching, occurrences
from tests.core.strategies import acts

TEXTS = {
    "one": "The Cuben problem, Cuben and CUBEN’s.\fNo problem here.\fThen Cuben again.\n",
    "two": "A Mikeyan and a\nCuben problem.\n",
}


@pytest.fixture
def telegrams(project: Project, tmp_path: Path) -> Project:
    """Two more documents, analysed: six pages in all."""
    for name, text in TEXTS.items():
        file = tmp_path / f"{name}.txt"
        file.write_text(text, "utf-8")
        project.importing.add([file])
    project.analysis.run()
    return project


def found(project: Project, query: Query, reach: Reach = PROJECT) -> list[Hit]:
    return [hit for part in project.searching.find(query, reach) for hit in part]


def read(project: Project, hits: Sequence[Hit], text: str) -> None:
    project.concordance.apply([Choice(hit, text) for hit in hits], "Ada")


def whole_text(project: Project) -> str:
    return "".join(project.page(row.id).reading.text for row in project.rows())


@pytest.mark.parametrize(
    "asked, there",
    [
        ("m\u00fcssen", "m\u00fc\u017f\u017fen"),
        ("m\u00fc\u017f\u017fen", "M\u00dcSSEN"),
        ("istanbul", "\u0130stanbul"),
        ("istanbul", "\u0131stanbul"),
        ("\u03bf\u03b4\u03bf\u03c3", "\u039f\u0394\u039f\u03a3"),
        ("\u017f", "s"),
    ],
)
def test_letters_of_other_shapes_are_found_on_pages_that_have_no_others(
    project: Project, tmp_path: Path, asked: str, there: str
) -> None:
    file = tmp_path / "other.txt"
    file.write_text(f"so {there}\n", "utf-8")
    (document,) = project.importing.add([file]).added
    hits = found(project, Query(asked, whole=True), Reach(document.id))
    assert [hit.form for hit in hits] == [there]


def test_all_places_of_a_form_are_found_in_order(telegrams: Project) -> None:
    hits = found(telegrams, occurrences("Cuben"))
    assert [(hit.page, hit.line, hit.form) for hit in hits] == [
        (1, 2, "Cuben"),
        (2, 0, "Cuben"),
        (3, 0, "Cuben"),
        (3, 0, "Cuben"),
        (3, 0, "CUBEN"),
        (5, 0, "Cuben"),
        (6, 1, "Cuben"),
    ]
    assert [hit.finding is not None for hit in hits] == [True] * 4 + [False, True, True]
    assert (hits[-1].left, hits[-1].right) == ("A Mikeyan and a ", " problem.")
    documents = telegrams.documents()
    assert len(found(telegrams, occurrences("Cuben"), Reach(documents[1].id))) == 4
    assert len(found(telegrams, occurrences("Cuben"), Reach(page=PageId(5)))) == 1
    assert telegrams.searching.count(occurrences("Cuben")) == 7


def test_a_batch_is_one_step_and_one_undo(telegrams: Project) -> None:
    before = whole_text(telegrams)
    hits = [hit for hit in found(telegrams, occurrences("Cuben")) if hit.form == "Cuben"]
    applied = telegrams.concordance.apply([Choice(hit, "Cuban") for hit in hits], "Ada")
    assert (applied.done, applied.left) == (6, 0)
    assert whole_text(telegrams) == before.replace("Cuben", "Cuban")
    decisions = telegrams.log(limit=10)
    assert len({one.batch for one in decisions}) == 1
    assert decisions[0].grounds.way is d.Way.ACCEPTED
    assert decisions[0].grounds.suggestion == "Cuban"
    again = found(telegrams, occurrences("cuben"))
    assert [(hit.form, hit.raw) for hit in again if hit.page == 3] == [
        ("Cuban", "Cuben"),
        ("Cuban", "Cuben"),
        ("CUBEN", ""),
    ]
    assert all(hit.decision for hit in again if hit.raw)
    telegrams.history.undo(PageId(5), "Ada")
    assert whole_text(telegrams) == before


def test_what_is_known_to_be_wrong_is_taken_along_and_nothing_else(telegrams: Project) -> None:
    telegrams.review.keep(PageId(2), telegrams.page(PageId(2)).findings[0].key, "Bea")
    telegrams.approval.submit(PageId(6), "Bea")
    hits = found(telegrams, occurrences("Cuben"))
    assert [doubt(hit, "Cuban", Kind.NON_WORD) for hit in hits] == [
        None,
        Doubt.DECIDED,
        None,
        None,
        Doubt.UNDOUBTED,
        None,
        Doubt.LOCKED,
    ]
    assert doubt(hits[0], "Cubans", Kind.NON_WORD) is Doubt.OTHERWISE
    assert doubt(hits[0], "", Kind.NON_WORD) is None


def test_a_place_that_was_never_looked_at_counts_as_the_form_does(
    project: Project, tmp_path: Path
) -> None:
    file = tmp_path / "late.txt"
    file.write_text("Cuben\n", "utf-8")
    project.importing.add([file])
    late = found(project, occurrences("Cuben"))[-1]
    assert doubt(late, "Cuban", Kind.NON_WORD) is None
    assert doubt(late, "Cuban", Kind.REAL_WORD) is Doubt.UNDOUBTED
    assert doubt(late, "Cuban", None) is Doubt.UNDOUBTED


def test_keeping_settles_all_chosen(telegrams: Project) -> None:
    hits = [hit for hit in found(telegrams, occurrences("Cuben")) if hit.finding]
    assert telegrams.concordance.keep(hits, "Ada").done == 6
    assert [hit.decision is not None for hit in found(telegrams, occurrences("Cuben"))] == [
        True,
        True,
        True,
        True,
        False,
        True,
        True,
    ]
    assert not any(hit.finding for hit in found(telegrams, occurrences("Cuben")))


def test_nothing_is_written_where_a_page_moved_on(telegrams: Project) -> None:
    hits = [hit for hit in found(telegrams, occurrences("Cuben")) if hit.form == "Cuben"]
    line = telegrams.page(PageId(5)).reading.lines[0]
    telegrams.review.retype(PageId(5), line.n, "Now Cuban again.", "Bea")
    before = whole_text(telegrams)
    with pytest.raises(NotAllowed, match="page 3"):
        read(telegrams, hits, "Cuban")
    assert whole_text(telegrams) == before


def test_what_a_colleague_kept_meanwhile_is_not_written_over(telegrams: Project) -> None:
    hits = found(telegrams, occurrences("Cuben"))[:2]
    telegrams.review.keep(PageId(2), telegrams.page(PageId(2)).findings[0].key, "Bea")
    before = whole_text(telegrams)
    with pytest.raises(NotAllowed, match="page 2 was changed since"):
        read(telegrams, hits, "Cuban")
    assert whole_text(telegrams) == before


def test_a_page_that_changes_while_a_batch_is_written_stops_it(
    telegrams: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = found(telegrams, occurrences("Cuben"))[:2]
    old = {page: telegrams.page(page) for page in (PageId(1), PageId(2))}
    telegrams.review.keep(PageId(2), old[PageId(2)].findings[0].key, "Bea")
    monkeypatch.setattr(telegrams._recorder, "view", lambda page: old[page])
    with pytest.raises(Conflict):
        read(telegrams, hits, "Cuban")
    monkeypatch.undo()
    assert "Cuban" not in whole_text(telegrams)


def test_decisions_beside_a_hit_do_not_hinder_it(telegrams: Project) -> None:
    hits = found(telegrams, occurrences("Cuben"))
    key = next(one.key for one in telegrams.page(PageId(6)).findings if one.form == "Mikeyan")
    telegrams.review.keep(PageId(6), key, "Bea")
    read(telegrams, hits[-1:], "Cuban")
    assert telegrams.page(PageId(6)).reading.text == "A Mikeyan and a\nCuban problem.\n"


def test_pages_that_are_with_the_editor_are_refused(telegrams: Project) -> None:
    hits = found(telegrams, occurrences("Cuben"))
    telegrams.approval.submit(PageId(6), "Bea")
    before = whole_text(telegrams)
    with pytest.raises(NotAllowed):
        read(telegrams, hits, "Cuban")
    assert whole_text(telegrams) == before


def test_raw_text_present_text_or_either(telegrams: Project) -> None:
    read(telegrams, found(telegrams, occurrences("Mikeyan")), "Mikoyan")
    for where, old, new in (
        (Where.PRESENT, 0, 2),
        (Where.RAW, 2, 0),
        (Where.EITHER, 2, 2),
    ):
        assert len(found(telegrams, Query("Mikeyan", where=where))) == old
        assert len(found(telegrams, Query("Mikoyan", where=where))) == new


def test_a_removed_word_is_found_where_it_stood(telegrams: Project) -> None:
    read(telegrams, found(telegrams, Query("Mikeyan and", replacement="")), "")
    (hit,) = [hit for hit in found(telegrams, occurrences("Mikeyan")) if hit.page == 6]
    assert (hit.form, hit.raw, hit.left, hit.right) == ("", "Mikeyan", "A", " a Cuben problem.")


def test_replacing_by_groups_of_a_pattern(telegrams: Project) -> None:
    query = Query(r"(\w+) problem", pattern=True, replacement=r"problem of \1")
    hits = found(telegrams, query, Reach(telegrams.documents()[2].id))
    telegrams.concordance.apply([Choice(hit, hit.reading or "") for hit in hits], "Ada")
    assert telegrams.page(PageId(6)).reading.text == "A Mikeyan and a\nproblem of Cuben.\n"


def test_nearly_the_same(telegrams: Project) -> None:
    hits = found(telegrams, Query("Cuban", edits=1))
    assert {hit.form for hit in hits} == {"Cuben"}
    assert len(hits) == 6  # CUBEN’s is three letters away


def test_a_hostile_pattern_is_given_up_and_others_still_work(
    telegrams: Project, tmp_path: Path
) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text("a" * 60 + "!\n", "utf-8")
    telegrams.importing.add([file])
    searching = Searching(telegrams._store, telegrams._recorder, Patterns(patience=0.3))
    hostile = Query(r"(a+)+$", pattern=True)
    try:
        with pytest.raises(UsageError, match="takes too long"):
            list(searching.find(hostile, Reach(telegrams.documents()[-1].id)))
        again = [hit for part in searching.find(Query("C.b", pattern=True)) for hit in part]
        assert len(again) == 7
    finally:
        searching.close()


def test_a_search_nobody_waits_for_ends(telegrams: Project) -> None:
    asked = iter([True, False])
    query = Query("Cuben")
    assert not list(telegrams.searching.find(query, PROJECT, lambda: next(asked, False)))


def test_pages_that_an_older_version_decided_on_are_caught_up(telegrams: Project) -> None:
    with telegrams._store.writing() as unit:
        place = telegrams.page(PageId(5)).place
        draft = d.Draft(d.Replace(d.Span(1, 1), "Havana"))
        unit.ledger.append(place, 0, [draft], "Ada")
        assert unit.texts.behind() == (5,)
    assert [hit.page for hit in found(telegrams, Query("Havana"))] == [5]


def brute_force(project: Project, form: str) -> list[tuple[int, int, str]]:
    """Every present place of a whole word, from the readings themselves."""
    places = []
    for row in project.rows():
        for index, line in enumerate(project.page(row.id).reading.lines):
            pattern = rf"(?<!\w){re.escape(form)}(?!\w)"
            places += [
                (int(row.id), index, one[0])
                for one in re.finditer(pattern, line.text, re.IGNORECASE)
            ]
    return places


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(acts, max_size=6), st.integers(0, 999))
def test_what_is_found_is_what_the_readings_have(
    telegrams: Project, random_acts: list[d.Act], seed: int
) -> None:
    dice = random.Random(seed)
    for act in random_acts:
        try:
            telegrams.review.decide(dice.choice(telegrams.rows()).id, [d.Draft(act)], "Ada")
        except (NotAllowed, UsageError):
            continue
    for form in ("Cuben", "problem", "Kuba", "a"):
        hits = found(telegrams, Query(form, whole=True))
        assert [(hit.page, hit.line, hit.form) for hit in hits] == brute_force(telegrams, form)
        assert telegrams.searching.count(Query(form, whole=True)) == len(hits)
