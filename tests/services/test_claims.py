"""What archival files say of approvals is told by name, whether it counts or not."""

import re
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.people import Member
from reviewer.core.workflow import State
from reviewer.services.claims import Claim
from tests.services.archives import Make, edited, exported, opened, the
from tests.services.test_restoring_texts import without_ledger


def test_an_approval_that_counts_is_told_by_name(make: Make, archive: Path) -> None:
    (claim,) = the(opened(make("second"), archive)).claims
    assert claim == Claim("Bea", 1, True)
    assert claim.sentence == "The file says that Bea approved 1 page. It counts as approved."


def test_of_two_names_that_mean_one_person_the_approval_does_not_count(
    make: Make, archive: Path
) -> None:
    project = make("second")
    project.team.put(Member("Ada", ("Bea",)), "Ada")
    (claim,) = the(opened(project, archive)).claims
    assert claim == Claim("Bea", 1, False)
    assert claim.sentence == "The file says that Bea approved 1 page. Here it is not approved."
    assert project.rows()[1].state is State.SUBMITTED


def test_what_one_approved_alone_does_not_count_where_four_eyes_are_wanted(
    make: Make, archive: Path, tmp_path: Path
) -> None:
    first = make("alone")
    source = tmp_path / "note.txt"
    source.write_text("One word\n\fAnother one\n", "utf-8")
    first.importing.add([source])
    first.team.set_four_eyes(False, "Ada")
    for row in first.rows():
        first.review.decide(row.id, [d.Draft(d.Keep(d.Span(0, 0)))], "Ada")
        first.approval.submit(row.id, "Ada")
        first.approval.approve(row.id, "Ada")
    project = make("second")
    assert the(opened(project, exported(first, tmp_path / "note"))).claims == (
        Claim("Ada", 2, False),
    )
    assert {row.state for row in project.rows()} == {State.SUBMITTED}


def test_a_page_that_was_changed_since_is_approved_in_the_file_alone(
    make: Make, archive: Path
) -> None:
    restored = the(opened(make("second"), edited(archive, ("Second page", "Last page"))))
    assert restored.claims == (Claim("Bea", 1, False),)


@pytest.mark.parametrize("approver, claim", [("ed1", ("Ada", False)), ("ed3", ("Bea", True))])
def test_of_files_without_a_ledger_the_revision_history_is_told(
    make: Make, archive: Path, approver: str, claim: tuple[str, bool]
) -> None:
    path = without_ledger(archive)
    content = path.read_text("utf-8")
    for number, who, status in ((4, "ed1", "candidate"), (5, approver, "approved")):
        content = re.sub(
            rf'(<change [^>]*n="{number}" when="[^"]*") who="[^"]*" status="[^"]*"',
            rf'\1 who="#letter-{who}" status="{status}"',
            content,
        )
    path.write_text(content, "utf-8")
    project = make("second")
    by, counts = claim
    assert the(opened(project, path)).claims == (Claim(by, 2, counts),)
    assert {row.state is State.APPROVED for row in project.rows()} == {counts}


def test_nobody_is_named_where_nothing_was_approved(make: Make, tmp_path: Path) -> None:
    first = make("open")
    source = tmp_path / "note.txt"
    source.write_text("One word\n", "utf-8")
    first.importing.add([source])
    assert the(opened(make("second"), exported(first, tmp_path / "note"))).claims == ()
