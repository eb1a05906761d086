import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.places import dictionaries
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.engine.pipeline import Engine
from tests.engine.samples import page_of

NOISY = "The Presldent saw the Arnbassador. He had a tetegram ofthe Minister ~ and reada it."


def by_form(engine: Engine, text: str, context: Context | None = None) -> dict[str, Finding]:
    return {f.form: f for f in engine.analyse(page_of(text), context or Context())}


def test_doubtful_words_and_their_readings(engine: Engine) -> None:
    found = by_form(engine, NOISY)
    first = {form: f.suggestions[0].text for form, f in found.items() if f.suggestions}
    assert first["Presldent"] == "President"
    assert first["Arnbassador"] == "Ambassador"
    assert first["tetegram"] == "telegram"
    assert first["ofthe"] == "of the"
    assert first["~"] == ""
    assert found["ofthe"].kind is Kind.BOUNDARY


def test_findings_stand_in_the_order_of_the_text_and_are_certain_enough(engine: Engine) -> None:
    found = engine.analyse(page_of(NOISY * 3), Context())
    assert [f.span.first for f in found] == sorted(f.span.first for f in found)
    assert all(0.3 <= f.probability <= 1 for f in found)


def test_the_same_page_gives_the_same_findings(
    engine: Engine, make_engine: Callable[..., Engine]
) -> None:
    page = page_of(NOISY)
    other = make_engine()
    other.analyse(page_of("Something eIse that wos analysed befbre"), Context())
    assert engine.analyse(page, Context()) == other.analyse(page, Context())


def test_project_words_are_right_and_are_proposed(engine: Engine) -> None:
    context = Context(words=frozenset({"Quillhaven"}))
    text = "They met at Quillhaven, and at Quillhavcn again"
    assert "Quillhaven" not in by_form(engine, text, context)
    assert by_form(engine, text, context)["Quillhavcn"].suggestions[0].text == "Quillhaven"


def test_evidence_comes_with_the_suggestions(engine: Engine) -> None:
    best = by_form(engine, "the Presldent of the United States")["Presldent"].suggestions[0]
    assert {"engine.letters", "engine.frequency"} <= {message.id for message in best.evidence}


class Failing:
    name = "failing part"

    def __init__(self) -> None:
        self.calls = 0

    def detect(self, page: PageReading, context: Context) -> Iterable[Finding]:
        self.calls += 1
        raise OSError("no model")

    def suggest(
        self, finding: Finding, page: PageReading, context: Context
    ) -> Iterable[Suggestion]:
        self.calls += 1
        yield Suggestion("never seen", 1.0, self.name)
        raise ValueError("half way")


@pytest.mark.parametrize("socket", ["detectors", "sources"])
def test_a_failing_plug_in_is_switched_off_and_named(
    make_engine: Callable[..., Engine], engine: Engine, socket: str
) -> None:
    part = Failing()
    other = make_engine(**{socket: [part]})
    page = page_of(NOISY)
    assert other.analyse(page, Context()) == engine.analyse(page, Context())
    other.analyse(page, Context())
    assert part.calls == 1
    (trouble,) = other.troubles()
    assert trouble.id == "engine.switched_off"
    assert trouble.values["part"] == "failing part"


HERE = Finding(Span(1, 1), 0, 8, "Presldent", Kind.NON_WORD, 0.9)


