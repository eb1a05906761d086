"""Every verb: its answer in words and in JSON, its exit status, its errors."""

import gzip
import json
from pathlib import Path

import pytest

from tests.services.conftest import TEXT

from .conftest import Command


def write_records(path: Path, *records: object) -> Path:
    path.write_text("\n".join(json.dumps(record) for record in records) + "\n", "utf-8")
    return path


def test_without_a_verb_the_desktop_opens(
    reviewer: Command, opened: list[tuple[str | None, bool]]
) -> None:
    assert reviewer().status == 0
    reviewer("open", "here")
    reviewer("open", "--sample")
    assert opened == [(None, False), ("here", False), (None, True)]


def test_import_twice_adds_nothing(reviewer: Command, project: Path, tmp_path: Path) -> None:
    again = reviewer("import", project, tmp_path / "telegram.txt", "--json")
    assert again.status == 0
    assert again.json["added"] == []
    assert "already here as telegram" in again.err


def test_import_names_the_file_that_fails(reviewer: Command, tmp_path: Path) -> None:
    answer = reviewer("import", tmp_path / "p", tmp_path / "absent.txt")
    assert answer.status == 1
    assert "absent.txt" in answer.err


def test_pictures_names_a_folder_that_is_not_there(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    answer = reviewer("pictures", project, tmp_path / "mistyped")
    assert answer.status == 2
    assert "mistyped" in answer.err


def test_analyse_is_done_once(reviewer: Command, project: Path) -> None:
    assert reviewer("analyse", project, "--json").json == {"analysed": 0, "open_findings": 4}
    assert reviewer("analyse", project, "--again", "--json").json["analysed"] == 2


def test_queue_lists_what_waits(reviewer: Command, project: Path) -> None:
    words = reviewer("queue", project).out.splitlines()
    assert words[1].split()[0] == "telegram/1"
    assert "Mikoyan | Mike" in words[1]
    first = reviewer("queue", project, "--json", "--limit", 1).json
    assert [item["form"] for item in first] == ["Mikeyan"]


def test_status_tells_each_page(reviewer: Command, project: Path) -> None:
    answer = reviewer("status", project, "--json").json
    assert (answer["pages"], answer["open_findings"]) == (2, 4)
    assert [page["name"] for page in answer["page_list"]] == ["telegram/1", "telegram/2"]
    assert "telegram/2" in reviewer("status", project).out


def test_the_way_from_finding_to_file(reviewer: Command, project: Path, tmp_path: Path) -> None:
    findings = reviewer("queue", project, "--json").json
    steps = write_records(
        tmp_path / "steps.jsonl",
        {"page": findings[0]["name"], "finding": findings[0]["finding"], "accept": 1},
        {"page": findings[1]["page"], "finding": findings[1]["finding"], "text": "Kuban"},
        {"page": "telegram/1", "act": "replace", "span": [9, 9], "text": "serious."},
        {"page": "telegram/2", "finding": findings[3]["finding"], "keep": True},
    )
    assert reviewer("apply", project, steps, "--as", "Ada").out == "4 decision(s) applied.\n"
    assert reviewer("submit", project, "--as", "Ada").out == "2 page(s) sent to the editor.\n"
    refused = reviewer("approve", project, "--as", "Ada")
    assert refused.status == 1
    assert "somebody else" in refused.err
    assert reviewer("approve", project, "--as", "Bob", "--json").json["done"] == [
        "telegram/1",
        "telegram/2",
    ]
    out = tmp_path / "out"
    exported = reviewer("export", project, "--to", "lines", "--out", out)
    assert exported.status == 0
    assert exported.out.strip() == str(out / "telegram.txt")
    expected = TEXT.replace("Mikeyan", "Mikoyan").replace("Cuben", "Kuban", 1)
    assert (out / "telegram.txt").read_text("utf-8") == expected.replace("serions", "serious")


def test_log_says_who_decided_what(reviewer: Command, project: Path, tmp_path: Path) -> None:
    steps = write_records(
        tmp_path / "s.jsonl", {"page": 1, "act": "replace", "span": [2, 2], "text": "Mikoyan"}
    )
    reviewer("apply", project, steps, "--as", "Ada")
    reviewer("submit", project, "telegram/1", "--as", "Bob")
    assert [entry["act"] for entry in reviewer("log", project, "--json").json] == [
        "submit",
        "replace",
    ]
    assert [e["by"] for e in reviewer("log", project, "--json", "--by", "Ada").json] == ["Ada"]
    assert "read “Mikoyan”" in reviewer("log", project, "--page", "telegram/1").out


def test_return_says_what_to_do(reviewer: Command, project: Path) -> None:
    reviewer("submit", project, "telegram/1", "--as", "Ada")
    sent = reviewer("return", project, "telegram", "--as", "Bob", "--comment", "Line 3.")
    assert sent.status == 1  # the second page was never submitted, and is named
    assert reviewer("status", project, "--json").json["states"] == {"new": 1, "returned": 1}


def test_apply_names_the_line_that_is_refused(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    steps = write_records(
        tmp_path / "steps.jsonl",
        {"page": 1, "act": "fly"},
        {"page": 99, "act": "keep", "span": [0, 0]},
        {"act": "keep", "span": [0, 0]},
        {"page": 1, "act": "keep", "span": [0, 0]},
        {"page": 1, "act": "keep", "span": [1, 1], "revision": 0},
        {"page": 1, "act": "keep", "span": [10, 10]},
    )
    answer = reviewer("apply", project, steps, "--as", "Ada", "--json")
    assert answer.status == 1
    assert [refused["line"] for refused in answer.json["refused"]] == [1, 2, 3, 5, 6]
    assert answer.json["applied"] == 1


def test_apply_refuses_what_is_not_json(reviewer: Command, project: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"page": 1}\nnot json\n')
    answer = reviewer("apply", project, tmp_path / "bad.jsonl", "--as", "Ada")
    assert answer.status == 3
    assert "bad.jsonl:2" in answer.err


def test_export_leaves_out_what_is_not_approved(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    answer = reviewer("export", project, "--to", "lines", "--out", tmp_path / "out")
    assert answer.status == 1
    assert "not approved" in answer.err
    draft = reviewer("export", project, "--to", "lines", "--out", tmp_path / "out", "--draft")
    assert draft.status == 0


@pytest.mark.parametrize("option", [["--to", "nothing"], ["--to", "lines", "--option", "case"]])
def test_export_with_wrong_options_is_wrong_use(
    reviewer: Command, project: Path, tmp_path: Path, option: list[str]
) -> None:
    assert reviewer("export", project, "--out", tmp_path, *option).status == 2


def test_suggest_for_plain_text_gives_exact_offsets(reviewer: Command, tmp_path: Path) -> None:
    text = "One 𝐀 line\r\n\r\nMikeyan, Cuben\n"
    (tmp_path / "text.txt").write_bytes(text.encode())
    answer = reviewer("suggest", tmp_path / "text.txt").json
    assert [text[f["start"] : f["end"]] for f in answer["findings"]] == ["Mikeyan", "Cuben"]
    assert answer["findings"][0]["suggestions"] == ["Mikoyan", "Mike"]
    assert answer["corrected"] == text


def test_suggest_for_records_answers_line_by_line(reviewer: Command, tmp_path: Path) -> None:
    lines = [{"doc": "a", "seg": n, "ocr": f"{n} Cuben\u2028x"} for n in range(3)]
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (tmp_path / "r.jsonl.gz").write_bytes(gzip.compress(data.encode()))
    answers = [json.loads(x) for x in reviewer("suggest", tmp_path / "r.jsonl.gz").out.splitlines()]
    assert [(one["doc"], one["seg"], one["findings"][0]["start"]) for one in answers] == [
        ("a", 0, 2),
        ("a", 1, 2),
        ("a", 2, 2),
    ]


def test_suggest_keeps_the_order_of_records_whatever_their_documents(
    reviewer: Command, tmp_path: Path
) -> None:
    records = [
        {"doc": "a", "seg": 0, "ocr": "The Cuben"},
        {"doc": "a", "seg": 1, "ocr": "way and Cuben"},
        {"seg": 2, "ocr": "Cuben"},
        {"doc": "b", "seg": 0, "ocr": ""},
        {"doc": "a", "seg": 3, "ocr": "x Cuben,"},
    ]
    path = tmp_path / "r.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    answers = [json.loads(line) for line in reviewer("suggest", path).out.splitlines()]
    # What says of no document that it belongs to it stands in the file's name.
    assert [(one["doc"], one["seg"]) for one in answers] == [
        (record.get("doc", "r.jsonl"), record["seg"]) for record in records
    ]
    starts = [[finding["start"] for finding in one["findings"]] for one in answers]
    assert starts == [[4], [8], [0], [], [2]]


def test_validate_says_what_is_wrong(reviewer: Command, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xml", tmp_path / "bad.xml"
    good.write_text("TEI")
    bad.write_text("nothing")
    assert reviewer("validate", good).status == 0
    answer = reviewer("validate", good, bad)
    assert answer.status == 1
    assert answer.out == f"{bad}:1: There is no TEI. Add it.\n"
    (record,) = reviewer("validate", bad, "--json").json
    assert (record["file"], record["line"], record["severe"]) == (str(bad), 1, True)


def test_validate_takes_rules_and_holds_files_side_by_side(
    reviewer: Command, tmp_path: Path
) -> None:
    good, copy, rules = tmp_path / "good.xml", tmp_path / "copy.xml", tmp_path / "rules.sch"
    good.write_text("TEI")
    copy.write_text("TEI")
    rules.write_text("persName")
    assert reviewer("validate", good, "--schematron", rules).out.count("no persName") == 1
    answer = reviewer("validate", good, copy)
    assert answer.status == 0  # a warning
    assert answer.out == f"{copy}:1: warning: Given twice.\n"


def test_doctor_reports(reviewer: Command) -> None:
    assert reviewer("doctor", "--json").json[0]["fine"] is True


@pytest.mark.parametrize(
    "arguments, status",
    [
        (["status", "nowhere"], 3),
        (["queue", "nowhere"], 3),
        (["fly"], 2),
        (["submit", "p"], 2),
        (["analyse", "p", "--jobs", "0"], 2),
        (["suggest", "no-such-file"], 3),
        (["--version"], 0),
    ],
)
def test_exit_statuses(reviewer: Command, arguments: list[str], status: int) -> None:
    assert reviewer(*arguments).status == status


def test_an_unknown_page_is_wrong_use(reviewer: Command, project: Path) -> None:
    answer = reviewer("submit", project, "telegram/9", "--as", "Ada")
    assert answer.status == 2
    assert "no page telegram/9" in answer.err


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": ' + b"[" * 100_000,
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\xff" * 20,
        b"\xff",
        b'{"ocr": "fine"}\n{"ocr": NaN}\n',
    ],
    ids=["deep", "torn gzip", "not UTF-8", "not JSON"],
)
def test_suggest_survives_any_file(reviewer: Command, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd").write_bytes(content)
    answer = reviewer("suggest", tmp_path / "odd")
    assert answer.status in (0, 3)
    assert answer.status == 0 or "odd" in answer.err


def test_apply_takes_no_file_that_breaks_off(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "torn.jsonl").write_text('{"page": 1, "act": "keep", "span": [0, 0]}\n{"page"')
    answer = reviewer("apply", project, tmp_path / "torn.jsonl", "--as", "Ada")
    assert answer.status == 3
    assert "No project was changed" in answer.err
    assert reviewer("log", project, "--json").json == []


@pytest.mark.parametrize("wrong", ["0", "x", "9" * 30])
def test_a_limit_of_no_sense_is_wrong_use(reviewer: Command, project: Path, wrong: str) -> None:
    assert reviewer("queue", project, "--limit", wrong).status == 2


def test_a_project_without_name_is_wrong_use(reviewer: Command, tmp_path: Path) -> None:
    assert reviewer("import", "", tmp_path / "telegram.txt").status == 2


def test_import_where_the_machine_knows_nobody(
    reviewer: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    assert reviewer("import", tmp_path / "project", tmp_path / "page.txt").status == 0
