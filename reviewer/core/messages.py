"""Messages: an id with values. Only the two faces make sentences of them, from a catalogue."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.core.places import resources

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Message:
    """What a floor below wants said: a message id and the values that stand in it."""

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)


class Catalogue:
    """The sentences of one language, read from resources/messages/*.LANGUAGE.toml.

    Tables nest to dotted ids: `[engine]` with `letters = "…"` is the message `engine.letters`.
    A message with a number `n` may be a table with `one` and `other`.
    """

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = dict(sentences)

    @classmethod
    def load(cls, language: str = "en", folder: Path | None = None) -> "Catalogue":
        """Read all message files of a language."""
        sentences: dict[str, str] = {}
        for path in sorted((folder or resources() / "messages").glob(f"*.{language}.toml")):
            _flatten(tomllib.loads(path.read_text("utf-8")), "", sentences)
        return cls(sentences)

    def say(self, message: Message | str, **values: Value) -> str:
        """The sentence for a message; an id without one is shown as it is, with its values."""
        if isinstance(message, str):
            message = Message(message, values)
        number = message.values.get("n")
        plural = f"{message.id}.{'one' if number == 1 else 'other'}"
        template = self._sentences.get(message.id) or self._sentences.get(plural)
        if template is None:
            return " ".join([message.id, *(f"{k}={v}" for k, v in message.values.items())])
        return template.format_map(dict(message.values))

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._sentences or f"{message_id}.other" in self._sentences


def _flatten(table: Mapping[str, object], prefix: str, into: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", into)
        else:
            into[prefix + key] = str(value)
