"""Whether an act names words and lines that its page has."""

from collections.abc import Iterator

from reviewer.core import decisions as d
from reviewer.core.arranging import split_token
from reviewer.core.messages import said
from reviewer.core.reading import PageReading


def misfit(act: d.Act, reading: PageReading) -> str | None:
    """What an act names that the page does not have; None where it fits.

    The fold passes over acts that do not fit; whoever writes a new one should hear of it.
    """
    count = len(reading.page.tokens)
    token = last_token(act)
    if token is not None and token >= count:
        return said("errors.no_word_of_number", token=token, count=count)
    lines = len(reading.page.lines)
    for line in named_lines(act):
        parted = split_token(line)
        known = parted < count if parted is not None else line < lines
        if not known and not any(there.n == line for there in reading.lines):
            return said("errors.no_line_of_number", line=line, count=lines)
    return None


def last_token(act: d.Act) -> int | None:
    """The last token that an act names; None where it names none."""
    match act:
        case d.Replace(span) | d.Keep(span) | d.Join(span):
            return span.last
        case d.Comment(_, d.Span() as span):
            return span.last
        case d.Split(token) | d.SplitLine(token):
            return token
        case d.Mark(start, end):
            return max(start.token, end.token)
        case d.Insert(_, after):
            return after
    return None


def named_lines(act: d.Act) -> Iterator[int]:
    """The lines that an act names by number."""
    match act:
        case d.Insert(line, None):
            yield line
        case d.MoveLine(line, before):
            yield line
            if before is not None:
                yield before
        case d.JoinLines(line, behind):
            yield line
            yield behind
        case d.AddLine(before) if before is not None:
            yield before
        case d.SetRole(line) | d.SetFlow(line):
            yield line


def span_of(act: d.Act) -> d.Span | None:
    """The tokens that an act on words is about; None of other acts."""
    match act:
        case d.Replace(span) | d.Keep(span) | d.Join(span):
            return span
        case d.Split(token):
            return d.Span(token, token)
        case d.Insert(_, after) if after is not None:
            return d.Span(after, after)
        case d.Mark(start, end):
            return d.Span(start.token, max(start.token, end.token))
    return None
