import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.errors import UnreadableFile
from reviewer.core.findings import Finding, Suggestion
from reviewer.core.fold import fold
from reviewer.core.messages import Catalogue, Message
from reviewer.core.model import Alternative, Page, SecondReading, Token
from reviewer.core.places import dictionaries
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.engine.pipeline import Engine
from reviewer.engine.voices import ALONE, FEATURES, USUAL, Voices
from tests.engine.samples import page_of

BEFORE = "The Ambassador said that the Government would consider"
BEHIND = "before the next meeting of the Council."
SHIPPED = dictionaries() / "en" / "second.json"


def second(text: str, confidence: float | None = 0.95, engine: str = "tesseract") -> SecondReading:
    lines = make_lines(text)
    sure = (
        replace(line, tokens=tuple(replace(t, confidence=confidence) for t in line.tokens))
        for line in lines
    )
    return SecondReading(engine, tuple(sure))


def heard(
    engine: Engine, first: str, other: str | None, confidence: float | None = 0.95
) -> dict[str, Finding]:
    """The findings of a sentence with `first` in it, where a second reading has `other`."""
    reading = second(f"{BEFORE} {other} {BEHIND}", confidence) if other is not None else None
    page = page_of(f"{BEFORE} {first} {BEHIND}")
    return {found.form: found for found in engine.analyse(page, Context(second=reading))}


def marked(text: str, word: str, change: Callable[[Token], Token]) -> PageReading:
    """A page on which the tokens of `word` were changed."""
    lines = tuple(
        replace(
            line,
            tokens=tuple(change(t) if line.form(t) == word else t for t in line.tokens),
        )
        for line in make_lines(text)
    )
    return fold(Page(1, lines))


def ids(messages: Sequence[Message]) -> list[str]:
    return [message.id for message in messages]


def first(finding: Finding) -> Suggestion:
    return finding.suggestions[0]


def test_what_the_second_reading_has_is_the_best_suggestion(engine: Engine) -> None:
    alone = heard(engine, "solicy", None)["solicy"]
    found = heard(engine, "solicy", "policy")["solicy"]
    assert first(found).text == "policy"
    assert first(found).probability > max(
        (s.probability for s in alone.suggestions if s.text == "policy"), default=0.0
    )
    assert "engine.second_reads" in ids(found.reasons)
    assert ids(first(found).evidence)[0] == "engine.second_too"


def test_its_words_can_be_said(engine: Engine) -> None:
    catalogue = Catalogue.load()
    found = heard(engine, "solicy", "policy")["solicy"]
    assert catalogue.say(found.reasons[-1]) == "a second OCR reads “policy”"
    assert catalogue.say(first(found).evidence[0]) == "second OCR reads “policy”"


def test_a_word_that_no_list_explains_is_found_by_the_second_reading(engine: Engine) -> None:
    assert "4x9q" not in {
        s.text for f in heard(engine, "4x9q", None).values() for s in f.suggestions
    }
    found = heard(engine, "4x9q", "negotiations")["4x9q"]
    assert first(found).text == "negotiations"
    assert first(found).source == "second OCR"


def test_a_number_read_otherwise_is_doubted_but_never_changed_by_itself(engine: Engine) -> None:
    found = heard(engine, "1958", "1953", 0.99)["1958"]
    assert "1953" in [suggestion.text for suggestion in found.suggestions]
    assert not found.automatic


def test_a_known_word_read_otherwise_is_doubted(engine: Engine) -> None:
    assert "form" not in heard(engine, "form", None)
    found = heard(engine, "form", "from", 0.99)
    alone = heard(engine, "form", "form", 0.99)
    assert "form" not in alone
    assert first(found["form"]).text == "from"


def test_what_both_read_is_likelier_right(engine: Engine) -> None:
    alone = heard(engine, "vorszek", None)["vorszek"].probability
    both = heard(engine, "vorszek", "vorszek").get("vorszek")
    assert both is None or both.probability < alone


