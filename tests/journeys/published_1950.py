"""The cable of 1950, marked by script: see `published`."""

from reviewer.core import decisions as d
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Role
from tests.journeys.deciding import TYPED, Desk, body, date, person, place


def cable(desk: Desk) -> None:
    copies = "Stalin Stalin Molotov Malenkov Beria Mikoyan Kaganovich Bulganin Khrushchev".split()
    copies += ["Vyshinsky", "Gromyko"]
    for number in range(1, 14):
        line = next(
            one for one in desk.reading.page.lines if f" {number} " in one.text and one.n < 26
        )
        desk.role(line.text, Role.DISTRIBUTION, "copy")
        sign = desk.reading.page.form(desk.find("Copy").last + 1)
        if sign != "№":
            desk.fix(sign, "№")
        if 2 <= number <= 12:
            person(desk, copies[number - 2], copies[number - 2])
    _cable_head(desk)
    _cable_text(desk)
    _cable_end(desk)


def _cable_head(desk: Desk) -> None:
    desk.role("from NEW YORK", Role.DATELINE)
    place(desk, "NEW YORK", "New York")
    span = desk.fix("$N^{\\rm o}$", "№")
    number = desk.find("28116")
    end = Anchor(number.last, 5)
    desk.do(d.Mark(Anchor(span.first, 0), end, MarkName.NUMBER, {"type": "telegram"}))
    date(desk, "1130 27 September 1950", "1950-09-27T11:30:00")
    desk.role("(Soviet", Role.ADDRESS, "sender")
    body(desk, "(Soviet delegation)", "Soviet delegation")
    desk.mark(MarkName.NUMBER, "28113", {"type": "telegram"})
    desk.role("Spets", Role.NUMBER, "register")
    desk.fix("N°N°", "№№")
    desk.role("SPECIAL", Role.HANDLING)
    desk.role("GROMYKO", Role.ADDRESS, "addressee")
    person(desk, "GROMYKO", "Gromyko", role="addressee")


def _cable_text(desk: Desk) -> None:
    desk.at("On 26")
    desk.mark(MarkName.DATE, "26 September|,", {"when": "1950-09-26"})
    person(desk, "Malik|'s", "Malik")
    person(desk, "Tsarapkin", "Tsarapkin")
    person(desk, "Lancaster|,", "Lancaster")
    person(desk, "Lancaster", "Lancaster")
    doubt = d.Grounds(certainty=d.Certainty.MEDIUM, evidence=d.Ground.CONJECTURE)
    desk.do(d.Replace(desk.find("who"), "which", d.Cause.SOURCE), doubt)
    person(desk, "Tsarapkin|.", "Tsarapkin")
    desk.at("Referring")
    person(desk, "Lancaster", "Lancaster")
    person(desk, "Tsarapkin|,", "Tsarapkin")
    body(desk, "State Department", "State Department")
    place(desk, 'Manhasset, Long Island|".', "Manhasset")
    person(desk, "Lancaster", "Lancaster")
    person(desk, "Acheson", "Acheson")
    person(desk, "Lancaster", "Lancaster")
    person(desk, "Tsarapkin|'s", "Tsarapkin")
    person(desk, "Lancaster", "Lancaster")
    place(desk, 'Korea|",', "Korea")
    desk.at("Lancaster stressed")
    person(desk, "Lancaster", "Lancaster")
    person(desk, "Lancaster", "Lancaster")
    desk.at("Lancaster also")
    person(desk, "Lancaster", "Lancaster")
    desk.at("Inasmuch")
    person(desk, "Tsarapkin|'s", "Tsarapkin")
    person(desk, "Lancaster", "Lancaster")
    desk.mark(MarkName.NOTE, "opinion to me", {"text": "There is no verb for this opinion."})


def _cable_end(desk: Desk) -> None:
    desk.role("27 September 1950 VYSH", Role.DATELINE)
    date(desk, "27 September 1950", "1950-09-27")
    desk.do(d.SetRole(desk.part("VYSHINSKY"), Role.SIGNATURE))
    desk.at("27 September 1950 VYSH")
    person(desk, "VYSHINSKY", "Vyshinsky")
    desk.role("13 copies", Role.PROCESSING, "copies")
    desk.mark(MarkName.SEGMENT, "vg", {"type": "typist"})
    desk.role("Printed", Role.PROCESSING, "printed")
    date(desk, "1345 27 September 1950", "1950-09-27T13:45:00")
    desk.role("distributed", Role.PROCESSING, "status")
    desk.role("Issued", Role.PROCESSING, "attestation")
    person(desk, "Abramkin", "Abramkin", role="issuer")
    span = desk.fix("[illegible signature]", "", TYPED)
    desk.on(span, 0, 0, MarkName.GAP, extent="one signature", text="illegible signature")
