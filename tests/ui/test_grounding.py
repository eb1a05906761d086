"""Saying of corrections what they rest on, by keys alone."""

from reviewer.core import decisions as d
from reviewer.core.messages import Catalogue
from reviewer.services.grounding import Statement
from reviewer.ui.ground_words import ground_words
from reviewer.ui.grounding import Grounding
from reviewer.ui.later import found
from tests.ui.typist import Typist


def desk_of(typist: Typist) -> Grounding:
    return found(typist.window.departments, Grounding)


def said(typist: Typist, text: str) -> Statement | None:
    project, page = typist.window.desk.project, typist.stored()
    assert project is not None
    for line in page.reading.lines:
        for word in line.words:
            if word.text.strip(".") == text and word.span:
                return project.grounding.of(page, word.span)
    return None


def test_two_letters_say_it_of_the_word_that_was_corrected(typist: Typist) -> None:
    typist.press("Return")  # takes Mikoyan
    reading = typist.window.desk_view.reading
    reading.setFocus()
    reading.go_to(0, typist.text.index("Mikoyan"))
    typist.press("Alt+C")
    popup = desk_of(typist).popup
    assert popup.isVisible()
    assert popup.said == {"cause": "ocr"}
    typist.press("D", "N", "Return")
    assert not popup.isVisible()
    assert said(typist, "Mikoyan") == Statement(d.Cause.SOURCE, d.Certainty.MEDIUM)
    typist.press("Alt+C", "N", "Return")  # the same letter takes it back
    assert said(typist, "Mikoyan") == Statement(d.Cause.SOURCE)
    typist.press("Ctrl+Z", "Ctrl+Z")
    assert said(typist, "Mikoyan") == Statement()


def test_another_text_is_named(typist: Typist) -> None:
    typist.press("Alt+C", "T")
    typist.type("the copy in Bonn")
    typist.press("Return", "Return")
    wanted = Statement(evidence=d.Ground.EXTERNAL, reference="the copy in Bonn")
    assert said(typist, "Mikoyan") == wanted


def test_what_is_to_come_stands_on_the_card(typist: Typist) -> None:
    typist.press("Alt+C", "G", "Return")
    shown, _ = typist.window.desk.card_shown
    assert shown is not None
    assert "a guess" in shown.reasons[0]
    typist.press("Return")
    assert said(typist, "Mikoyan") == Statement(certainty=d.Certainty.LOW)
    shown, _ = typist.window.desk.card_shown
    assert shown is not None
    assert "a guess" not in " ".join(shown.reasons)


def test_esc_changes_nothing_and_ctrl_enter_counts_for_all(typist: Typist) -> None:
    project = typist.window.desk.project
    assert project is not None
    typist.press("Alt+C", "D", "Esc")
    assert project.grounding.usual == Statement()
    typist.press("Alt+C", "D", "Ctrl+Return")
    assert project.grounding.usual == Statement(d.Cause.SOURCE)
    typist.press("Return")
    assert said(typist, "Mikoyan") == Statement(d.Cause.SOURCE)


def test_it_is_told_in_a_few_words() -> None:
    say = Catalogue.load()
    assert ground_words(d.Cause.OCR, None, None, "", say) == ""
    told = ground_words(d.Cause.SOURCE, d.Certainty.LOW, d.Ground.EXTERNAL, "B", say)
    assert told == "error of the document · a guess · after “B”"
    assert ground_words(d.Cause.OCR, None, d.Ground.EXTERNAL, "", say) == "after another text"