def test_a_name_that_only_the_second_reading_has_waits_for_a_person(engine: Engine) -> None:
    found = heard(engine, "Vorsz€k1y", "Vorszekly", 0.99)
    (finding,) = (f for form, f in found.items() if form.startswith("Vorsz"))
    assert "Vorszekly" in [suggestion.text for suggestion in finding.suggestions]
    assert not finding.automatic or first(finding).text != "Vorszekly"


def test_a_word_near_to_what_it_has_explains_both(engine: Engine) -> None:
    found = heard(engine, "nxgotiatlxxs", "negotiatiens")["nxgotiatlxxs"]
    assert first(found).text == "negotiations"


def test_words_that_it_has_as_one_are_joined(engine: Engine) -> None:
    found = heard(engine, "nego tiatioms", "negotiations")
    assert first(found["nego tiatioms"]).text == "negotiations"


def test_one_word_that_it_has_as_two_is_split(engine: Engine) -> None:
    assert first(heard(engine, "newpolicy", "new policy")["newpolicy"]).text == "new policy"


def test_where_it_has_nothing_that_is_said(engine: Engine) -> None:
    reading = second(f"{BEFORE} {BEHIND}")
    page = page_of(f"{BEFORE} xvq {BEHIND}")
    (found,) = (f for f in engine.analyse(page, Context(second=reading)) if f.form == "xvq")
    assert "engine.second_nothing" in ids(found.reasons)


def test_what_the_ocr_thought_of_itself_is_a_suggestion(engine: Engine) -> None:
    text = f"{BEFORE} pxlixq {BEHIND}"
    other = (Alternative("policy,", 0.3), Alternative("police", 0.1), Alternative("pxlixq"))
    page = marked(text, "pxlixq", lambda token: replace(token, alternatives=other))

    def offered(page: PageReading) -> dict[str, Suggestion]:
        (found,) = (f for f in engine.analyse(page, Context()) if f.form == "pxlixq")
        return {suggestion.text: suggestion for suggestion in found.suggestions}

    before, now = offered(page_of(text)), offered(page)
    assert ids(now["policy"].evidence)[0] == "engine.thought_of"
    assert now["policy"].probability > (before["policy"].probability if "policy" in before else 0)
    assert "police" in now


def test_what_it_thought_of_and_is_no_word_weighs_less(engine: Engine) -> None:
    text = f"{BEFORE} pxlixq {BEHIND}"

    def share(other: str) -> float:
        doubt = (Alternative(other),)
        page = marked(text, "pxlixq", lambda token: replace(token, alternatives=doubt))
        (found,) = (f for f in engine.analyse(page, Context()) if f.form == "pxlixq")
        return next((s.probability for s in found.suggestions if s.text == other), 0.0)

    assert share("policy") > share("polica") > 0


def test_a_word_that_the_ocr_was_less_sure_of_is_likelier_wrong(engine: Engine) -> None:
    text = f"{BEFORE} vorszek {BEHIND}"

    def wrong(unsure: float) -> float:
        page = marked(text, "vorszek", lambda token: replace(token, confidence=unsure))
        others = tuple(
            replace(
                line,
                tokens=tuple(
                    t if t.confidence is not None else replace(t, confidence=0.9)
                    for t in line.tokens
                ),
            )
            for line in page.page.lines
        )
        found = engine.analyse(fold(Page(1, others)), Context())
        return next((f.probability for f in found if f.form == "vorszek"), 0.0)

    alone = heard(engine, "vorszek", None)["vorszek"].probability
    assert wrong(0.9) == alone  # as sure as of all others: that says nothing
    assert wrong(0.2) > alone > wrong(0.98)


def test_without_another_reading_nothing_is_weighed(make_engine: Callable[..., Engine]) -> None:
    """A page of bare text is judged as if there were no such weights at all."""
    deaf = make_engine()
    deaf.voices = Voices({})  # any use of it raises KeyError
    text = f"{BEFORE} solicy 1958 nego tiatioms newpolicy {BEHIND}"
    page = page_of(text)
    plain = make_engine()
    assert plain.analyse(page, Context()) == deaf.analyse(page, Context())
    with pytest.raises(KeyError):
        deaf.analyse(page, Context(second=second(text)))


