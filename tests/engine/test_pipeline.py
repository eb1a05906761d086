import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.lessons import Experience
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.places import dictionaries
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.engine.pipeline import THRESHOLD, Engine, apart
from tests.engine.samples import page_of

NOISY = "The Presldent saw the Arnbassador. He had a tetegram ofthe Minister and reada it."


def by_form(engine: Engine, text: str, context: Context | None = None) -> dict[str, Finding]:
    return {f.form: f for f in engine.analyse(page_of(text), context or Context())}


def taught(*memory: tuple[str, str, int]) -> Context:
    """What a project knows whose approved pages taught this."""
    return Context(experience=Experience(memory=memory, stamp=repr(memory)))


def test_doubtful_words_and_their_readings(engine: Engine) -> None:
    found = by_form(engine, NOISY)
    first = {form: f.suggestions[0].text for form, f in found.items() if f.suggestions}
    assert first["Presldent"] == "President"
    assert first["Arnbassador"] == "Ambassador"
    assert first["tetegram"] == "telegram"
    assert first["ofthe"] == "of the"
    assert found["ofthe"].kind is Kind.BOUNDARY


def test_clear_cases_without_fitted_weights(plain_engine: Engine) -> None:
    found = by_form(plain_engine, "the house of the river, the hoase of hxuse")
    assert {form: f.suggestions[0].text for form, f in found.items() if f.suggestions} == {
        "hoase": "house",
        "hxuse": "house",
    }


def test_findings_stand_in_the_order_of_the_text_and_are_certain_enough(engine: Engine) -> None:
    found = engine.analyse(page_of(NOISY * 3), Context())
    assert len(found) >= 9
    assert [f.span.first for f in found] == sorted(f.span.first for f in found)
    assert all(THRESHOLD <= f.probability <= 1 for f in found)


def test_what_is_shown_follows_the_threshold(small: Path) -> None:
    text = "the hoxse of the rivxr"
    shown = [len(by_form(Engine(small, threshold=t), text)) for t in (0.0, 0.5, 1.0)]
    assert shown[0] >= shown[1] >= 1
    assert shown[2] == 0


def test_evidence_comes_with_the_suggestions(engine: Engine) -> None:
    best = by_form(engine, "the Presldent of the United States")["Presldent"].suggestions[0]
    assert {"engine.letters_usual", "engine.frequency"} <= {m.id for m in best.evidence}


def test_project_words_are_right_and_are_proposed(engine: Engine) -> None:
    context = Context(words=frozenset({"Quillhaven"}))
    text = "They met at Quillhaven, and at Quillhavcn again"
    assert "Quillhaven" not in by_form(engine, text, context)
    assert by_form(engine, text, context)["Quillhavcn"].suggestions[0].text == "Quillhaven"


def test_a_project_knows_its_words_and_no_other_does(plain_engine: Engine) -> None:
    ours, text = Context(words=frozenset({"hoxse"})), "the hoxse"
    assert "hoxse" in by_form(plain_engine, text)
    assert by_form(plain_engine, text, ours) == {}
    assert "hoxse" in by_form(plain_engine, text)


def test_what_a_project_says_of_its_names_is_evidence(engine: Engine) -> None:
    note = "keeper of the ferry"
    entry = LexiconEntry(EntryKind.PERSON, "Quillhaven", note=note)
    context = Context(words=frozenset({"Quillhaven"}), entries=(entry,))
    found = by_form(engine, "They met at Quillhavcn again", context)["Quillhavcn"]
    told = {message.id: message.values for message in found.suggestions[0].evidence}
    assert told["engine.name_noted"]["note"] == note


def test_decisions_put_the_learnt_reading_first(plain_engine: Engine) -> None:
    text = "the hoase"
    assert by_form(plain_engine, text)["hoase"].suggestions[0].text == "house"
    found = by_form(plain_engine, text, taught(("hoase", "horse", 5)))["hoase"]
    assert found.suggestions[0].text == "horse"
    assert found.suggestions[0].evidence[0].id == "engine.decided"


