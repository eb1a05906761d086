"""What people's entries rule out: forms that are right, readings never to be offered."""

from collections.abc import Sequence

import pytest

from reviewer.core.findings import Finding
from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.core.ports import Context
from reviewer.engine.pipeline import THRESHOLD, Engine
from tests.engine.samples import page_of

NOISY = "The Presldent saw the Arnbassador. He had a tetegram ofthe Minister and reada it."


def entry(
    state: EntryState, preferred: str, *variants: str, layer: Layer = Layer.PROJECT
) -> LexiconEntry:
    return LexiconEntry(EntryKind.WORD, preferred, variants, layer=layer, state=state)


def right(preferred: str, *variants: str) -> LexiconEntry:
    return entry(EntryState.RIGHT, preferred, *variants)


def never(preferred: str, *variants: str, layer: Layer = Layer.PROJECT) -> LexiconEntry:
    return entry(EntryState.NEVER, preferred, *variants, layer=layer)


def found(engine: Engine, text: str, *entries: LexiconEntry) -> dict[str, Finding]:
    return {f.form: f for f in engine.analyse(page_of(text), Context(entries=entries))}


def readings(finding: Finding) -> Sequence[str]:
    return [suggestion.text for suggestion in finding.suggestions]


@pytest.mark.parametrize("form", ["ofthe", "tetegram", "reada"])
def test_a_form_that_is_right_is_no_finding(engine: Engine, form: str) -> None:
    before, after = found(engine, NOISY), found(engine, NOISY, right(form))
    assert before.keys() - after.keys() == {form}


def test_a_name_of_several_words_is_right_where_it_stands_whole(engine: Engine) -> None:
    text = "We saw Presldent Arnbassador. The Presldent left."
    findings = engine.analyse(page_of(text), Context(entries=(right("Presldent Arnbassador"),)))
    assert [(f.span.first, f.form) for f in findings] == [(5, "Presldent")]


def test_only_the_written_form_and_its_capitals_are_right(engine: Engine) -> None:
    assert "tetegram" not in found(engine, "A tetegram came.", right("tetegram"))
    assert "Tetegram" not in found(engine, "Tetegram came from the Minister.", right("tetegram"))
    assert "tEtegram" in found(engine, "A tEtegram came from the Minister.", right("tetegram"))


def test_what_is_never_to_be_suggested_does_not_come(engine: Engine) -> None:
    before = found(engine, NOISY)["tetegram"]
    assert readings(before)[0] == "telegram"
    after = found(engine, NOISY, never("telegram")).get("tetegram")
    assert after is None or "telegram" not in readings(after)
    others = found(engine, NOISY, never("telegram"))
    assert others["Presldent"] == found(engine, NOISY)["Presldent"]


def test_it_may_be_forbidden_for_one_form_alone(engine: Engine) -> None:
    text = "The telegran came. The tetegram came to the Minister."
    after = found(engine, text, never("telegram", "telegran"))
    assert "telegram" in readings(after["tetegram"])
    assert "telegran" not in after or "telegram" not in readings(after["telegran"])


def test_what_is_ruled_out_is_shared_among_the_others(engine: Engine) -> None:
    text = "the hause of the Minister"
    before = found(engine, text)["hause"]
    second = before.suggestions[1].text
    after = found(engine, text, never(second))["hause"]
    assert second not in readings(after)
    assert after.suggestions[0].probability >= before.suggestions[0].probability
    assert after.automatic == before.automatic
    total = sum(s.probability for s in after.suggestions)
    assert THRESHOLD <= after.probability <= 1
    assert total <= after.probability + 1e-3


def test_the_second_suggestion_is_never_taken_by_itself_in_place_of_the_first(
    engine: Engine,
) -> None:
    finding = found(engine, NOISY)["Presldent"]
    after = found(engine, NOISY, never(finding.suggestions[0].text)).get("Presldent")
    assert finding.automatic
    assert after is None or not after.automatic


def test_the_persons_own_entries_overrule_the_projects(engine: Engine) -> None:
    own = entry(EntryState.USUAL, "telegram", layer=Layer.USER)
    after = found(engine, NOISY, never("telegram"), own)
    assert readings(after["tetegram"])[0] == "telegram"
    forbidden = found(engine, NOISY, never("telegram", layer=Layer.USER))
    assert "tetegram" not in forbidden or "telegram" not in readings(forbidden["tetegram"])


def test_an_entry_that_forbids_makes_no_word_known(engine: Engine) -> None:
    assert "tetegram" in found(engine, NOISY, never("tetegram"))


def test_other_entries_for_the_same_engine_take_effect_at_once(engine: Engine) -> None:
    assert "reada" in found(engine, NOISY)
    assert "reada" not in found(engine, NOISY, right("reada"))
    assert "reada" in found(engine, NOISY, right("readb"))
