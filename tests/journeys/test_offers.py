"""The offers for the sample documents, taken by key and taken back."""

import pytest

from reviewer.core.marks import MarkName
from reviewer.core.model import Role
from reviewer.ui.offering import Offerings
from tests.journeys.test_desktop import CABLE, TELEGRAM, begin, turn_to
from tests.ui.typist import Typist

pytestmark = pytest.mark.journey

ROLES = {
    "outgoing telegram Department of State": Role.FORM,
    "CHARGE TO": Role.FORM,
    "SECRET": Role.STAMP,
    "ACTION: Amenbassy MOSCON": Role.ADDRESS,
    "LIMIT DISTRIBUTION": Role.STAMP,
    "REPRODUCTION FROM THIS COPY IS PROHIBITED UNLESS TUNCLASSIFIED": Role.FORM,
    "RUSK RUSK": Role.SIGNATURE,
}


def at_the_desk(typist: Typist, filename: str) -> Offerings:
    begin(typist, "Mira Novak")
    turn_to(typist, filename)
    (found,) = [one for one in typist.window.departments if isinstance(one, Offerings)]
    typist.wait(lambda: found.offers)
    return found


def roles(typist: Typist) -> dict[str, Role]:
    lines = typist.stored().reading.lines
    return {line.text: line.role for line in lines if line.role is not Role.BODY}


def test_the_telegram_is_put_in_order_by_enter_alone(newcomer: Typist) -> None:
    typist = newcomer
    offers = at_the_desk(typist, TELEGRAM)
    before = typist.text
    count = len(offers.offers)
    typist.press("Alt+O", *["Return"] * count)
    assert not offers.open
    assert roles(typist) == ROLES
    (date,) = [mark for mark in typist.stored().reading.marks if mark.name is MarkName.DATE]
    assert date.attributes == {"when": "1963-11-27"}
    typist.press(*["Ctrl+Z"] * count)
    assert roles(typist) == {}
    assert not typist.stored().reading.marks
    assert typist.text == before


def test_the_numero_signs_of_the_cable_are_one_key(newcomer: Typist) -> None:
    typist = newcomer
    offers = at_the_desk(typist, CABLE)
    before = typist.text
    typist.press("Alt+O", "Return")  # the list of copies
    copies = [line for line in typist.stored().reading.lines if line.role is Role.DISTRIBUTION]
    assert len(copies) == 13
    assert offers.card.shown is not None
    assert offers.card.shown.alike == 12
    typist.press("A")
    assert "Nº" not in typist.text
    assert "N°" not in typist.text
    assert "Spets №№ 62, 63" in typist.text
    typist.press("Ctrl+Z", "Ctrl+Z")
    assert typist.text == before
    assert roles(typist) == {}
