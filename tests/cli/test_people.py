"""People, talk and documents from the command line."""

import json
from pathlib import Path

import pytest

from reviewer.services.validating import Validating

from .conftest import Command


@pytest.fixture
def worked(reviewer: Command, project: Path, tmp_path: Path) -> Path:
    """A project with a document of two pages that Ada worked on and submitted."""
    record = {"page": "telegram/1", "act": "replace", "span": [2, 2], "text": "Mikoyan"}
    (tmp_path / "do.jsonl").write_text(json.dumps(record), "utf-8")
    reviewer("apply", project, tmp_path / "do.jsonl", "--as", "Ada")
    reviewer("submit", project, "--comment", "Please look at the name.", "--as", "Ada")
    return project


def test_nobody_approves_their_own_work(reviewer: Command, worked: Path) -> None:
    alone = reviewer("approve", worked, "--as", "Ada", "--json")
    assert (alone.status, alone.json["done"]) == (1, [])
    assert "somebody else has to approve it" in alone.err
    reviewer("people", "set", worked, "Ada", "--also", "A. L.", "--as", "Ada")
    for name in ("a. l.", "ADA", " ada ", "A\u200bda", "\uff21da"):  # typed in other ways
        assert reviewer("approve", worked, "--as", name).status == 1
    assert reviewer("approve", worked, "--as", "Bob").status == 0


def test_people_with_roles(reviewer: Command, project: Path) -> None:
    people = ("people", "set", project)
    locked = reviewer(*people, "Ada", "--role", "transcriber", "--as", "Ada")
    assert locked.status == 2
    assert "Nobody could change" in locked.err
    reviewer(*people, "Bob", "--role", "editor", "--login", "bob_db", "--as", "Ada")
    reviewer(*people, "Ada", "--as", "Bob")
    reviewer("people", "alias", project, "Ada", "A.", "--as", "Bob")
    reviewer("people", "role", project, "Ada", "transcriber", "observer", "--as", "Bob")
    refused = reviewer("people", "remove", project, "Bob", "--as", "A.")
    assert (refused.status, "may not change the list" in refused.err) == (3, True)
    assert reviewer("people", "four-eyes", project, "off", "--as", "Bob").status == 0
    listed = reviewer("people", "list", project, "--json").json
    assert listed["four_eyes"] is False
    assert listed["people"] == [
        {"name": "Bob", "also": [], "login": "bob_db", "roles": ["editor"]},
        {"name": "Ada", "also": ["A."], "login": "", "roles": ["observer", "transcriber"]},
    ]
    assert [one["by"] for one in listed["changes"]] == ["Ada", "Bob", "Bob", "Bob", "Bob"]
    told = reviewer("people", "list", project, "--changes").out
    assert "Bob: four eyes: on -> off" in told
    assert reviewer("settings", "get", "four_eyes", project).out == "off\n"
    assert "by name" in reviewer("settings", "set", "four_eyes", "on", project).err


def test_talk(reviewer: Command, worked: Path) -> None:
    asked = reviewer(
        *("comment", worked, "telegram/1", "Is this a name?", "--words", "2", "--asks"),
        *("--as", "Bob", "--json"),
    )
    number = asked.json["thread"]
    (thread,) = reviewer("threads", worked, "--asked-of", "Ada", "--json").json
    assert (thread["thread"], thread["words"], thread["page"]) == (number, "Mikoyan", 1)
    assert "question" in reviewer("approve", worked, "telegram/1", "--as", "Bob").err
    assert reviewer("reply", worked, number, "--as", "Ada").status == 2
    assert reviewer("reply", worked, number, "Yes.", "--close", "--as", "Ada").status == 0
    assert reviewer("threads", worked, "--asked-of", "Ada").out == "No threads.\n"
    (closed,) = reviewer("threads", worked, "--closed", "--json").json
    assert [one["text"] for one in closed["replies"]] == ["Yes."]
    assert len(reviewer("threads", worked, "--all", "--mine", "Ada", "--json").json) == 3
    assert len(reviewer("threads", worked, "--document", "telegram", "--json").json) == 2
    assert reviewer("threads", worked, "--text", "LOOK", "--page", "telegram/2", "--json").json
    assert reviewer("reply", worked, number, "--open", "--as", "Bob").status == 0
    assert reviewer("reply", worked, "99999", "So?", "--as", "Bob").status == 2
    assert reviewer("comment", worked, "telegram/1", "x", "--words", "a", "--as", "B").status == 2


