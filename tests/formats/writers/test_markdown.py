"""Markdown for readers, read back by a parser of CommonMark."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewer.core.edition import Edition
from reviewer.core.workflow import State
from reviewer.formats.writers.markdown import MarkdownWriter, markdown_blocks
from tests.contracts.writer_kit import WriterKit
from tests.formats.editions import make_edition
from tests.formats.printed.files import printed
from tests.formats.writers.readable import ReadableKit, insertions, letter, made, without

WRITER = MarkdownWriter()
PARSER = MarkdownIt("commonmark")


def inline_text(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            assert child.type in ("strong_open", "strong_close", "em_open", "em_close"), child.type
    return "".join(parts)


def blocks_of(content: bytes) -> list[tuple[str, str]]:
    """Each block's element and text, as a renderer would have them."""
    tokens = PARSER.parse(content.decode())
    found = [("hr", "") if one.type == "hr" else None for one in tokens]
    for i, token in enumerate(tokens):
        if token.type == "inline":
            found[i] = (tokens[i - 1].tag, inline_text(token))
        assert token.type not in ("code_block", "fence", "html_block"), token
    return [one for one in found if one]


def text_blocks(content: bytes) -> list[tuple[str, str]]:
    """The blocks of the document's own text: between the rules."""
    found = blocks_of(content)
    rules = [i for i, one in enumerate(found) if one[0] == "hr"]
    return found[rules[0] + 1 : rules[-1]]


class TestContract(WriterKit):
    writer = WRITER


class TestReadable(ReadableKit):
    writer = WRITER

    def words(self, content: bytes, edition: Edition) -> list[str]:
        text = "\n".join(text for _, text in text_blocks(content))
        return without(text, insertions(edition, "[p. {}]", "[^{}]")).split()

    def all_text(self, content: bytes) -> str:
        return "\n".join(text for _, text in blocks_of(content))


def test_everything_in_the_text_means_itself() -> None:
    nasty = "# a *b* _c_ `d` [e](f) <g> &amp; 1. h ~~i~~ | j $k$ \\ l"
    blocks = text_blocks(made(WRITER, make_edition(nasty)))
    assert blocks[-1] == ("p", nasty)


@given(st.lists(st.text("-+=#*_`[]()<>!~|&;:.1aZ \\$^{}\"'", max_size=12), max_size=4))
def test_whatever_a_line_begins_with_it_stays_a_line(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    blocks = text_blocks(made(WRITER, make_edition(text)))
    words = [word for _, block in blocks[1:] for word in block.split()]
    assert words == text.split()


def test_headings_lists_and_lines_are_those_of_markdown() -> None:
    body = (
        "<head>Ice</head><list><item>rope<list><item>thin</item></list></item></list>"
        "<ab type='address'><address><addrLine>12. Quay</addrLine><addrLine>- Port</addrLine>"
        "</address></ab><p>a <hi rend='bold'>b</hi> c</p>"
    )
    content = "\n\n".join(markdown_blocks(printed(body))).encode()
    assert [text for _, text in text_blocks(content)] == [
        "Ice",
        "rope",
        "thin",
        "12. Quay - Port",
        "a b c",
    ]
    assert b"## Ice" in content
    assert b"a **b** c" in content


@given(st.lists(st.tuples(st.sampled_from(["", "bold", "italic"]), st.text("ab ", max_size=3))))
def test_emphasis_is_emphasis_wherever_it_begins_and_ends(parts: list[tuple[str, str]]) -> None:
    body = "".join(f"<hi rend='{rend}'>{text}</hi>" if rend else text for rend, text in parts)
    content = "\n\n".join(markdown_blocks(printed(f"<p>{body}</p>"))).encode()
    said = " ".join("".join(text for _, text in parts).split())
    assert [text for _, text in text_blocks(content)] == ([said] if said else [])


def test_emphasis_that_goes_on_under_another_mark_is_one() -> None:
    body = "<p><hi rend='bold'>Mos<supplied>cow</supplied></hi> now</p>"
    found = "\n\n".join(markdown_blocks(printed(body)))
    assert "**Moscow** now" in found
    found = "\n\n".join(markdown_blocks(printed(body), signs=True))
    assert "**Mos**\\[**cow**\\] now" in found


def test_what_makers_of_websites_would_fill_in_is_escaped() -> None:
    content = made(WRITER, make_edition("a {{ page.x }} {% b %} x^2^")).decode()
    assert "{{" not in content
    assert "{%" not in content
    assert "x\\^2\\^" in content


def test_footnotes_stand_at_the_end() -> None:
    content = made(WRITER, letter()).decode()
    assert "there[^1]" in content
    assert "[^1]: As in \\<the\\> diary\\*." in content


def test_signs_are_in_brackets_where_wanted() -> None:
    content = made(WRITER, letter(), signs="brackets").decode()
    assert "ice\\[?\\]" in content
    assert "\\[nearby\\]." in content or "\\[nearby.\\]" in content
    assert "\\[?\\]" not in made(WRITER, letter()).decode()


def test_a_draft_says_so_first() -> None:
    content = made(WRITER, letter(state=State.NEW)).decode()
    assert content.startswith("**Draft, not approved**")
