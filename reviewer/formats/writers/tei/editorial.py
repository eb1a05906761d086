"""What was done to the text, in words: `editorialDecl` (ENCODING.md, sections 1 and 3)."""

from collections import Counter

from reviewer.core import decisions as d
from reviewer.core.edition import Edition, Profile
from reviewer.core.reading import in_force
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.nodes import Outline, element

_CORRECTION = {
    Profile.READING: "Misreadings of the OCR and errors of the document that a reviewer corrected"
    " are corrected silently.",
    Profile.DOCUMENTARY: "Errors that a reviewer judged to be the document's own are given as"
    " choice, sic beside corr. Misreadings of the OCR are corrected silently; a corrected reading"
    " that the reviewer was not sure of is given as unclear, with its certainty.",
    Profile.ARCHIVAL: "Every change of wording is given as choice. A sic whose source is the OCR"
    " transcript is a reading of the machine and claims nothing about the document; a sic without"
    " source is an error of the document. On corr, resp names who decided, cert the certainty,"
    " evidence the ground, source the program or parallel text that suggested the reading, ana the"
    " kind of decision, change the session. An empty corr removes what is no text of the document,"
    " an empty sic stands where the OCR had lost words. The lines of the transcript stand in"
    " sourceDoc, joined by newlines; rend tells where a line or page ended otherwise, and U+FFFD"
    " stands for characters that XML forbids. The annotations of the ledger in standOff give every"
    " decision, also those taken back, in the order in which they were made.",
}
_ALONE = (
    " The text was approved by a person who had worked on it, as this project allows: no second"
    " person has checked it."
)
_NORMALIZATION = (
    "Characters are composed (Unicode NFC), and any blanks between words are one. Words that the"
    " document's writer crossed out are left out of the reading profile."
)
_NOTHING_ELSE = " Nothing else was changed."
_HYPHENATION = "Hyphens at line ends are kept unless a reviewer joined the word."
_INTERPRETATION = (
    "Persons, places, organizations and dates are marked where a reviewer marked them; a name that"
    " is not marked says nothing about whom it means."
)
_MOST = 12
"""Rules that are named one by one."""


def write_declaration(outline: Outline, context: Context) -> None:
    """Write `editorialDecl`."""
    outline.begin("editorialDecl", n=str(context.profile))
    method = "silent" if context.reading else "markup"
    words = _CORRECTION[context.profile] + (_ALONE if context.edition.alone else "")
    outline.put(element("correction", element("p", words), method=method))
    rules = _rules(context.edition)
    said = [_NORMALIZATION + (rules or _NOTHING_ELSE), context.field("normalization")]
    outline.put(
        element("normalization", *(element("p", one) for one in said if one), method="silent")
    )
    quotes = element("p", "Quotation marks are kept as characters of the text.")
    outline.put(element("quotation", quotes, marks="all"))
    said = [_HYPHENATION, context.field("hyphenation")]
    outline.put(element("hyphenation", *(element("p", one) for one in said if one), eol="some"))
    said = [_INTERPRETATION, context.field("interpretation")]
    outline.put(element("interpretation", *(element("p", one) for one in said if one)))
    outline.end()


def _rules(edition: Edition) -> str:
    """What rules changed throughout, each named; empty where no rule was started."""
    counts = Counter(
        (decision.grounds.form, decision.act.text)
        for decision in in_force(edition.history)
        if isinstance(decision.act, d.Replace)
        and decision.grounds.way is d.Way.RULE
        and decision.grounds.form
    )
    if not counts:
        return ""
    named = [_rule(form, text, n) for (form, text), n in counts.most_common(_MOST)]
    if (more := len(counts) - _MOST) > 0:
        named.append(f"and {more} more")
    return f" By rules that a reviewer started, these were changed throughout: {'; '.join(named)}."


def _rule(form: str, text: str, times: int) -> str:
    form, text = " ".join(form.split()), " ".join(text.split())
    how = f"“{form}” to “{text}”" if text else f"“{form}” removed"
    return f"{how} ({times} times)" if times > 1 else how
