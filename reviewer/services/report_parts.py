"""What all parts of a report are worded with: shares, heads of tables, sections."""

from collections.abc import Iterable, Sequence

from reviewer.core.messages import Catalogue
from reviewer.core.report import Part, Waited
from reviewer.core.sheet import Cell, Chart, Section, Table, Told

Row = tuple[Cell, ...]


def percent(share: float, say: Catalogue) -> str:
    """A share (0 to 1) in per cent without its sign: one decimal, or two where it is small."""
    number = 100 * share
    return say.figure(number, ".2f" if 0 < number < 0.095 else ".1f")


def part_told(part: Part, say: Catalogue) -> Told | None:
    """A share with its bounds; nothing where it is of nothing."""
    if not part.of:
        return None
    low, high = (percent(one, say) for one in part.bounds)
    words = say.say("report.reach", share=percent(part.share, say), low=low, high=high)
    return Told(part.share, words)


def heads(say: Catalogue, *names: str) -> tuple[str, ...]:
    """Titles of columns."""
    return tuple(say.say(f"report.head.{name}") for name in names)


def table(caption: str, head: tuple[str, ...], rows: Iterable[Row], say: Catalogue) -> Table:
    """A table whose numbers are written as the language writes them."""
    return Table(caption, head, tuple(tuple(_figure(cell, say) for cell in row) for row in rows))


def days_taken(name: str, what: str, days: Waited, say: Catalogue) -> Table:
    """How many days something took that was done `days.count` times."""
    of = Told(days.count, say.figure(days.count))
    figures = days.mean, days.median, days.low, days.high
    digits = ".1f" if days.median >= 1 else ".2f"
    row = (of, *(Told(one, say.figure(one, digits)) for one in figures))
    head = heads(say, what, "mean", "median", "quarter", "three_quarters")
    return Table(say.say(f"report.{name}.days"), head, (row,))


def slim(made: Table) -> Table:
    """The table without the columns in which nothing was counted."""
    counted = [
        column
        for column in range(len(made.head))
        if column == 0 or any(_counts(row[column]) for row in made.rows)
    ]
    head = tuple(made.head[column] for column in counted)
    rows = tuple(tuple(row[column] for column in counted) for row in made.rows)
    return Table(made.caption, head, rows)


def _counts(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, Told) and not cell.value)


def _figure(cell: Cell, say: Catalogue) -> Cell:
    return Told(cell, say.figure(cell)) if isinstance(cell, int) else cell


def section(
    name: str,
    say: Catalogue,
    lead: str,
    chart: Chart | None = None,
    tables: Sequence[Table] = (),
    more: str = "",
) -> Section:
    """A section; `more` is said behind how it was counted."""
    method = " ".join(filter(None, (say.say(f"report.{name}.method"), more)))
    title = say.say(f"report.{name}.title")
    return Section(name, title, lead, chart, tuple(tables), method)
