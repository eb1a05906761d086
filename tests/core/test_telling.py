"""What stands around a text: who approved it, on which terms, which signs were used."""

from reviewer.core.printed import About, Matter, Party, Step
from reviewer.core.telling import Telling
from tests.formats.printed.files import printed

STEPS = (
    Step("", "4", "Bob Editor", "2026-03-01T10:00:00Z", "approved"),
    Step("", "3", "Ada Reviewer", "2026-02-01T10:00:00Z", "candidate"),
)


def test_an_approval_names_who_when_and_which_version() -> None:
    telling = Telling(printed("").matter)
    assert telling.provenance() == "Approved by Bob Editor on 2026-03-01, version 4."
    assert telling.imprint() == [
        "Approved by Bob Editor on 2026-03-01, version 4.",
        "Published by River Archive, 2026-03-02.",
        "Licence: Free to use",
        "https://rivers.example/1",
    ]


def test_a_draft_names_nobody_as_its_publisher() -> None:
    matter = Matter(status="candidate", steps=STEPS[1:], publisher="River Archive")
    assert Telling(matter).imprint() == [
        "Last changed on 2026-02-01, version 3.",
        "No licence has been stated.",
    ]


def test_rows_say_only_what_is_known() -> None:
    matter = Matter(author="Office", sent=Party("Agnes Flood", "", "May 1931"))
    assert list(Telling(matter).rows()) == [("From", "Agnes Flood"), ("Sent", "May 1931")]
    assert list(Telling(Matter(author="Office")).rows()) == [("Author", "Office")]


def test_a_language_without_messages_is_told_in_english() -> None:
    assert Telling(Matter(language="ru")).say("notes") == "Notes"
    assert Telling(Matter(language="de-AT")).say("notes") == "Anmerkungen"


def test_the_legend_has_what_was_used_in_its_own_order() -> None:
    used = {About.GAP, About.NAME, About.UNCLEAR}
    found = Telling(Matter()).legend(used)
    assert [about for about, _ in found] == [About.UNCLEAR, About.GAP]
