"""Plain values as feature structures: nothing is lost on the way, and nothing else is read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reviewer.core.errors import InputError
from reviewer.core.records import (
    act_record,
    decision_record,
    grounds_record,
    read_act,
    read_decision,
)
from reviewer.formats.feature_structures import markup, read
from reviewer.formats.xml import TEI_NS
from tests.core.strategies import acts, ledgers

Record = dict[str, Any]

_single = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.sampled_from(["e\u0301", "\x01", "\ud800", "\r\n", " a  b ", "\\u0041", '"<&>"', ""]),
)
_values = st.recursive(
    _single,
    lambda inside: st.one_of(
        st.lists(inside, max_size=4), st.dictionaries(st.text(max_size=3), inside, max_size=4)
    ),
    max_leaves=12,
)
_keys = st.one_of(st.sampled_from(["span", "text", "n-1", "_x"]), st.text(max_size=3))
objects = st.dictionaries(_keys, _values, max_size=5)


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.replace("<fs", f'<fs xmlns="{TEI_NS}"', 1))


@given(objects)
def test_what_comes_back_is_what_went_in(value: Record) -> None:
    kind, found = read(parsed(markup(value, "thing")))
    assert (kind, found) == ("thing", value)
    assert [type(one) for one in found.values()] == [type(one) for one in value.values()]


@given(acts)
def test_acts_come_back(act: Any) -> None:
    _, found = read(parsed(markup(act_record(act), act.name)))
    assert read_act(found) == act


@given(ledgers)
def test_decisions_come_back(ledger: Any) -> None:
    for decision in ledger:
        assert read_decision(read(parsed(markup(decision_record(decision))))[1]) == decision
        assert read(parsed(markup(grounds_record(decision.grounds))))[0] == ""


def test_it_reads_as_the_guidelines_say() -> None:
    act = {"span": [1, 2], "text": "a & b", "sure": True, "after": None, "more": {"p": 0.5}}
    assert markup(act, "replace") == (
        '<fs type="replace"><f name="span"><vColl org="list"><numeric value="1"/>'
        '<numeric value="2"/></vColl></f><f name="text"><string>a &amp; b</string></f>'
        '<f name="sure"><binary value="true"/></f><f name="after"><symbol value="null"/></f>'
        '<f name="more"><fs><f name="p"><numeric value="0.5"/></f></fs></f></fs>'
    )


def test_what_xml_forbids_or_composes_is_escaped() -> None:
    text = markup({"text": "e\u0301\x01"})
    assert '<string rend="escaped">e\\u0301\\u0001</string>' in text
    assert text.isascii()


@pytest.mark.parametrize("value", [{"x": object()}, {"x": {1, 2}}])
def test_what_json_has_no_place_for_is_refused(value: Record) -> None:
    with pytest.raises(TypeError):
        markup(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_are_numbers(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        markup({"x": value})


def test_a_kind_is_one_word() -> None:
    with pytest.raises(ValueError, match="one word"):
        markup({}, "two words")


@pytest.mark.parametrize(
    "text",
    [
        "<p/>",
        '<fs><g name="x"/></fs>',
        '<fs><f name="x"/></fs>',
        '<fs><f name="x">loose</f></fs>',
        '<fs><f name="x"><numeric value="many"/></f></fs>',
        '<fs><f name="x"><binary value="maybe"/></f></fs>',
        '<fs><f name="x"><symbol value="other"/></f></fs>',
        '<fs><f name="x"><string rend="escaped">\\x</string></f></fs>',
        '<fs rend="pairs"><f name="pair"><string>alone</string></f></fs>',
        '<fs><f name="x"><vAlt/></f></fs>',
    ],
)
def test_anything_else_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(InputError, match="ine 1"):
        read(etree.fromstring(text))
