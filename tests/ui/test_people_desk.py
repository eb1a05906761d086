"""The people of a project in their form."""

from PySide6.QtWidgets import QApplication

from reviewer.core.people import Duty, Member, People
from reviewer.services.project import Project
from reviewer.ui.views.people_form import PeopleForm
from reviewer.ui.views.person import PersonDialog
from tests.ui.typist import Typist


def project_of(typist: Typist) -> Project:
    project = typist.window.desk.project
    assert project is not None
    return project


def people(typist: Typist) -> People:
    return project_of(typist).team.people()


def form(typist: Typist) -> PeopleForm:
    if not isinstance(QApplication.activeModalWidget(), PeopleForm):
        typist.window.actions_["people"].trigger()
    typist.wait(lambda: isinstance(QApplication.activeModalWidget(), PeopleForm))
    made = QApplication.activeModalWidget()
    assert isinstance(made, PeopleForm)
    return made


def test_a_person_is_put_into_the_list_with_names_and_roles(typist: Typist) -> None:
    opened = form(typist)
    opened.name.setFocus()
    typist.type("Ada Petrel")
    opened.also.setText("ada, A. P.")
    opened.roles[Duty.EDITOR].setChecked(True)
    opened.name.setFocus()
    typist.press("Return")
    typist.wait(lambda: people(typist).members)
    roles = frozenset({Duty.EDITOR})
    assert people(typist).members == (Member("Ada Petrel", ("ada", "A. P."), "", roles),)
    typist.wait(lambda: opened.known)
    (change,) = people(typist).changes
    assert change.by == "Mira Novak"
    assert "Ada Petrel" in opened.changes.rows.rows[0].words


def test_who_may_not_change_the_list_sees_it_and_why(typist: Typist) -> None:
    project_of(typist).team.put(Member("Ada", roles=frozenset({Duty.EDITOR})), "Ada")
    opened = form(typist)
    assert not opened.keep.isEnabled()
    assert not opened.alone.isEnabled()
    assert "Mira Novak" in opened._locked.text()


def test_working_alone_says_what_it_means(typist: Typist) -> None:
    opened = form(typist)
    assert "Nobody approves their own work" in opened._meaning.text()
    opened.alone.click()
    typist.wait(lambda: not people(typist).four_eyes)
    typist.wait(lambda: "Published files say so" in opened._meaning.text())
    assert opened.alone.isChecked()


def test_what_makes_no_sense_is_refused_in_the_form(typist: Typist) -> None:
    project_of(typist).team.put(Member("Ada", ("ap",)), "Mira Novak")
    opened = form(typist)
    opened.new.click()
    opened.name.setText("Bert")
    opened.also.setText("ap")
    opened.keep.click()
    typist.wait(lambda: opened.problem)
    assert "belongs to Ada already" in opened.problem
    assert len(people(typist).members) == 1


def test_a_person_is_taken_out(typist: Typist) -> None:
    project_of(typist).team.put(Member("Ada"), "Mira Novak")
    opened = form(typist)
    opened.remove.click()
    typist.wait(lambda: not people(typist).members)
    typist.wait(lambda: not opened.known)


def test_the_question_who_is_at_work_offers_these_names(typist: Typist) -> None:
    project_of(typist).team.put(Member("Ada Petrel"), "Mira Novak")
    typist.press("Ctrl+Shift+N")
    typist.wait(lambda: isinstance(QApplication.activeModalWidget(), PersonDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PersonDialog)
    box = dialog._choice
    assert [box.itemText(n) for n in range(box.count())] == ["Mira Novak", "Ada Petrel"]
    typist.press("Esc")