class Rubbish:
    """Answers what it was made with."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def detect(self, page: PageReading, context: Context) -> Iterable[Any]:
        return self.answer if isinstance(self.answer, tuple) else (self.answer,)

    def suggest(self, finding: Finding, page: PageReading, context: Context) -> Iterable[Any]:
        return (self.answer,)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "Presldent",
        HERE,  # one letter short
        replace(HERE, end=9, span=Span(500, 500)),
        replace(HERE, start=-9, end=9),
        replace(HERE, end=9, probability=float("nan")),
        replace(HERE, end=9, probability=7),
        replace(HERE, end=9, suggestions=(Suggestion("x", -1.0, "rubbish"),)),
    ],
    ids=str,
)
def test_findings_of_no_sense_are_not_shown(
    make_engine: Callable[..., Engine], engine: Engine, answer: object
) -> None:
    other = make_engine(detectors=[Rubbish(answer)])
    page = page_of(NOISY)
    assert other.analyse(page, Context()) == engine.analyse(page, Context())
    assert [trouble.values["part"] for trouble in other.troubles()] == ["Rubbish"]


@pytest.mark.parametrize(
    "answer",
    [5, Suggestion("x", float("nan"), "rubbish"), Suggestion("x", 2.0, "rubbish")],
    ids=str,
)
def test_suggestions_of_no_sense_are_not_shown(
    make_engine: Callable[..., Engine], engine: Engine, answer: object
) -> None:
    other = make_engine(sources=[Rubbish(answer)])
    page = page_of(NOISY)
    assert other.analyse(page, Context()) == engine.analyse(page, Context())
    assert len(other.troubles()) == 1


def test_what_is_no_plug_in_at_all_is_named(
    make_engine: Callable[..., Engine], engine: Engine
) -> None:
    other = make_engine(detectors=[object()], sources=[7])
    page = page_of(NOISY)
    assert other.analyse(page, Context()) == engine.analyse(page, Context())
    assert [trouble.values["part"] for trouble in other.troubles()] == ["object", "int"]


class Fixed:
    name = "fixed"

    def suggest(
        self, finding: Finding, page: PageReading, context: Context
    ) -> Iterable[Suggestion]:
        yield Suggestion("xylograph", 1.0, self.name)


def test_a_plugged_source_is_ranked_with_the_others(make_engine: Callable[..., Engine]) -> None:
    other = make_engine(sources=[Fixed()])
    found = by_form(other, "the xqzvkw of it")["xqzvkw"]
    assert "xylograph" in [s.text for s in found.suggestions]
    assert other.troubles() == ()


def test_another_language_is_another_folder(small: Path) -> None:
    (small / "words.tsv").write_text(
        "word\tcount\nпрезидент\t9000\nмост\t200\nрека\t900\nи\t50000\n", "utf-8"
    )
    path = small / "dictionary.toml"
    path.write_text(
        path.read_text("utf-8").replace('letter_words = "a"', 'letter_words = "и"'), "utf-8"
    )
    found = by_form(Engine(small), "река и мост и президемт и мост и река")
    assert list(found) == ["президемт"]
    assert found["президемт"].suggestions[0].text == "президент"


def test_the_stamp_names_engine_and_dictionary(engine: Engine, small: Path) -> None:
    stamp = Engine(small).stamp
    assert stamp.engine == engine.stamp.engine
    assert stamp.dictionary != engine.stamp.dictionary


def test_closed_it_opens_again(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine()
    before = engine.analyse(page_of(NOISY), Context())
    engine.close()
    assert engine.analyse(page_of(NOISY), Context()) == before


def test_opening_loads_nothing_heavy() -> None:
    code = (
        "import sys; from pathlib import Path; from reviewer.engine.pipeline import Engine;"
        f"Engine(Path({str(dictionaries() / 'en')!r})).stamp;"
        "print(sorted({'numpy', 'rapidfuzz', 'symspellpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


HARD = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(
    [
        "",
        "\0\0 \0",
        "a" * 100_000,
        "é" * 3000 + " " + "'" * 3000,
        "x-" * 20_000,
        "مرحبا بالعالم hello",
        "👩‍👩‍👧 e\u0301\u0301 ﬁnd",
        "... --- ... ;;; ~~~",
        "N°N°N° $N^{\\rm o}$ ^{_{",
    ]
)


@settings(max_examples=60)
@given(HARD)
def test_any_text_is_answered_with_exact_places(engine: Engine, text: str) -> None:
    page = page_of(text + "\n")
    for finding in engine.analyse(page, Context()):
        assert page.text_of(finding.span)[finding.start : finding.end] == finding.form
    assert engine.troubles() == ()