def test_what_was_heard_once_is_forgotten_at_the_next_page(engine: Engine) -> None:
    before = heard(engine, "4x9q", None)
    heard(engine, "4x9q", "negotiations")
    assert heard(engine, "4x9q", None) == before


def test_decided_words_are_left_alone(engine: Engine) -> None:
    page = page_of(f"{BEFORE} solicy {BEHIND}")
    token = next(t for t in page.page.tokens if page.page.form(t.n) == "solicy")
    lines = tuple(
        replace(
            line,
            words=tuple(
                replace(word, text="polity", decision=1)  # type: ignore[arg-type]
                if word.span and word.span.first == token.n
                else word
                for word in line.words
            ),
        )
        for line in page.lines
    )
    decided = replace(page, lines=lines)
    reading = second(f"{BEFORE} policy {BEHIND}")
    found = engine.analyse(decided, Context(second=reading))
    assert not [f for f in found if f.span.first <= token.n <= f.span.last]


def test_the_order_of_the_lines_changes_nothing(engine: Engine) -> None:
    text = f"{BEFORE} solicy\n{BEHIND}\nThe Presldent agreed vith this poimt"
    reading = second(f"{BEFORE} policy\n{BEHIND}\nThe President agreed with this point")
    turned = SecondReading(reading.engine, reading.lines[::-1])
    found = engine.analyse(page_of(text), Context(second=reading))
    assert found == engine.analyse(page_of(text), Context(second=turned))
    assert {"solicy", "Presldent", "vith", "poimt"} <= {f.form for f in found}


_LINES = st.lists(st.text("house rivt12-,.é", max_size=24), max_size=5).map("\n".join)


@given(_LINES, _LINES, st.sampled_from([None, 0.0, 0.5, 1.0]))
def test_any_reading_beside_any_page_gives_lawful_findings(
    plain_engine: Engine, text: str, other: str, confidence: float | None
) -> None:
    page = page_of(text)
    context = Context(language="xx", second=second(other, confidence, "unheard of"))
    for found in plain_engine.analyse(page, context):
        start, end = page.stretch_of(found.span, found.start, found.end)
        assert 0 <= start < end <= len(page.text)
        assert 0 <= found.probability <= 1
        assert sum(s.probability for s in found.suggestions) <= found.probability + 1e-3
        assert len({s.text for s in found.suggestions}) == len(found.suggestions)


class TestWeights:
    def test_of_the_shipped_file_are_finite(self) -> None:
        voices = Voices.read(SHIPPED)
        assert {ALONE, USUAL, "rapidocr"} <= set(voices.weights)
        assert all(np.isfinite(row).all() for row in voices.weights.values())

    def test_of_an_engine_without_any_are_the_usual_ones(self) -> None:
        voices = Voices.read(SHIPPED)
        assert (voices.of("someone's own") == voices.of(USUAL)).all()
        assert (voices.of("") == voices.of(ALONE)).all()

    def test_of_a_language_without_any_are_the_english_ones(self, plain_engine: Engine) -> None:
        assert plain_engine.dictionary.second is None
        assert (plain_engine.voices.of(USUAL) == Voices.read(SHIPPED).of(USUAL)).all()

    @pytest.mark.parametrize(
        "content",
        ["", "[]", "{}", '{"weights": 3}', '{"weights": {"alone": {}}}', '{"weights": {}}'],
    )
    def test_of_a_damaged_file_are_refused(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "second.json"
        path.write_text(content, "utf-8")
        with pytest.raises(UnreadableFile, match="second readings"):
            Voices.read(path)

    def test_need_those_of_the_usual_engine(self, tmp_path: Path) -> None:
        path = tmp_path / "second.json"
        row = dict.fromkeys(FEATURES, 0.0)
        path.write_text(json.dumps({"weights": {ALONE: row}}), "utf-8")
        with pytest.raises(UnreadableFile):
            Voices.read(path)
