"""Messages and their sentences."""

import string
import tomllib
from pathlib import Path

from reviewer.core.messages import Catalogue, Message
from reviewer.core.places import resources


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
