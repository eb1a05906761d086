"""What is wrong with a DOCX file of ours: parts, and what points from one to another."""

from pathlib import Path

from reviewer.core.ports import Problem
from reviewer.formats.writers.docx.names import w
from reviewer.formats.writers.zipped import check_parts, part_of

_PARTS = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml")


def check_docx(path: Path) -> list[Problem]:
    """Problems of a file; empty where it may be published."""
    problems = check_parts(path, _PARTS)
    if problems:
        return problems
    document, styles = part_of(path, "word/document.xml"), part_of(path, "word/styles.xml")
    known = {style.get(w("styleId")) for style in styles.iter(w("style"))}
    used = {
        str(one.get(w("val"))) for one in document.iter(w("pStyle"), w("rStyle"), w("tblStyle"))
    }
    problems += [Problem(0, f"The style {name} is not there.") for name in sorted(used - known)]
    referred = [one.get(w("id")) for one in document.iter(w("footnoteReference"))]
    if referred:
        notes = part_of(path, "word/footnotes.xml")
        there = {note.get(w("id")) for note in notes.iter(w("footnote"))}
        if not there >= set(referred) or len(set(referred)) < len(referred):
            problems.append(Problem(0, "A footnote is not there, or there twice."))
    return problems
