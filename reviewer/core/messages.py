"""Messages: an id with values. Only the two faces make sentences of them, from a catalogue."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from reviewer.core.places import resources
from reviewer.core.pseudo import disguise

ENGLISH = "en"
"""The language that every message has."""

PSEUDO = "qps"
"""Longer English that no sentence of ours escapes into: for tests, and for finding what is cut."""

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Message:
    """What a floor below wants said: a message id and the values that stand in it."""

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)


class Said(str):
    """A sentence in English, for logs and scripts, that still knows its message.

    Errors carry these: a face that has another language says the message instead.
    """

    __slots__ = ("message",)
    message: Message

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel between processes; a str would arrive without its message.
        return _said, (self.message,)


def said(message_id: str, **values: Value) -> Said:
    """The English sentence of a message. Values may be sentences themselves."""
    return _said(Message(message_id, values))


def _said(message: Message) -> Said:
    made = Said(_english().say(message))
    made.message = message
    return made


def listed(sentences: Iterable[str], how: str = "errors.listed") -> str:
    """Sentences one after the other, as one that knows them all; empty where there is none."""
    together = ""
    for one in sentences:
        together = said(how, first=together, then=one) if together else one
    return together


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number in a sentence, which the sentence's language writes."""

    number: float
    catalogue: "Catalogue"

    def __format__(self, form: str) -> str:
        return self.catalogue.figure(self.number, form)


_MARKS = (("group", ","), ("point", "."))
"""What stands between thousands and before decimals, where a language does not say."""


class Catalogue:
    """The sentences of one language, read from resources/messages/*.LANGUAGE.toml.

    Tables nest to dotted ids: `[engine]` with `letters = "…"` is the message `engine.letters`.
    A message with a number `n` may be a table with `one` and `other`.
    """

    def __init__(self, sentences: Mapping[str, str], language: str = ENGLISH) -> None:
        self._sentences = dict(sentences)
        self.language = language

    @classmethod
    def load(cls, language: str = ENGLISH, folder: Path | None = None) -> "Catalogue":
        """Read all message files of a language; what it does not say is said in English."""
        read = partial(_read, folder) if folder else _own
        sentences = dict(read(ENGLISH))
        if language == PSEUDO:
            sentences = {key: disguise(text) for key, text in sentences.items()}
        elif language != ENGLISH:
            sentences |= read(language)
        return cls(sentences, language)

    def say(self, message: Message | str, **values: Value) -> str:
        """The sentence for a message; an id without one is shown as it is, with its values."""
        if isinstance(message, Said):
            message = message.message
        elif isinstance(message, str):
            message = Message(message, values)
        number = message.values.get("n")
        plural = f"{message.id}.{'one' if number == 1 else 'other'}"
        template = self._sentences.get(message.id) or self._sentences.get(plural)
        if template is None:
            return " ".join([message.id, *(f"{k}={v}" for k, v in message.values.items())])
        spoken = {name: self._spoken(value) for name, value in message.values.items()}
        return template.format_map(spoken)

    def _spoken(self, value: Value) -> object:
        if isinstance(value, Said):
            return self.say(value)
        return value if isinstance(value, str) else _Figure(value, self)

    def figure(self, number: float, form: str = ",") -> str:
        """A number as the language writes it, in one of Python's formats for numbers."""
        written = format(number, form)
        marks = [self._sentences.get(f"figures.{name}", usual) for name, usual in _MARKS]
        return written.translate(dict(zip(map(ord, ",."), marks, strict=True)))

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._sentences or f"{message_id}.other" in self._sentences


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """The languages that have messages, by their codes, English first."""
    names = {
        path.name.removesuffix(".toml").rpartition(".")[2]
        for path in (folder or resources() / "messages").glob("*.*.toml")
    }
    return ENGLISH, *sorted(names - {ENGLISH})


@cache
def _english() -> Catalogue:
    return Catalogue.load()


@cache
def _own(language: str) -> Mapping[str, str]:
    """Sentences of ours, read once: the first error or decision would wait for them again."""
    return _read(resources() / "messages", language)


def _read(folder: Path, language: str) -> dict[str, str]:
    sentences: dict[str, str] = {}
    for path in sorted(folder.glob(f"*.{language}.toml")):
        _flatten(tomllib.loads(path.read_text("utf-8")), "", sentences)
    return sentences


def _flatten(table: Mapping[str, object], prefix: str, into: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", into)
        else:
            into[prefix + key] = str(value)
