import pytest

from reviewer.core.model import Role
from reviewer.formats.roles import role_of


@pytest.mark.parametrize(
    "kind, role",
    [
        ("paragraph", Role.BODY),
        ("heading", Role.HEADING),
        ("page-number", Role.PAGE_NUMBER),
        ("pageNumber", Role.PAGE_NUMBER),
        ("header", Role.FORM),
        ("catch-word", Role.FORM),
        ("marginalia", Role.MARGINAL),
        ("MainZone", Role.BODY),
        ("MainZone:column#1", Role.BODY),
        ("NumberingZone", Role.PAGE_NUMBER),
        ("NumberingZone:page", Role.PAGE_NUMBER),
        ("StampZone", Role.STAMP),
        ("MarginTextZone:note#1", Role.MARGINAL),
        ("TitlePageZone", Role.HEADING),
        ("HeadingLine", Role.HEADING),
        ("DefaultLine:Typewritten", Role.BODY),
        ("ocr_pageno", Role.PAGE_NUMBER),
        ("ocr_title", Role.HEADING),
        ("NoiseRegion", Role.NOISE),
        ("signature", Role.SIGNATURE),
        ("something else", Role.BODY),
        ("", Role.BODY),
        ("Zone", Role.BODY),
    ],
)
def test_what_a_type_of_region_means(kind: str, role: Role) -> None:
    assert role_of(kind) is role


@pytest.mark.parametrize("role", Role)
def test_every_role_that_is_written_is_known_again(role: Role) -> None:
    assert role_of(str(role).replace(" ", "-")) is role
