"""Places of the preview: found again on paper, in a file and on the screen."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.preview import FileText, Spotted, nearest, words_in

FILE = """<TEI>
  <teiHeader><title>Words of a
    header</title></teiHeader>
  <text><body>
    <pb n="1"/>
    <p><lb n="1"/>One message to
      <persName
        ref="#a">Mikoyan</persName>'s house</p>
    <!-- a word
    of nobody's -->
    <pb n="2"/>
    <p><lb n="3"/>One message more</p>
  </body></text>
</TEI>
"""


def test_a_word_of_the_file_is_told_by_page_number_and_line() -> None:
    file = FileText.of(FILE)
    assert file.spotted(FILE.index("message")) == Spotted(1, "message", 1, 1)
    assert file.spotted(FILE.index("message more") + 3) == Spotted(2, "message", 1, 3)


def test_within_a_tag_the_word_behind_it_is_meant() -> None:
    spot = FileText.of(FILE).spotted(FILE.index("ref="))
    assert spot is not None
    assert (spot.page, spot.word, spot.nth) == (1, "Mikoyan", 3)


def test_the_header_is_no_place() -> None:
    file = FileText.of(FILE)
    assert file.spotted(FILE.index("header")) is None
    assert file.spotted(0) is None


def test_a_page_that_stands_alone_keeps_its_number() -> None:
    alone = FILE.replace('    <pb n="2"/>\n', "")
    spot = FileText.of(alone, first=7).spotted(alone.index("message"))
    # Lines of such a file are counted anew, so they say nothing of the document.
    assert spot == Spotted(7, "message", 1, 0)


def test_a_place_is_found_again_on_its_own_page() -> None:
    file = FileText.of(FILE)
    assert file.find(Spotted(2, "message", 1)) == FILE.index("message more")
    assert file.find(Spotted(1, "message", 40)) == FILE.index("message")
    assert file.find(Spotted(9, "message", 1)) == FILE.index("<text")


def test_lines_within_tags_and_comments_are_known() -> None:
    inside = FileText.of(FILE).inside
    lines = FILE.split("\n")
    assert [line.strip() for line, is_in in zip(lines, inside, strict=True) if is_in] == [
        'ref="#a">Mikoyan</persName>\'s house</p>',
        "of nobody's -->",
    ]


def test_a_word_that_reads_otherwise_is_taken_by_its_number() -> None:
    words = words_in("one two three")
    assert nearest(words, Spotted(1, "zwei", 1)) == 4
    assert nearest(words, Spotted(1, "zwei", 99)) == 8
    assert nearest([], Spotted(1, "zwei", 1)) is None


@given(st.lists(st.sampled_from(["the", "Cuban", "house", "1950,"]), min_size=1), st.data())
def test_each_word_is_its_own_nearest(words: list[str], data: st.DataObject) -> None:
    nth = data.draw(st.integers(0, len(words) - 1))
    text = "\n<hi>" + "</hi>\n<hi>".join(words) + "</hi>"
    file = FileText.of(f'<text><pb n="1"/>{text}</text>')
    at = file.find(Spotted(1, words[nth], nth))
    assert file.text[at:].startswith(words[nth])
    assert file.spotted(at) == Spotted(1, words[nth], nth)
