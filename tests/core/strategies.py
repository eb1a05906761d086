"""Strategies for pages, acts and ledgers. Acts need not fit the page: the fold must cope."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, split_key
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Page, Role
from reviewer.core.roles import KINDS
from reviewer.core.text import make_lines

PLACE = d.Place(DocumentId(1), PageId(1))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

_PIECES = st.sampled_from(
    ["word", "Cuba", "\u2116", "N\u00ba", r"$N^{\rm o}$", "e\u0301tat", "\U0001d400x", "a", "не"]
)
_BLANKS = st.sampled_from([" ", "  ", "\t", "\u00a0", "\n", "\r\n", "\r", "\n\n", "\f", "\u2028"])
texts = st.lists(st.one_of(_PIECES, _BLANKS, st.text(max_size=4)), max_size=25).map("".join)
pages = texts.map(lambda text: Page(1, make_lines(text)))

_token = st.integers(0, 14)
_split_lines = _token.map(split_key)
_added_lines = st.integers(1, 20).map(DecisionId).map(added_key)
_line = st.one_of(st.integers(0, 6), st.integers(0, 6), _split_lines, _added_lines)
_wording = st.sampled_from(["", "Kuba", "two words", "\U0001f600", " padded ", "a-b"])
_spans = st.tuples(_token, st.integers(0, 3)).map(lambda pair: d.Span(pair[0], sum(pair)))
_numbers = st.integers(1, 20).map(DecisionId)
_anchors = st.builds(Anchor, _token, st.integers(0, 6))

acts = st.one_of(
    st.builds(d.Replace, _spans, _wording),
    st.builds(d.Insert, _line, st.none() | _token, _wording),
    st.builds(d.Keep, _spans),
    st.builds(d.Split, _token, st.integers(0, 6)),
    st.builds(d.Join, _spans),
    st.builds(d.Mark, _anchors, _anchors, st.sampled_from(MarkName)),
    st.builds(d.MoveLine, _line, st.none() | _line),
    st.builds(d.SplitLine, _token),
    st.builds(d.JoinLines, _line, _line),
    st.builds(d.AddLine, st.none() | _line),
    st.builds(d.SetRole, _line, st.sampled_from(Role)),
    st.builds(d.SetRole, _line, st.sampled_from(sorted(KINDS)), st.just("form"), st.just("top")),
    st.builds(d.SetFlow, _line, st.sampled_from(d.Flow)),
    st.builds(d.Comment, st.just("why?"), st.none() | _spans, st.none() | _numbers, st.booleans()),
    st.builds(d.Reply, _numbers, st.just("so")),
    st.builds(d.CloseThread, _numbers),
    st.builds(d.OpenThread, _numbers),
    st.just(d.Publish("first edition")),
    st.just(d.Withdraw("rights")),
    st.just(d.Submit()),
    st.just(d.Approve()),
    st.builds(d.Return, st.just("why")),
    st.just(d.Reopen()),
    st.builds(d.Revert, st.tuples(st.integers(1, 20).map(DecisionId))),
    st.builds(d.Reject, st.tuples(st.integers(1, 20).map(DecisionId))),
)


def ledger(drafts: list[d.Act], by: str = "Ada") -> list[d.Decision]:
    """Decisions numbered from 1, a minute apart."""
    return [
        d.Decision(DecisionId(n), PLACE, by, NOON + timedelta(minutes=n), act)
        for n, act in enumerate(drafts, 1)
    ]


ledgers = st.lists(acts, max_size=20).map(ledger)
