"""The telegram of 1963, corrected and marked by script: see `published`."""

from reviewer.core import decisions as d
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Role
from tests.journeys.deciding import BOB, EDITED, TYPED, Desk, body, date, named, person, place

PARALLEL = "FRUS, 1961–1963, Volume V, Document 380"
RULE = d.Grounds(d.Way.RULE, suggestion="anyone")
GUESS = d.Grounds(evidence=d.Ground.CONJECTURE)
OTHER = d.Grounds(evidence=d.Ground.EXTERNAL, reference=PARALLEL)
LOST = "illegible"


def telegram(desk: Desk) -> None:
    """Both sheets."""
    margins(desk)
    text(desk)
    desk.turn(1)
    second_sheet(desk)


def margins(desk: Desk) -> None:
    """What stands around the text of the first sheet."""
    desk.role("outgoing", Role.FORM, "letterhead", "top")
    body(desk, "Department of State", "Department of State")
    desk.role("CHARGE", Role.FORM, "form", "top")
    desk.role("SECRET", Role.STAMP, "classification")
    for office in ("43", "EUR", "SS G", "SAL INR", "SP"):
        desk.role(office, Role.DISTRIBUTION, "office", "left")
    for line, second in (("SS G", "G"), ("SAL INR", "INR")):
        desk.at(line)
        desk.part(second)
    desk.at("response")
    desk.do(d.SetRole(desk.part("RMR"), Role.DISTRIBUTION, "office", "left"))
    desk.role("In 1", Role.STAMP, "time")
    desk.mark(MarkName.UNCLEAR, "In 1 10 as PUSS", {"reason": LOST, "cert": "low"})
    desk.at("In 1")
    desk.mark(MarkName.NOTE, "In 1 10 as PUSS", {"text": "The end may be part of a time."})
    desk.role("Authority", Role.STAMP, "declassification", "bottom")
    desk.fix("Braup", "Group", GUESS, "medium")
    desk.mark(MarkName.UNCLEAR, "NO", {"reason": LOST, "cert": "low"})
    desk.mark(MarkName.ORGANIZATION, "NARA|,", {"ref": "NARA"})
    three = desk.find("3")
    desk.on(three, 1, 1, MarkName.GAP, reason=LOST, extent="rest of the date")
    desk.role("SOV:", Role.PROCESSING, "drafting", "bottom")
    span = desk.fix("SOV:30Guthriers1", "SOV:JCGuthrie:rsl", GUESS, "medium")
    desk.on(span, 0, 3, MarkName.ORGANIZATION, ref="SOV")
    desk.on(span, 4, 13, MarkName.PERSON, ref="Guthrie")
    desk.on(span, 4, 6, MarkName.UNCLEAR, reason=LOST)
    desk.on(span, 14, 17, MarkName.UNCLEAR, reason=LOST)
    date(desk, "11/27/63", "1963-11-27")
    desk.role("S/AL", Role.PROCESSING, "clearance", "bottom")
    desk.mark(MarkName.ABBREVIATION, "S/AL", {"expansion": "Ambassador at Large"})
    person(desk, "Thompson", "Thompson")
    desk.role("s/s", Role.PROCESSING, "clearance", "bottom")
    desk.fix("s/s", "S/S", GUESS)
    nobbe = desk.find("Nobbe")
    desk.on(nobbe, 0, 5, MarkName.PERSON)
    desk.on(nobbe, 0, 5, MarkName.UNCLEAR, reason=LOST, cert="low")
    desk.do(d.Keep(nobbe), d.Grounds(form="Nobbe", suggestion="Noble", rank=1))
    desk.role("REPRODUCTION", Role.FORM, "form", "bottom")
    desk.fix("TUNCLASSIFIED", '"UNCLASSIFIED"', GUESS)


