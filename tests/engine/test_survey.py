from datetime import UTC, datetime

from reviewer.core.decisions import Decision, Keep, Place, Span
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.model import Page
from reviewer.core.ports import Context
from reviewer.core.text import make_lines
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.survey import Survey, Surveyor
from tests.engine.samples import page_of


def unknown(text: str, lexicon: Lexicon) -> list[str]:
    return [s.piece.text for s in Survey(page_of(text), lexicon).spots if not s.known]


def test_only_what_no_table_has_is_unknown(lexicon: Lexicon) -> None:
    assert unknown("The House of hxuse, ABX 12 Petrel's (river)", lexicon) == ["hxuse"]


def test_a_compound_is_known_by_its_parts(lexicon: Lexicon) -> None:
    assert unknown("river-house river-hxuse", lexicon) == ["hxuse"]


def test_a_word_broken_at_a_lines_end_is_one_word(lexicon: Lexicon) -> None:
    assert unknown("the ri-\nver", lexicon) == []
    assert unknown("the xi-\nver", lexicon) == ["xi", "ver"]
    assert unknown("the ri- ver", lexicon) == ["ri", "ver"]


def test_capitals_are_a_code_only_among_small_letters(lexicon: Lexicon) -> None:
    assert unknown("the house of QXZ", lexicon) == []
    assert unknown("HOUSE RIVER QXZ HORSE", lexicon) == ["QXZ"]


def test_neighbours_end_at_signs_and_at_unknown_words(lexicon: Lexicon) -> None:
    survey = Survey(page_of("the house of hxuse. river"), lexicon)
    assert survey.neighbours(1) == ("the", "of")
    assert survey.neighbours(2) == ("house", "")
    assert survey.neighbours(3) == ("of", "")
    assert survey.neighbours(4) == ("", "")


def test_what_a_person_settled_is_not_looked_at_again(lexicon: Lexicon) -> None:
    page = Page(1, make_lines("the hxuse of hxuse"))
    place = Place(DocumentId(1), PageId(1))
    kept = Decision(DecisionId(1), place, "A", datetime(2026, 1, 1, tzinfo=UTC), Keep(Span(1, 1)))
    spots = Survey(fold(page, [kept]), lexicon).spots
    assert [(s.span.first, s.piece.text) for s in spots if not s.known] == [(3, "hxuse")]


def test_a_noisy_page_is_told_from_a_clean_one(lexicon: Lexicon) -> None:
    clean = Survey(page_of("the house of the river " * 9), lexicon)
    noisy = Survey(page_of("the hxuse of the rivxr " * 9), lexicon)
    assert 0 < clean.noise < 0.05 < noisy.noise < 1


def test_names_do_not_make_a_page_noisy(lexicon: Lexicon) -> None:
    with_names = Survey(page_of("the house of Xandrine " * 9), lexicon)
    assert with_names.noise < 0.05


def test_project_words_are_known(lexicon: Lexicon) -> None:
    surveyor = Surveyor(lexicon)
    page = page_of("the hxuse")
    assert not surveyor.survey(page, Context()).spots[1].known
    assert surveyor.survey(page, Context(words=frozenset({"hxuse"}))).spots[1].known
    assert not surveyor.survey(page, Context()).spots[1].known


def test_a_page_is_gone_over_once(lexicon: Lexicon) -> None:
    surveyor, page = Surveyor(lexicon), page_of("the house")
    assert surveyor.survey(page, Context()) is surveyor.survey(page, Context())
