"""Settings that belong to the project."""

from typing import Any

from sqlalchemy import bindparam, select, text

from reviewer.core.errors import UsageError
from reviewer.core.messages import said
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.columns import write_json

# Both databases know this sentence; SQLAlchemy would have one construct for each.
_PUT = text(
    "INSERT INTO setting (name, value) VALUES (:name, :value)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
).bindparams(
    bindparam("name", type_=schema.setting.c.name.type),
    bindparam("value", type_=schema.setting.c.value.type),
)
_GET = select(schema.setting.c.value).where(schema.setting.c.name == bindparam("wanted"))
_ALL = select(schema.setting).order_by(schema.setting.c.name)


class SqlSettings:
    """The table `setting`. Values stand in a list of one, so that None can be a value."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def get(self, name: str, default: object = None) -> object:
        """The value of a setting; `default` where it was never set."""
        wrapped: list[Any] | None = self._channel.scalar(_GET, {"wanted": name})
        return default if wrapped is None else wrapped[0]

    def set(self, name: str, value: object) -> None:
        """Change a setting. Raises UsageError where the value is not JSON."""
        try:
            write_json([value])
        except (TypeError, ValueError, RecursionError) as error:
            raise UsageError(
                said("errors.the_setting_cannot_hold_this_value", name=name, reason=str(error)),
                safe=said("errors.it_is_as_it_was"),
            ) from error
        self._channel.change(_PUT, {"name": name, "value": [value]})

    def all(self) -> dict[str, object]:
        """All settings that were ever set."""
        return {row.name: row.value[0] for row in self._channel.rows(_ALL)}