def text(desk: Desk) -> None:
    """The text of the first sheet."""
    desk.role("ACTION:", Role.ADDRESS, "addressee")
    desk.mark(MarkName.SEGMENT, "ACTION:", {"type": "label"})
    desk.fix("Amenbassy", "Amembassy", EDITED)
    named(desk, "MOSCON", "MOSCOW", "Moscow", MarkName.PLACE)
    desk.at("ACTION:")
    said = {"ref": "Embassy in Moscow", "role": "addressee"}
    desk.mark(MarkName.ORGANIZATION, "Amenbassy MOSCON", said)
    desk.role("1714", Role.NUMBER, "telegram")
    desk.role("LIMIT", Role.HANDLING)
    desk.role("President's", Role.HEADING, "subject")
    person(desk, "Mikoyan|.", "Mikoyan")
    desk.at("conversation")
    opening = desk.find("conversation")
    lost = "opening words lost in the OCR"
    desk.on(opening, 0, 0, MarkName.GAP, reason=LOST, extent="unknown", text=lost)
    desk.mark(MarkName.MENTION, "President", {"type": "person", "ref": "Johnson"})
    person(desk, "Mikoyan|.", "Mikoyan")
    noise = desk.fix("THE RESERVE THE PARTY OF THE PA", "", TYPED, "")
    more = {"reason": LOST, "unit": "line", "quantity": "1", "precision": "low"}
    desk.on(noise, 0, 0, MarkName.GAP, text="about one line lost", **more)
    desk.at("discussion")
    discussion = desk.find("discussion")
    desk.on(discussion, 0, 0, MarkName.GAP, reason=LOST, extent="unknown")
    named(desk, "Mikeyan", "Mikoyan", "Mikoyan")
    person(desk, "Khrushchev", "Khrushchev")
    desk.fix("Wald", "", GUESS, "medium")
    desk.do(d.SetFlow(desk.at("response"), d.Flow.RUNS_ON))
    _meeting(desk)
    _challenge(desk)


def _meeting(desk: Desk) -> None:
    desk.at("> Mikoyan")
    desk.fix(">", "", TYPED)
    person(desk, "Mikoyan", "Mikoyan")
    person(desk, "Khrushchev|'s", "Khrushchev")
    desk.fix("Senstor", "Senator")
    person(desk, "Johnson", "Johnson")
    desk.mark(MarkName.DATE, "1959|.", {"when": "1959"})
    named(desk, "Mikeyan", "Mikoyan", "Mikoyan")
    desk.fix("they", "that", GUESS)
    person(desk, "Johnson|'s", "Johnson")
    person(desk, "Khrushchev|'s", "Khrushchev")
    foreign = desk.fix("Pereign", "Foreign", EDITED)
    end = Anchor(foreign.first + 2, len("Committee"))
    said = {"ref": "Foreign Relations Committee"}
    desk.do(d.Mark(Anchor(foreign.first, 0), end, MarkName.ORGANIZATION, said))
    named(desk, "Ehrushchev", "Khrushchev", "Khrushchev")
    moved = "Thus even then there had been some contact and a"
    desk.fix(f"{moved} defend his viewsoint.", f"defend his viewpoint. {moved}", GUESS)
    desk.fix("Fresident", "President")
    person(desk, "Khrushchev|.", "Khrushchev")


def _challenge(desk: Desk) -> None:
    desk.at("President replied that")
    place(desk, "US", "United States")
    desk.fix("earnessly", "earnestly")
    desk.fix("maticas.", "nations.", OTHER)
    desk.fix("er demination", "or domination")
    desk.fix("anyons.", "anyone.", RULE)
    person(desk, "Kennedy", "Kennedy")
    desk.fix("world,", "world.", GUESS, "medium")
    desk.fix("continued,", "continued.", GUESS, "medium")
    place(desk, "US", "United States")
    desk.fix("half.", "half way.", OTHER, "medium")
    place(desk, "US", "United States")
    desk.fix("not-", "not", TYPED)