@pytest.mark.parametrize("reading", ["quillhaven", "Quillhaven", "the Quillhaven"])
def test_a_learnt_reading_that_no_list_has_comes_first(plain_engine: Engine, reading: str) -> None:
    found = by_form(plain_engine, "the xqzzv", taught(("xqzzv", reading, 5)))["xqzzv"]
    assert found.suggestions[0].text == reading


def test_a_learnt_reading_far_from_its_form_comes_first(plain_engine: Engine) -> None:
    found = by_form(plain_engine, "the xqzzv", taught(("xqzzv", "river", 5)))["xqzzv"]
    assert found.suggestions[0].text == "river"


def test_a_form_that_was_kept_before_is_doubted_less(plain_engine: Engine) -> None:
    before = by_form(plain_engine, "the hoase")["hoase"].probability
    after = by_form(plain_engine, "the hoase", taught(("hoase", "hoase", 50)))
    assert "hoase" not in after or after["hoase"].probability < before


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
    """Proposes the same for everything."""

    name = "fixed"

    def __init__(self, *texts: str, share: float = 1.0) -> None:
        self.texts = texts
        self.share = share

    def suggest(
        self, finding: Finding, page: PageReading, context: Context
    ) -> Iterable[Suggestion]:
        for text in self.texts:
            yield Suggestion(text, self.share, self.name)


def test_a_plugged_source_shares_what_is_left_to_none(
    make_engine: Callable[..., Engine], engine: Engine
) -> None:
    text = "the xqzvkw of it and the Presldent"
    other = make_engine(sources=[Fixed("xylograph", "xylography")])
    before, after = by_form(engine, text), by_form(other, text)
    assert other.troubles() == ()
    for form, finding in after.items():
        offered = {s.text: s.probability for s in finding.suggestions}
        own = {s.text: s.probability for s in before[form].suggestions}
        assert finding.probability == before[form].probability
        assert sum(offered.values()) <= finding.probability + 1e-4
        assert [*offered.values()] == sorted(offered.values(), reverse=True)
        assert offered["xylograph"] == pytest.approx(offered["xylography"])
        assert all(offered.get(known, share) == share for known, share in own.items())
        left = finding.probability - sum(own.values())
        assert offered["xylograph"] == pytest.approx(left / 2, abs=1e-4)


def test_a_proposal_that_others_make_too_grows_and_the_form_itself_is_none(
    make_engine: Callable[..., Engine], engine: Engine
) -> None:
    text = "the Presldent of it"
    before = by_form(engine, text)["Presldent"]
    other = make_engine(sources=[Fixed("President", "Presldent", share=0.5)])
    after = by_form(other, text)["Presldent"]
    assert [s.text for s in after.suggestions] == [s.text for s in before.suggestions]
    assert after.suggestions[0].probability > before.suggestions[0].probability
    assert after.suggestions[0].evidence == before.suggestions[0].evidence


def test_nothing_is_taken_without_a_person_that_the_engine_did_not_rank_first(
    make_engine: Callable[..., Engine], engine: Engine
) -> None:
    other = make_engine(sources=[Fixed("xylograph")])
    for form, finding in by_form(other, "the xqzvkw of it and the Presldent").items():
        if finding.suggestions[0].text == "xylograph":
            assert not finding.automatic, form


class Doubts:
    """A detector that doubts every word with a letter in it."""

    name = "doubts"

    def __init__(self, letter: str) -> None:
        self.letter = letter

    def detect(self, page: PageReading, context: Context) -> Iterator[Finding]:
        for line in page.lines:
            for word in line.words:
                if word.span and self.letter in word.text:
                    at = word.text.index(self.letter)
                    yield Finding(word.span, at, at + 1, self.letter, Kind.PATTERN, 0.7)


