"""Messages and their sentences."""

import pickle
import string
import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.messages import PSEUDO, Catalogue, Message, languages, listed, said
from reviewer.core.places import resources
from reviewer.core.pseudo import disguise


def test_says_a_sentence_with_its_values(tmp_path: Path) -> None:
    (tmp_path / "a.en.toml").write_text('[engine]\nletters = "{old} for {new}"\n')
    says = Catalogue.load("en", tmp_path).say(Message("engine.letters", {"old": "e", "new": "o"}))
    assert says == "e for o"


def test_knows_one_and_many(tmp_path: Path) -> None:
    (tmp_path / "a.en.toml").write_text('[left]\none = "{n} word"\nother = "{n} words"\n')
    catalogue = Catalogue.load("en", tmp_path)
    assert [catalogue.say("left", n=n) for n in (0, 1, 2)] == ["0 words", "1 word", "2 words"]


def test_an_unknown_message_still_says_something() -> None:
    assert Catalogue({}).say(Message("a.b", {"n": 3})) == "a.b n=3"


def test_what_a_language_lacks_is_said_in_english(tmp_path: Path) -> None:
    (tmp_path / "a.en.toml").write_text('[a]\none = "One"\ntwo = "Two"\n')
    (tmp_path / "a.de.toml").write_text('[a]\none = "Eins"\n')
    catalogue = Catalogue.load("de", tmp_path)
    assert [catalogue.say("a.one"), catalogue.say("a.two")] == ["Eins", "Two"]
    assert languages(tmp_path) == ("en", "de")


def test_an_error_is_english_for_logs_and_itself_for_faces() -> None:
    german = Catalogue({"ui.close": "Schließen", "a.b": "Erst „{what}“."}, "de")
    sentence = said("ui.close")
    assert sentence == "Close"
    assert german.say(sentence) == "Schließen"
    assert german.say(Message("a.b", {"what": sentence})) == "Erst „Schließen“."
    assert german.say(pickle.loads(pickle.dumps(sentence))) == "Schließen"


def test_the_pseudo_language_says_everything_at_greater_length() -> None:
    english, pseudo = Catalogue.load(), Catalogue.load(PSEUDO)
    assert pseudo.say("ui.close") != english.say("ui.close")
    assert len(pseudo.say("ui.start.lead")) > 1.3 * len(english.say("ui.start.lead"))


@given(st.text("abc {}&…\n", max_size=60))
def test_a_disguise_keeps_placeholders_and_blank_lines(text: str) -> None:
    text = text.replace("{", "").replace("}", "") + "{name}"
    assert disguise(text).count("{name}") == 1
    assert disguise(text).count("\n\n") >= min(1, text.count("\n\n"))


def test_every_shipped_sentence_is_a_sound_template() -> None:
    files = sorted((resources() / "messages").glob("*.toml"))
    assert files
    for path in files:
        tables = [tomllib.loads(path.read_text("utf-8"))]
        while tables:
            for value in tables.pop().values():
                if isinstance(value, dict):
                    tables.append(value)
                else:
                    assert all(
                        name is None or name.isidentifier()
                        for _, name, _, _ in string.Formatter().parse(value)
                    ), (path, value)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    sentences = {"much": "{n:,} of {share:.1f} %", "one": "{n}"}
    german = {"figures.group": ".", "figures.point": ","}
    assert Catalogue(sentences).say("much", n=12345, share=0.5) == "12,345 of 0.5 %"
    assert Catalogue(sentences | german).say("much", n=12345, share=0.5) == "12.345 of 0,5 %"
    assert Catalogue(sentences | german).say("one", n=12345) == "12345"
    assert Catalogue.load("de").figure(1234.5, ",.1f") == "1.234,5"


def test_sentences_one_after_the_other_stay_sentences() -> None:
    german = Catalogue.load("de")
    both = listed([said("acts.keep"), said("acts.line", number=2)])
    assert both == "keep as it stands, line 2"
    assert german.say(both) == "belassen, wie es steht, Zeile 2"
    assert listed([]) == ""


def test_what_is_no_word_is_not_disguised() -> None:
    assert [disguise(text) for text in ("P", "{n} %", ".", "")] == ["P", "{n} %", ".", ""]
