"""The header's fields from the command line."""

from pathlib import Path

from .conftest import Command


def test_fields_are_filled_and_shown(reviewer: Command, project: Path) -> None:
    put = ("header", "set", project)
    assert reviewer(*put, "publisher=The Archive", "--as", "Ada").status == 0
    named = ("--document", "telegram", "--as", "Ada")
    made = reviewer(*put, "title=The ice", "sent=4/6/63", *named, "--json")
    assert made.json["documents"] == 1
    shown = reviewer("header", "show", project, "telegram", "--json").json
    fields = {one["field"]: one for one in shown}
    assert (fields["title"]["value"], fields["title"]["by"]) == ("The ice", "Ada")
    assert fields["publisher"]["comes"] == "default"
    assert "Write the month as a word" in fields["sent"]["problem"]
    plain = reviewer("header", "show", project, "telegram")
    assert "The ice" in plain.out
    assert "sent: " in plain.err
    assert reviewer("header", "show", project, "--json").json[0]["field"] == "publisher"


def test_unknown_fields_change_nothing(reviewer: Command, project: Path) -> None:
    put = ("header", "set", project)
    assert reviewer(*put, "publisher=We", "colour=red", "--as", "Ada").status == 2
    assert reviewer("header", "show", project, "--json").json == []
    refused = reviewer(*put, "publisher", "--as", "Ada")
    assert refused.status == 2
    assert "Write FIELD=VALUE." in refused.err
