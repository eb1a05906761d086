"""Problems as their list shows them."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from reviewer.core.edition import Profile
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Catalogue
from reviewer.services.validating import Checked, PlacedProblem
from reviewer.ui.views.validating_rows import ProblemShown

_FIRST = -1
_LONG = 60  # characters of a line that are shown


def in_order(problems: Sequence[PlacedProblem]) -> list[PlacedProblem]:
    """Problems by documents as they come, of each the header's first, then page by page."""
    documents = {one: number for number, one in enumerate({p.document: 0 for p in problems})}

    def place(problem: PlacedProblem) -> tuple[int, int, int]:
        at = problem.at
        line = _FIRST if at is None or at.line is None else at.line
        return documents[problem.document], at.number if at else _FIRST, line

    return sorted(problems, key=place)


def problem_rows(
    problems: Sequence[PlacedProblem], titles: Mapping[DocumentId, str], say: Catalogue
) -> list[ProblemShown]:
    """A head for each document, then its problems; each has its place among them as key, from 1."""
    rows: list[ProblemShown] = []
    numbered = list(enumerate(problems, start=1))
    for document, group in groupby(numbered, key=lambda one: one[1].document):
        found = list(group)
        severe = sum(one.severe for _, one in found)
        kind = "count" if severe else "count_mild"
        count = say.say(f"ui.validating.{kind}", n=len(found), severe=severe)
        rows.append(ProblemShown(0, titles.get(document, str(document)), count, head=True))
        rows += [problem_row(one, key, say) for key, one in found]
    return rows


def problem_row(problem: PlacedProblem, key: int, say: Catalogue) -> ProblemShown:
    """One problem."""
    severity = "severe" if problem.severe else "mild"
    return ProblemShown(
        key,
        say.say(problem.text),
        where_words(problem, say),
        todo=say.say(problem.advice) if problem.advice else "",
        severe=problem.severe,
        sign=say.say(f"ui.validating.{severity}"),
    )


def where_words(problem: PlacedProblem, say: Catalogue) -> str:
    """Where a problem lies, and in which files."""
    parts: list[str] = []
    at = problem.at
    if at is not None and at.line is not None:
        text = at.words if len(at.words) <= _LONG else f"{at.words[:_LONG]}…"
        parts.append(say.say("ui.validating.at_line", page=at.number, line=at.line + 1, text=text))
    elif at is not None:
        parts.append(say.say("ui.validating.at_page", page=at.number))
    elif problem.field:
        name = f"ui.validating.fields.{problem.field}"
        field = say.say(name) if name in say else problem.field
        parts.append(say.say("ui.validating.in_header", field=field))
    files = [say.say(f"ui.validating.profiles.{one}") for one in problem.profiles]
    if files and len(files) < len(Profile):
        parts.append(say.say("ui.validating.files", files=", ".join(files)))
    return " · ".join(parts)


def by_words(checked: Checked, say: Catalogue) -> str:
    """By what was checked, and when."""
    parts = [say.say("ui.validating.by_own")]
    if checked.schema:
        parts.append(checked.schema)
    if checked.schematron:
        parts.append(checked.schematron)
    said = say.say("ui.validating.by", by=", ".join(parts), time=f"{checked.at.astimezone():%H:%M}")
    return " ".join([said, *(say.say(one) for one in checked.unchecked)])
