"""What the region types of the OCR world mean to us: one table for all formats.

Sources: PAGE 2019-07-15, TextTypeSimpleType and the region elements; ALTO's block types and the
SegmOnto vocabulary that eScriptorium writes into its tags (SegmOnto guidelines 0.9); hOCR 1.2,
sections 4 and 6; ABBYY FineReader XML 10, paragraph roles; Transkribus' structure types.
"""

import re

from reviewer.core.model import Role

_WORDS = {
    Role.HEADING: "heading head title subtitle headline titlepage sectiontitle titlezone docheading"
    " chaptertitle headingline sectionheader articletitle",
    Role.STAMP: "stamp seal postmark",
    Role.MARGINAL: "marginalia marginal marginaltext margintext margin marginnote marginalnote"
    " sidenote gloss",
    # Running heads and what printers put below the text are form words too (ENCODING.md, 3).
    Role.FORM: "form formword header footer letterhead runninghead runningtitle runningheader"
    " runningfooter pageheader pagefooter signaturemark catchword catchphrase quiremarks"
    " quiremark",
    Role.ADDRESS: "address addressee recipient",
    Role.SIGNATURE: "signature signed signatory",
    Role.DATELINE: "dateline date placedate",
    Role.NOISE: "noise",
    Role.PAGE_NUMBER: "pagenumber pageno pagenum folio foliation numbering",
    Role.DISTRIBUTION: "distribution distributionlist",
    Role.HANDLING: "handling",
    Role.NUMBER: "number documentnumber",
    Role.SALUTATION: "salutation greeting",
    Role.POSTSCRIPT: "postscript",
    Role.LIST_ITEM: "listitem",
    Role.TABLE_ROW: "tablerow",
    Role.PROCESSING: "processing",
}
_ROLES = {word: role for role, words in _WORDS.items() for word in words.split()}
_PREFIX = re.compile(r"^ocrx?_", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:zone|line|region|block|area)$")
_PART = re.compile(r"[:#/]")
_NO_LETTER = re.compile(r"[\W\d_]+")


def role_of(kind: str) -> Role:
    """The role that a region type stands for; body where it says nothing else.

    Case, hyphens and the endings Zone, Line, Region do not count; of a type with subtypes
    ("MarginTextZone:note#1") the most special part that is known decides.
    """
    parts = _PART.split(_PREFIX.sub("", kind.strip()))
    for part in reversed(parts):
        word = _NO_LETTER.sub("", part).lower()
        role = _ROLES.get(word) or _ROLES.get(_SUFFIX.sub("", word))
        if role is not None:
            return role
    return Role.BODY
