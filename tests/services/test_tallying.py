"""How often entries stand in the text."""

from reviewer.core import decisions as d
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.services.project import Project

# "President handed Mikeyan a message.\n\nThe Cuben problem was serions.\fSecond page, Cuben.\n"


def entry(kind: EntryKind, form: str, *variants: str) -> LexiconEntry:
    return LexiconEntry(kind, form, variants)


def test_entries_are_counted_as_the_text_reads_now(project: Project) -> None:
    entries = [
        entry(EntryKind.WORD, "cuben"),
        entry(EntryKind.PERSON, "Mikeyan, Anastas", "A. Mikeyan"),
        entry(EntryKind.TERM, "Cuben problem", "Second Page"),
        entry(EntryKind.PLACE, "Havana", "Cuben"),
        entry(EntryKind.WORD, "Zanzibar"),
    ]
    counts = project.tallying.count(entries)
    assert {name[1]: n for name, n in counts.items()} == {
        "cuben": 2,
        "Mikeyan, Anastas": 1,
        "Cuben problem": 2,
        "Havana": 2,
    }
    page = project.rows()[1].id
    finding = project.page(page).open[0]
    project.review.decide(page, [d.Draft(d.Replace(finding.span, "Zanzibar's."))], "ada")
    again = {name[1]: n for name, n in project.tallying.count(entries).items()}
    assert (again["cuben"], again["Zanzibar"]) == (1, 1)