def test_pages_come_back_with_questions(reviewer: Command, worked: Path) -> None:
    back = ("return", worked, "telegram/1", "--comment", "Line 2.", "--ask", "Which one?")
    assert reviewer(*back, "--as", "Bob").status == 0
    (question,) = reviewer("threads", worked, "--asked-of", "Ada", "--json").json
    assert question["text"] == "Which one?"


def test_documents_from_approved_to_readers_and_back(reviewer: Command, worked: Path) -> None:
    early = reviewer("publish", worked, "telegram", "--as", "Cy")
    assert (early.status, "not approved yet" in early.err) == (1, True)
    assert reviewer("publish", worked, "--as", "Cy").out == "0 document(s) published.\n"
    reviewer("approve", worked, "--as", "Bob")
    (row,) = reviewer("documents", worked, "--state", "approved", "--json").json
    assert (row["submitted_by"], row["approved_by"], row["threads"]) == ("Ada", "Bob", 2)
    record = json.dumps({"document": "telegram", "act": "withdraw", "reason": "x"})
    (worked / "no.jsonl").write_text(record, "utf-8")
    assert "not published" in reviewer("apply", worked, worked / "no.jsonl", "--as", "Cy").err


def test_the_list_of_documents(reviewer: Command, worked: Path) -> None:
    due = reviewer("documents", worked, "telegram", "--set-due", "2026-12-31", "--json")
    assert due.json[0]["due"] == "2026-12-31"
    chosen = ("documents", worked, "--sort", "due", "--down", "--person", "ada", "--json")
    assert [row["name"] for row in reviewer(*chosen, "--text", "TELE").json] == ["telegram"]
    assert reviewer(*chosen, "--threads", "none").json == []
    assert reviewer(*chosen, "--due", "2026-01-01").json == []
    assert reviewer("documents", worked, "--due", "soon").status == 2
    assert "telegram" in reviewer("documents", worked).out
    never = reviewer("documents", worked, "telegram", "--set-due", "never", "--json")
    assert never.json[0]["due"] is None


def test_signed_pages_are_opened_again(reviewer: Command, worked: Path) -> None:
    reviewer("approve", worked, "telegram/1", "--as", "Bob")
    assert reviewer("reopen", worked, "telegram", "--reason", "new copy", "--as", "Bob").out == (
        "1 page(s) opened again.\n"
    )
    refused = reviewer("reopen", worked, "telegram/2", "--as", "Bob")
    assert (refused.status, "not approved" in refused.err) == (1, True)


def test_what_was_withdrawn_is_published_again_by_its_name_only(
    reviewer: Command, worked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Validating, "ready", lambda self, document: ())
    reviewer("approve", worked, "--as", "Bob")
    assert reviewer("publish", worked, "--as", "Cy").out == "1 document(s) published.\n"
    assert reviewer("withdraw", worked, "telegram", "--reason", "wrong", "--as", "Cy").status == 0
    assert reviewer("publish", worked, "--as", "Cy").out == "0 document(s) published.\n"
    assert reviewer("publish", worked, "telegram", "--as", "Cy").status == 0


def test_days_are_set_for_documents_that_are_named(reviewer: Command, worked: Path) -> None:
    for half in (("telegram",), ("--set-due", "2026-12-31")):
        refused = reviewer("documents", worked, *half)
        assert (refused.status, "go together" in refused.err) == (2, True)
    assert reviewer("documents", worked, "--json").json[0]["due"] is None


def test_a_day_that_is_set_is_shown_with_the_documents_named_only(
    reviewer: Command, worked: Path, tmp_path: Path
) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(f"The mission sent note {name}.\n", "utf-8")
        assert reviewer("import", worked, tmp_path / f"{name}.txt").status == 0
    told = reviewer("documents", worked, "b", "telegram", "b", "--set-due", "2026-12-31", "--json")
    assert [(row["name"], row["due"]) for row in told.json] == [
        ("b", "2026-12-31"),
        ("telegram", "2026-12-31"),
    ]
    listed = reviewer("documents", worked, "--json").json
    assert [row["name"] for row in listed if row["due"] is None] == ["a"]


def test_numbers_that_no_thread_has(reviewer: Command, worked: Path) -> None:
    for number in ("0", str(2**31), "9" * 40):
        assert reviewer("reply", worked, number, "So?", "--as", "Bob").status == 2
    both = reviewer("threads", worked, "--mine", "Ada", "--asked-of", "Ada")
    assert (both.status, "not allowed with" in both.err) == (2, True)


def test_roles_are_named_as_they_are_typed(reviewer: Command, project: Path) -> None:
    wrong = reviewer("people", "role", project, "Ada", "king", "--as", "Ada")
    assert wrong.status == 2
    assert "'transcriber'" in wrong.err
    assert "Duty" not in wrong.err
