"""Kinds of roles: what a line is for, told more closely. TEI of each: ENCODING.md, section 3.

A kind is optional everywhere; the first of each list is what is most often meant.
"""

from collections.abc import Mapping

from reviewer.core.model import Role

KINDS: Mapping[Role, tuple[str, ...]] = {
    Role.HEADING: ("subject", "title", "enclosure"),
    Role.STAMP: ("classification", "receipt", "time", "transmission", "declassification"),
    Role.FORM: ("form", "letterhead", "header", "footer"),
    Role.ADDRESS: ("address", "addressee", "sender"),
    Role.DISTRIBUTION: ("office", "copy"),
    Role.NUMBER: ("telegram", "register"),
    Role.PROCESSING: (
        "drafting",
        "clearance",
        "typist",
        "copies",
        "printed",
        "attestation",
        "status",
        "declassification",
    ),
}
"""The kinds of a role. A heading of kind "enclosure" begins an enclosure."""

PLACES = ("top", "bottom", "left", "right")
"""Where on the sheet a line stands, where that is worth telling."""