def second_sheet(desk: Desk) -> None:
    """The text of the second sheet."""
    desk.do(d.SetFlow(desk.at("planning"), d.Flow.RUNS_ON))
    named(desk, "Cube", "Cuba", "Cuba", MarkName.PLACE)
    desk.fix("Cuben", "Cuban")
    actions = desk.fix("one, little", "one. Actions", OTHER, "low")
    desk.on(actions, 5, 12, MarkName.UNCLEAR, reason=LOST)
    desk.fix("good", "gone", OTHER)
    achieved = desk.fix("a resolved.", "achieved.", GUESS, "low")
    desk.on(achieved, 0, 8, MarkName.UNCLEAR, reason=LOST)
    _policy(desk)
    _cuba(desk)
    desk.at("As President")
    desk.fix("applicant in", "appointment he", GUESS)
    span = desk.fix("as Lubs wime. To", "re Cuba to", OTHER, "low")
    desk.on(span, 0, 7, MarkName.UNCLEAR, reason=LOST)
    desk.on(span, 3, 7, MarkName.PLACE, ref="Cuba")
    desk.on(span, 7, 7, MarkName.GAP, reason=LOST, unit="word", quantity="1")
    place(desk, "US", "United States")
    _thanks(desk)
    desk.role("RUSK", Role.SIGNATURE)
    rusk = desk.fix("RUSK RUSK", "RUSK", GUESS)
    desk.on(rusk, 0, 4, MarkName.PERSON, ref="Rusk")


def _policy(desk: Desk) -> None:
    desk.at("President replied there")
    desk.fix("as", "no", OTHER)
    person(desk, "Kennedy", "Kennedy")
    desk.fix("solicy", "policy")
    desk.mark(MarkName.UNCLEAR, "security", {"reason": LOST, "cert": "low"})
    doubted = d.Span(desk.token - 1, desk.token - 1)
    desk.do(d.Comment("This word makes no sense here.", doubted, asks=True))
    thread = desk.reading.decisions[-1].id
    desk.do(d.Reply(thread, "Let it stand as a doubt."), by=BOB)
    desk.do(d.CloseThread(thread), by=BOB)
    place(desk, "US", "United States")
    guess = d.Grounds(d.Way.EDITED, evidence=d.Ground.CONJECTURE)
    castro = desk.fix("Castro-dominates", "Castro-dominated", guess, "medium")
    desk.on(castro, 0, 6, MarkName.PERSON, ref="Castro")
    desk.on(castro, 7, 16, MarkName.UNCLEAR, reason=LOST, cert="medium")
    desk.do(d.Comment("“promoted” would do as well.", castro))
    desk.fix("Substitute. Zeit", "subversion. This", OTHER, "medium")
    desk.fix("We", "He", OTHER, "medium")
    both = desk.fix("Interview 15 and 1500", "future US and USSR", OTHER, "medium")
    desk.on(both, 7, 9, MarkName.PLACE, ref="United States")
    desk.on(both, 14, 18, MarkName.PLACE, ref="USSR")
    desk.fix("these was", "those made", OTHER)
    person(desk, "Kennedy", "Kennedy")
    person(desk, "Khrushchev|.", "Khrushchev")


def _cuba(desk: Desk) -> None:
    desk.at("Mikoyan said")
    person(desk, "Mikoyan", "Mikoyan")
    desk.fix("seeld", "could", EDITED)
    place(desk, "Cuba", "Cuba")
    desk.fix("anyons.", "anyone.", RULE)
    being = desk.fix("testraty Canabeling", "contrary Cuba being", OTHER)
    desk.on(being, 9, 13, MarkName.PLACE, ref="Cuba")
    place(desk, "USSR", "USSR")
    place(desk, "Cuba", "Cuba")
    us = desk.fix("DE", "US", OTHER)
    desk.on(us, 0, 2, MarkName.PLACE, ref="United States")


def _thanks(desk: Desk) -> None:
    desk.at("President then")
    person(desk, "Mikoyan", "Mikoyan")
    late = desk.fix("like", "late", OTHER)
    end = Anchor(late.first + 1, len("President"))
    said = {"type": "person", "ref": "Kennedy"}
    desk.do(d.Mark(Anchor(late.first, 0), end, MarkName.MENTION, said))
    named(desk, "Mikeyan", "Mikoyan", "Mikoyan")
    desk.fix("home", "hope")
    named(desk, "Kirushchev", "Khrushchev", "Khrushchev")