def test_a_plugged_detector_adds_what_the_engine_did_not_find(
    make_engine: Callable[..., Engine], engine: Engine
) -> None:
    text = "Presldent and it and Arnbassador"
    own = by_form(engine, text)
    other = make_engine(detectors=[Doubts("d")])
    found = other.analyse(page_of(text), Context())
    # Where the engine found something, the plug-in is not heard.
    assert [f.form for f in found] == ["Presldent", "d", "d", "Arnbassador"]
    assert [f for f in found if f.form in own] == list(own.values())
    assert other.troubles() == ()


def test_of_findings_that_overlap_the_first_named_is_kept() -> None:
    one = Finding(Span(3, 3), 2, 6, "four", Kind.NON_WORD, 0.5)
    before, within, behind = (
        replace(one, start=0, end=2),
        replace(one, start=3),
        replace(one, start=6, end=8),
    )
    elsewhere = replace(one, span=Span(2, 2))
    page = page_of("a b cccccccc dddddddd")
    kept = apart([one, within, behind, before, elsewhere], page)
    assert kept == [elsewhere, before, one, behind]
    assert apart([within, one], page) == [within]
    assert apart([], page) == []


def test_findings_over_several_tokens_are_compared_in_their_places() -> None:
    # Of "house-te legram" the join covers "te legram"; "leg" lies within it.
    join = Finding(Span(0, 1), 6, 15, "te legram", Kind.BOUNDARY, 0.9)
    within = Finding(Span(1, 1), 0, 3, "leg", Kind.PATTERN, 0.5)
    assert apart([join, within], page_of("house-te legram")) == [join]


def test_another_language_is_another_folder(small: Path) -> None:
    (small / "words.tsv").write_text(
        "word\tcount\nпрезидент\t9000\nмост\t200\nрека\t900\nи\t50000\n", "utf-8"
    )
    path = small / "dictionary.toml"
    path.write_text(
        path.read_text("utf-8").replace('letter_words = "a"', 'letter_words = "и"'), "utf-8"
    )
    (small / "confusions.tsv").write_text("ocr\ttruth\trate\nм\tн\t900\n", "utf-8")
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


def test_a_closed_engine_has_forgotten_nothing_of_its_projects(plain_engine: Engine) -> None:
    context, text = Context(words=frozenset({"Quillhaven"})), "the hoase of Quillhavcn"
    before = by_form(plain_engine, text, context)
    plain_engine.close()
    assert plain_engine.entries("Petrel")[0].preferred == "Petrel, Ada"
    assert by_form(plain_engine, text, context) == before


def test_more_projects_than_are_kept_at_hand(plain_engine: Engine) -> None:
    words = ["quillhaven", "xqzvkw", "bxxgle", "kxmqrt", "wqlpzx"]
    projects = [Context(words=frozenset({word})) for word in words]
    for _ in range(2):
        for word, context in zip(words, projects, strict=True):
            unknown = by_form(plain_engine, " ".join(words), context)
            assert word not in unknown


@pytest.mark.parametrize("long", ["y" * 40, "Very-" * 9 + "long"])
def test_a_projects_word_that_is_longer_than_any_is_no_trouble(
    plain_engine: Engine, long: str
) -> None:
    context = Context(words=frozenset({long}))
    assert list(by_form(plain_engine, f"the {long} hoase", context)) == ["hoase"]


def test_a_dictionary_without_a_word_is_no_trouble(small: Path) -> None:
    for name in ("words", "terms", "places", "persons"):
        path = small / f"{name}.tsv"
        path.write_text(path.read_text("utf-8").split("\n")[0] + "\n", "utf-8")
    assert all(
        finding.suggestions == () for finding in by_form(Engine(small), "the hoase").values()
    )


def test_opening_loads_nothing_heavy() -> None:
    code = (
        "import sys; from pathlib import Path; from reviewer.engine.pipeline import Engine;"
        f"Engine(Path({str(dictionaries() / 'en')!r})).stamp;"
        "print(sorted({'numpy', 'rapidfuzz', 'symspellpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
