"""Marking by keys alone, in the real window."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marked import Target, covered
from reviewer.core.marks import MarkName
from reviewer.ui.mark_desk import MarkDesk
from reviewer.ui.views.mark_popup import MarkPopup
from tests.ui.typist import Typist


def desk_of(typist: Typist) -> MarkDesk:
    found = typist.window.findChild(MarkDesk)
    assert isinstance(found, MarkDesk)
    return found


def popup(typist: Typist) -> MarkPopup:
    return desk_of(typist).popup


def marks(typist: Typist) -> list[tuple[str, str, dict[str, str]]]:
    reading = typist.stored().reading
    return [(str(one.name), covered(reading, one), dict(one.attributes)) for one in reading.marks]


def caret_to(typist: Typist, line: int, column: int, end: int | None = None) -> None:
    """Put the focus into the text, with the caret there or everything up to `end` chosen."""
    reading = typist.window.desk_view.reading
    reading.setFocus()
    reading.go_to(line, column)
    if end is not None:
        cursor = reading.textCursor()
        cursor.movePosition(
            QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, end - column
        )
        reading.setTextCursor(cursor)


def test_one_letter_marks_the_doubtful_word_at_hand(typist: Typist) -> None:
    assert typist.in_card()
    assert typist.form == "Mikeyan"
    typist.press("Ctrl+K")
    assert popup(typist).isVisible()
    typist.press("U")
    assert not popup(typist).isVisible()
    assert marks(typist) == [("unclear", "Mikeyan", {})]
    assert typist.form == "Cuben"
    typist.press("Ctrl+Z")
    assert marks(typist) == []
    assert typist.form == "Mikeyan"


def test_a_selection_is_marked_as_it_was_chosen(typist: Typist) -> None:
    caret_to(typist, 0, 10, 24)
    typist.press("Ctrl+K", "X")
    assert marks(typist) == [("deleted", "handed Mikeyan", {})]
    assert typist.window.desk_view.in_text


def test_a_name_is_looked_up_while_one_types(typist: Typist) -> None:
    project = typist.window.desk.project
    assert project is not None
    project.lexicon.add(
        LexiconEntry(EntryKind.PERSON, "Mikoyan, Anastas", ("Mikoyan",), dates="1895-1978")
    )
    project.lexicon.add(LexiconEntry(EntryKind.PLACE, "Mikoyan-Shakhar"))
    caret_to(typist, 0, 20)
    typist.press("Ctrl+K", "P")
    typist.type("mikoyan")
    rows = popup(typist).form.matches
    assert rows[0].text == "Mikoyan, Anastas"
    assert rows[0].told == "1895-1978"
    assert not any("Shakhar" in row.text for row in rows)
    typist.press("Return")
    said = {"ref": "Mikoyan, Anastas", "name": "Mikoyan, Anastas"}
    assert marks(typist) == [("person", "Mikeyan", said)]
    assert typist.page.open[0].form == "Mikeyan"


def test_what_speaks_for_an_entry_is_told_as_soon_as_it_is_counted(typist: Typist) -> None:
    project = typist.window.desk.project
    assert project is not None
    for name in ("Cuben, Fidel", "Cubenov"):
        project.lexicon.add(LexiconEntry(EntryKind.PERSON, name))
    page = typist.page.row.id
    said = {"ref": "Cuben, Fidel", "name": "Cuben, Fidel"}
    project.marking.put(page, Target((2, 4), (2, 9)), MarkName.PERSON, said, "Bea")
    caret_to(typist, 0, 20)
    typist.press("Ctrl+K", "P")
    typist.type("cuben")
    typist.press("Down")
    form = popup(typist).form
    typist.wait(lambda: form.matches[0].stands)
    assert form.matches[0].stands == "“Cuben” stands 2 times in this document"
    assert form.matches[0].why == "marked so once"
    assert form.matches[1].stands == ""
    typist.press("Return")  # what came later did not move what was chosen
    assert ("person", "Mikeyan", {"ref": "Cubenov", "name": "Cubenov"}) in marks(typist)


def test_a_name_goes_without_an_entry_or_with_a_new_one(typist: Typist) -> None:
    caret_to(typist, 0, 20)
    typist.press("Ctrl+K", "P", "Ctrl+Return")
    assert marks(typist) == [("person", "Mikeyan", {})]
    caret_to(typist, 2, 5)
    typist.press("Ctrl+K", "L")
    typist.type("Cuba")
    typist.press("Ctrl+N")
    assert marks(typist)[1] == ("place", "Cuben", {"ref": "Cuba", "name": "Cuba"})
    project = typist.window.desk.project
    assert project is not None
    assert [(e.kind, e.preferred) for e in project.lexicon.all()] == [(EntryKind.PLACE, "Cuba")]
    caret_to(typist, 0, 10)
    typist.press("Ctrl+K", "P")
    rows = popup(typist).form.matches
    assert rows[-1].id == "new"


def test_a_gap_says_how_much_is_lost(typist: Typist) -> None:
    caret_to(typist, 0, 17, 24)
    typist.press("Ctrl+K", "G")
    typist.type("2 words")
    typist.press("Return")
    assert marks(typist) == [("gap", "", {"unit": "word", "quantity": "2"})]
    assert typist.text.startswith("President handed a message.")
    typist.press("Ctrl+Z")
    assert typist.text.startswith("President handed Mikeyan a message.")


def test_a_gap_where_no_word_stands_is_two_keys(typist: Typist) -> None:
    caret_to(typist, 1, 0)
    typist.press("Ctrl+K")
    problem_free = popup(typist).problem
    assert problem_free == ""
    typist.press("G")
    assert not popup(typist).asking  # a line without any word has no place for it
    assert "No word" in popup(typist).problem
    typist.press("Esc")
    caret_to(typist, 0, 0)
    typist.press("End", "Ctrl+K")
    assert popup(typist).isVisible()


def test_words_are_supplied_where_the_caret_is(typist: Typist) -> None:
    caret_to(typist, 0, 16)
    typist.press("Ctrl+K", "S")
    typist.type("Anastas")
    typist.press("Return")
    assert marks(typist) == [("supplied", "Anastas", {})]
    assert typist.text.startswith("President handed Anastas Mikeyan a message.")
    caret_to(typist, 2, 5)
    typist.press("Ctrl+K", "S", "Return")
    assert marks(typist)[1] == ("supplied", "Cuben", {})


def test_what_a_note_says_is_asked_and_needed(typist: Typist) -> None:
    caret_to(typist, 0, 3)
    typist.press("Ctrl+K", "Q", "Return")
    assert popup(typist).isVisible()
    typist.type("Which president?")
    typist.press("Return")
    assert marks(typist) == [("query", "President", {"text": "Which president?"})]
    assert "1 open query" in typist.foot


def test_a_language_is_chosen_by_its_first_letters_and_remembered(typist: Typist) -> None:
    caret_to(typist, 0, 3)
    typist.press("Ctrl+K", "F")
    typist.type("Rus")
    typist.press("Return")
    assert marks(typist) == [("foreign", "President", {"lang": "ru"})]
    caret_to(typist, 2, 1)
    typist.press("Ctrl+K", "F", "Return")
    assert marks(typist)[1] == ("foreign", "The", {"lang": "ru"})


def test_an_abbreviation_may_go_without_its_expansion(typist: Typist) -> None:
    caret_to(typist, 0, 3)
    typist.press("Ctrl+K", "B")
    typist.type("President of the United States")
    typist.press("Return")
    said = {"expansion": "President of the United States"}
    assert marks(typist) == [("abbreviation", "President", said)]


def test_a_date_is_guessed_and_asked_only_in_doubt(typist: Typist) -> None:
    reading = typist.window.desk_view.reading
    caret_to(typist, 2, 0)
    typist.press("Home")
    typist.type("On June 4, 1963 or 4/6/63 ")
    reading.commit()
    caret_to(typist, 2, 5)
    typist.press("Ctrl+K", "D")
    assert marks(typist) == [("date", "June 4, 1963", {"when": "1963-06-04"})]
    caret_to(typist, 2, 20)
    typist.press("Ctrl+K", "D")
    form = popup(typist).form
    assert [row.id for row in form.matches] == ["1963-04-06", "1963-06-04"]
    typist.press("Down", "Return")
    assert marks(typist)[1] == ("date", "4/6/63", {"when": "1963-06-04"})
    caret_to(typist, 0, 3)
    typist.press("Ctrl+K", "D", "Return")
    assert popup(typist).isVisible()  # the word is no date: one has to be typed
    typist.press("Ctrl+A")
    typist.type("29 Nov 1962")
    typist.press("Return")
    assert ("date", "President", {"when": "1962-11-29"}) in marks(typist)


def test_a_mark_that_stands_here_is_changed_and_taken_away(typist: Typist) -> None:
    caret_to(typist, 0, 20)
    typist.press("Ctrl+K", "P", "Ctrl+Return")
    typist.press("Ctrl+K")
    assert popup(typist).choices[0].text == "Person"
    typist.press("Return")
    assert popup(typist).asking
    typist.type("Mikoyan")
    typist.press("Ctrl+N")
    assert marks(typist) == [("person", "Mikeyan", {"ref": "Mikoyan", "name": "Mikoyan"})]
    typist.press("Ctrl+K", "Del")
    assert marks(typist) == []
    assert "Ctrl+Z" in typist.said
    typist.press("Ctrl+Z")
    assert len(marks(typist)) == 1


def test_what_would_cross_is_refused_with_the_mark_in_the_way(typist: Typist) -> None:
    caret_to(typist, 0, 10, 24)
    typist.press("Ctrl+K", "X")
    caret_to(typist, 0, 17, 26)
    typist.press("Ctrl+K", "U")
    assert popup(typist).isVisible()
    assert "handed Mikeyan" in popup(typist).problem
    assert "Deleted" in popup(typist).problem
    typist.press("Esc")
    assert len(marks(typist)) == 1


def test_marks_are_walked_and_told_to_screen_readers(typist: Typist) -> None:
    reading = typist.window.desk_view.reading
    typist.press("Alt+M")
    assert "Ctrl+K" in typist.said
    caret_to(typist, 0, 20)
    typist.press("Ctrl+K", "U")
    caret_to(typist, 2, 5)
    typist.press("Ctrl+K", "W")
    caret_to(typist, 0, 0)
    assert reading.accessibleDescription() == ""
    typist.press("Alt+M")
    assert reading.caret() == (0, 17)
    assert "Unclear" in reading.accessibleDescription()
    typist.press("Alt+M")
    assert reading.caret() == (2, 4)
    typist.press("Alt+M")
    assert reading.caret() == (0, 17)
    typist.press("Shift+Alt+M")
    assert reading.caret() == (2, 4)


def test_the_list_goes_along_the_marks_changes_them_and_goes_there(typist: Typist) -> None:
    caret_to(typist, 2, 5)
    typist.press("Ctrl+K", "W")
    caret_to(typist, 0, 3)
    typist.press("Ctrl+K", "N")
    typist.type("The head of state")
    typist.press("Return")
    typist.press("Ctrl+Alt+M")
    listed = desk_of(typist).list
    assert listed.open
    assert [(row.text, row.why) for row in listed.view.marks] == [
        ("President", "1"),
        ("Cuben", "3"),
    ]
    typist.press("Home")
    while listed.view.marks[0].id != listed.view.current:
        typist.press("Up")
    typist.press("E")
    assert popup(typist).asking
    typist.press("Ctrl+A")
    typist.type("Kennedy")
    typist.press("Return")
    assert ("note", "President", {"text": "Kennedy"}) in marks(typist)
    typist.press("Down", "Return")
    assert not desk_of(typist).list.open
    assert typist.window.desk_view.reading.caret() in ((0, 0), (2, 4))
    typist.press("Ctrl+Alt+M", "Del")
    assert len(marks(typist)) == 1
    typist.press("Esc")
    assert not desk_of(typist).list.open
    assert typist.in_card()


def test_esc_leads_from_the_form_back_to_the_list_and_out(typist: Typist) -> None:
    caret_to(typist, 0, 3)
    typist.press("Ctrl+K", "N")
    assert popup(typist).asking
    typist.press("Esc")
    assert popup(typist).isVisible()
    assert not popup(typist).asking
    typist.press("Esc")
    assert QApplication.activePopupWidget() is None
    assert marks(typist) == []


def test_a_page_that_was_sent_is_not_marked_any_more(typist: Typist) -> None:
    typist.window.desk.project.approval.submit(typist.page.row.id, "Mira Novak")  # type: ignore[union-attr]
    typist.press("Ctrl+K")
    assert not popup(typist).isVisible()


def test_an_editor_lists_the_marks_of_a_page_and_takes_one_back(typist: Typist) -> None:
    project = typist.window.desk.project
    assert project is not None
    page = typist.page.row.id
    project.marking.put(page, Target((0, 0), (0, 9)), MarkName.QUERY, {"text": "Who?"}, "Ada")
    project.approval.submit(page, "Ada")
    assert "1 open query" in typist.foot
    typist.press("Ctrl+Alt+M")
    listed = desk_of(typist).list
    assert [row.told for row in listed.view.marks] == ["Query to the editor: Who?"]
    typist.press("Del")
    assert marks(typist) == []
    assert "query" not in typist.foot


def test_one_more_letter_says_how_words_are_emphasized(typist: Typist) -> None:
    caret_to(typist, 0, 10, 16)
    typist.press("Ctrl+K", "E")
    assert popup(typist).asking
    typist.press("I")
    assert marks(typist) == [("emphasis", "handed", {"rend": "italic"})]
    typist.press("Ctrl+K", "Return")  # what stands here comes first
    typist.press("Return")  # and keeps what it says
    assert marks(typist) == [("emphasis", "handed", {"rend": "italic"})]


def test_damage_need_not_say_by_what(typist: Typist) -> None:
    caret_to(typist, 0, 10, 16)
    typist.press("Ctrl+K", "T", "Return")
    assert marks(typist) == [("damage", "handed", {})]


def test_who_is_meant_is_looked_up_among_its_kind(typist: Typist) -> None:
    project = typist.window.desk.project
    assert project is not None
    project.lexicon.add(LexiconEntry(EntryKind.PERSON, "Kennedy, John"))
    project.lexicon.add(LexiconEntry(EntryKind.PLACE, "Kennedy Airport"))
    caret_to(typist, 0, 0, 9)
    typist.press("Ctrl+K", "M", "P")
    typist.type("kennedy")
    rows = popup(typist).form.matches
    assert [row.text for row in rows][:1] == ["Kennedy, John"]
    assert not any("Airport" in row.text for row in rows)
    typist.press("Return")
    said = {"type": "person", "ref": "Kennedy, John", "name": "Kennedy, John"}
    assert marks(typist) == [("mention", "President", said)]


def test_shift_asks_for_the_hand_and_knows_it_the_next_time(typist: Typist) -> None:
    desk = desk_of(typist)
    caret_to(typist, 0, 10, 16)
    typist.press("Ctrl+K", "Shift+X")
    assert popup(typist).asking
    assert list(popup(typist).form.details) == []
    typist.press("Tab")
    typist.type("blue pencil")
    typist.press("Return")
    assert marks(typist) == [("deleted", "handed", {"hand": "blue pencil"})]
    typist.press("Ctrl+K")
    typist.wait(lambda: desk.evidence.hands)
    assert list(desk.evidence.hands) == ["blue pencil"]
    typist.press("Esc")


def test_every_mark_stands_in_one_group_and_arrows_reach_it(typist: Typist) -> None:
    caret_to(typist, 0, 10, 16)
    typist.press("Ctrl+K")
    kinds = popup(typist)._kinds
    assert kinds.rect().contains(kinds.childrenRect())
    assert popup(typist).rect().contains(kinds.geometry())
    listed = [choice.id for choice in kinds.choices]
    assert sorted(listed) == sorted(MarkName)
    seen = set()
    for _ in listed:
        seen.add(kinds.current.id)
        typist.press("Down")
    assert seen == set(listed)
    assert kinds.current.id == MarkName.PERSON
    typist.press("Right")
    assert kinds.current.id == MarkName.DELETED
    typist.press("Left", "Esc")
