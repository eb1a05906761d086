"""Names within a document and a project: the usual spelling is offered where a rare one stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reviewer.core import decisions as d
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.lessons import LEAST
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page
from reviewer.core.ports import Context
from reviewer.core.presence import NOWHERE, presence
from reviewer.core.text import make_lines
from reviewer.engine.names import Names
from reviewer.engine.pipeline import Engine
from tests.engine.samples import page_of

WORDS = (
    "word\tcount\nthe\t2000000\nhouse\t9000\nof\t900000\nriver\t3000\ngarter\t900000\ngarner\t20\n"
)
CONFUSIONS = "ocr\ttruth\trate\nb\th\t2000\ni\ty\t500\ng\tc\t900\nc\te\t2500\ns\tr\t900\n"
PERSONS = (
    "preferred\tvariants\tbirth\tdeath\tnote\tsource\n"
    "Petrel, Ada\tPetrell, Ada\t1901\t1980\tkeeper of the light\town\n"
    "Petrol, Zed\t\t\t\t\town\n"
    "Carter, Jan\t\t\t\t\town\n"
    "Carner, Jo\t\t\t\t\town\n"
)
DICTIONARY = """
language = "xx"
name = "a small language"
confusions = "confusions.tsv"
[[table]]
layer = "period"
kind = "word"
file = "words.tsv"
[[table]]
layer = "domain"
kind = "person"
file = "persons.tsv"
"""
PLACE = d.Place(DocumentId(1), PageId(1))
FILLER = "the river of the house " * 40


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine whose dictionary has few names."""
    folder = tmp_path_factory.mktemp("names") / "xx"
    folder.mkdir()
    for name, text in {
        "dictionary.toml": DICTIONARY,
        "words.tsv": WORDS,
        "persons.tsv": PERSONS,
        "confusions.tsv": CONFUSIONS,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Engine(folder)


def told(*counts: tuple[str, int], size: int = 2_000) -> Context:
    """A context of a document in which capitalised words stand so often."""
    return Context(presence=presence(counts, (), size, 0))


def judged(
    engine: Engine, text: str, context: Context | None = None, found: tuple[Finding, ...] = ()
) -> dict[str, Finding]:
    """What names alone say of a page, by form."""
    context = context or Context()
    names = Names(engine.knowledge, context.presence)
    return {f.form: f for f in names.judge(found, page_of(text), 0.35)}


def doubt(text: str, form: str, probability: float, *suggestions: tuple[str, float]) -> Finding:
    """A finding on the first token with this form."""
    n = text.split().index(form)
    made = tuple(Suggestion(word, share, "test") for word, share in suggestions)
    return Finding(d.Span(n, n), 0, len(form), form, Kind.NON_WORD, probability, (), made)


def test_the_usual_spelling_of_the_document_is_offered(little: Engine) -> None:
    found = judged(little, f"{FILLER} Zelinov", told(("Zelynov", 9)))["Zelinov"]
    assert found.kind is Kind.NAME
    assert [s.text for s in found.suggestions] == ["Zelynov"]
    assert found.probability == found.suggestions[0].probability
    assert not found.automatic
    said = Catalogue.load().say(found.reasons[0])
    assert said == "stands 9 times in this document as “Zelynov”, once as “Zelinov”"
    assert "engine.letters" in {message.id for message in found.suggestions[0].evidence}


def test_a_page_is_a_document_of_its_own_where_nothing_else_is_told(little: Engine) -> None:
    text = f"{FILLER} Zelynov met Zelynov and Zelynov’s horse; (Zelynov) saw Zelinov."
    assert judged(little, text)["Zelinov"].suggestions[0].text == "Zelynov"
    assert "Zelinov" not in judged(little, text.replace("(Zelynov)", "").replace("’s", "x"))


def test_approved_pages_know_names_too(little: Engine) -> None:
    context = Context(presence=presence((), [("Zelynov", 7)], 500, 2_000))
    found = judged(little, f"{FILLER} Zelinov", context)["Zelinov"]
    said = Catalogue.load().say(found.reasons[0])
    assert said == "stands 7 times on approved pages as “Zelynov”, once as “Zelinov”"


def test_capitals_follow_the_line(little: Engine) -> None:
    found = judged(little, f"{FILLER} ZELINOV", told(("Zelynov", 8), ("ZELYNOV", 9)))
    assert found["ZELINOV"].suggestions[0].text == "ZELYNOV"
    assert judged(little, f"{FILLER} Zelinov", told(("Zelynov", 3), ("ZELYNOV", 9)))[
        "Zelinov"
    ].suggestions[0].text == "Zelynov"  # fmt: skip


@pytest.mark.parametrize(
    "form, counts",
    [
        ("Zelinov", [("Zelynov", 9), ("Zelinov", 3)]),  # a spelling of its own
        ("Zelinov", [("Zelynov", 2)]),  # hardly more frequent
        ("Petrell", [("Petrel", 30)]),  # variants of one person
        ("Petrol", [("Petrel", 30)]),  # two persons
        ("Zelynovs", [("Zelynov", 30)]),  # a plural
        ("Zelynova", [("Zelynov", 30)]),  # a case
        ("Zkqynov", [("Zelynov", 9)]),  # no usual misreading
        ("Garter", [("Carter", 9)]),  # a frequent word in its own right
        ("Tbe", [("The", 90)]),  # too short to tell
    ],
)
def test_what_is_no_variant(little: Engine, form: str, counts: list[tuple[str, int]]) -> None:
    assert form not in judged(little, f"{FILLER} {form}", told(*counts))


def test_a_listed_word_may_be_a_misread_name(little: Engine) -> None:
    found = judged(little, f"{FILLER} Garner", told(("Carner", 9)))
    assert found["Garner"].suggestions[0].text == "Carner"


def test_a_systematic_misreading_is_no_word_of_the_collection(little: Engine) -> None:
    # "River" is read "Rivcr" on page after page: that makes no name of it.
    context = told(("Rivcr", 12), ("Zelynor", 12))
    found = judged(little, f"{FILLER} Rivcs Zelynos", context)
    assert set(found) == {"Zelynos"}
    text = f"{FILLER} Rivcr"
    finding = doubt(text, "Rivcr", 0.7, ("River", 0.6))
    assert judged(little, text, context, (finding,))["Rivcr"] == finding


def test_nor_is_a_frequent_variant_of_a_far_more_frequent_name(little: Engine) -> None:
    text = f"{FILLER} Zelinov"
    finding = doubt(text, "Zelinov", 0.6, ("river", 0.2))
    context = told(("Zelinov", 12), ("Zelynov", 90))
    assert judged(little, text, context, (finding,))["Zelinov"] == finding


def test_a_word_of_the_collection_is_doubted_less(little: Engine) -> None:
    text = f"{FILLER} Zelynov"
    finding = doubt(text, "Zelynov", 0.7, ("river", 0.3))
    (same,) = judged(little, text, Context(), (finding,)).values()
    assert same == finding
    assert not judged(little, text, told(("Zelynov", 40)), (finding,))
    sure = doubt(text, "Zelynov", 0.99, ("river", 0.9))
    (less,) = judged(little, text, told(("Zelynov", 11)), (sure,)).values()
    assert 0.35 <= less.probability < 0.99
    assert less.suggestions[0].probability == pytest.approx(0.9 * less.probability / 0.99, abs=1e-4)


def test_a_finding_gets_the_name_and_other_readings_keep_their_shares(little: Engine) -> None:
    text = f"{FILLER} Zelinov"
    finding = doubt(text, "Zelinov", 0.6, ("river", 0.2))
    (found,) = judged(little, text, told(("Zelynov", 9)), (finding,)).values()
    shares = {s.text: s.probability for s in found.suggestions}
    assert shares["river"] == 0.2
    assert shares["Zelynov"] > 0.4
    assert 0.6 < found.probability <= 1
    assert sum(shares.values()) <= found.probability + 1e-4
    assert shares["Zelynov"] < LEAST  # never taken without a person for this alone
    assert found.kind is Kind.NAME
    assert [message.id for message in found.reasons] == ["engine.name_document"]


def test_a_share_that_is_larger_already_stays(little: Engine) -> None:
    text = f"{FILLER} Zelinov"
    finding = replace(doubt(text, "Zelinov", 0.97, ("Zelynov", 0.95)), automatic=True)
    (found,) = judged(little, text, told(("Zelynov", 9)), (finding,)).values()
    assert found.suggestions[0].probability == 0.95
    assert found.probability == pytest.approx(0.97)
    assert found.automatic
    assert found.suggestions[0].evidence[0].id == "engine.name_document"


def test_findings_across_a_place_are_left_alone(little: Engine) -> None:
    text = f"{FILLER} Zelinov and"
    n = text.split().index("Zelinov")
    both = Finding(d.Span(n, n + 1), 0, 11, "Zelinov and", Kind.BOUNDARY, 0.8)
    assert judged(little, text, told(("Zelynov", 9)), (both,)) == {"Zelinov and": both}


def test_decided_words_are_counted_but_not_asked_about(little: Engine) -> None:
    page = Page(1, make_lines(f"{FILLER} Zelynov Zelynov Zelynx Zelinov Zelinov"))
    last = len(page.tokens) - 1

    def settled(n: int, act: d.Act) -> d.Decision:
        return d.Decision(DecisionId(n), PLACE, "Ada", datetime(2001, 2, 3, tzinfo=UTC), act)

    names = Names(little.knowledge, NOWHERE)
    assert not names.judge((), fold(page), 0.35)
    acts = (
        d.Replace(d.Span(last - 2, last - 2), "Zelynov"),
        d.Replace(d.Span(last - 1, last - 1), "Zelynov"),
    )
    mended = fold(page, [settled(n, act) for n, act in enumerate(acts, 1)])
    (found,) = names.judge((), mended, 0.35)
    assert found.span == d.Span(last, last)
    kept = settled(3, d.Keep(d.Span(last, last)))
    decisions = [*(settled(n, act) for n, act in enumerate(acts, 1)), kept]
    assert not names.judge((), fold(page, decisions), 0.35)


def test_words_of_the_project_are_no_variants(little: Engine) -> None:
    context = replace(told(("Zelynov", 9)), words=frozenset({"Zelinov"}))
    assert not [f for f in little.analyse(page_of(f"{FILLER} Zelinov"), context)
                if f.kind is Kind.NAME]  # fmt: skip


def test_the_engine_asks_names_and_answers_the_same_whatever_came_before(
    engine: Engine, make_engine: Callable[..., Engine]
) -> None:
    text = "Yesterday Zelbrunov spoke. Mr. Zelbrumov listened, and Mikoian read the paper."
    contexts = [told(("Mikoyan", 5), ("Zelbrunov", 8)), told(("Mikoyan", 40)), Context()]
    first = [engine.analyse(page_of(text), context) for context in contexts]
    best = {f.form: f for f in first[0]}
    assert best["Zelbrumov"].suggestions[0].text == "Zelbrunov"
    assert best["Mikoian"].suggestions[0].text == "Mikoyan"
    assert "Zelbrunov" not in best
    other = make_engine()
    for context, findings in reversed(list(zip(contexts, first, strict=True))):
        assert other.analyse(page_of(text), context) == findings


def test_a_huge_page_is_answered(little: Engine) -> None:
    forms = " ".join(f"Zel{a}{b}nov" for a in "abcdefghij" for b in "abcdefghijklmnopqrst")
    found = judged(little, f"{FILLER} {forms} Zelynov", told(("Zelynov", 500)))
    assert all(0 <= f.probability <= 1 for f in found.values())
