import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.formats import encodings

RUSSIAN = (
    "Посол сообщил что переговоры продолжаются и делегация ждёт указаний по вопросу о созыве"
    " совещания В ответ на это он сказал"
).split()
FRENCH = "la délégation a déclaré que les négociations créées à Genève reprendront l'été".split()
GERMAN = (
    "der Außenminister erklärte daß frühere Wünsche für die Lösung zurückgestellt würden".split()
)
ENGLISH = "the naïve attaché's résumé hid the façade of “unity” – £5 and ½ of the rôle".split()


def sample(words: list[str], count: int, *, upper: bool, noise: float) -> str:
    chance = random.Random(f"{words[0]} {count} {upper} {noise}")
    text = []
    for _ in range(count):
        word = chance.choice(words)
        if chance.random() < noise:
            at = chance.randrange(len(word))
            word = word[:at] + chance.choice("|/1lI.,~ aX") + word[at + 1 :]
        text.append(word.upper() if upper else word)
    return " ".join(text)


@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize("noise", [0.0, 0.15])
@pytest.mark.parametrize("count", [8, 40, 200])
@pytest.mark.parametrize(
    "words, name",
    [(RUSSIAN, "cp1251"), (FRENCH, "cp1252"), (GERMAN, "cp1252"), (ENGLISH, "cp1252")],
)
def test_the_alphabet_is_told_from_the_letters(
    words: list[str], name: str, count: int, noise: float, upper: bool
) -> None:
    text = sample(words, count, upper=upper, noise=noise)
    data = text.encode(name)
    assert encodings.decode(data, encodings.detect(data).name) == text


def test_numero_signs_among_english_words_are_cyrillic_ones() -> None:
    assert encodings.detect("Copy № 12 to the file".encode("cp1251")).name == "cp1251"
    assert encodings.detect("Copy Nº 12 to the file".encode("cp1252")).name == "cp1252"


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Plain words.\n", "Посол сообщил.\n", "№ 5 — été “so”"])
def test_wide_text_needs_no_mark(name: str, text: str) -> None:
    assert encodings.detect(text.encode(name)).name == name


@pytest.mark.parametrize(
    "name",
    ["utf-8-sig", "utf-16-le-sig", "utf-16-be-sig", "utf-32-le-sig", "utf-32-be-sig"],
)
@given(text=st.text().filter(lambda text: not text.startswith("\x00")))
def test_a_mark_is_named_and_made_again(name: str, text: str) -> None:
    data = encodings.encode(text, name)
    assert encodings.detect(data).name == name
    assert encodings.decode(data, name) == text


@given(st.binary(max_size=200))
def test_any_bytes_get_a_verdict_that_holds(data: bytes) -> None:
    guess = encodings.detect(data)
    assert guess.reason
    if guess.name and not guess.name.endswith("-sig"):
        assert encodings.encode(encodings.decode(data, guess.name), guess.name) == data


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16-be-sig"]), st.integers(4, 9))
def test_pieces_decode_like_the_whole(text: str, name: str, size: int) -> None:
    data = encodings.encode(text, name)
    decoder = encodings.Decoder(name)
    parts = [decoder.decode(data[i : i + size]) for i in range(0, len(data), size)]
    assert "".join(parts) + decoder.decode(b"", final=True) == text


@given(st.text(min_size=1, max_size=30), st.integers(4, 9))
def test_a_fault_has_its_offset_in_the_file(text: str, size: int) -> None:
    good = encodings.encode(text, "utf-8-sig")
    data = good + b"\xff"
    decoder = encodings.Decoder("utf-8-sig")
    pieces = [data[i : i + size] for i in range(0, len(data), size)]
    for piece in pieces[:-1]:
        decoder.decode(piece)
    with pytest.raises(UnicodeDecodeError) as caught:
        decoder.decode(pieces[-1])
    assert caught.value.start == len(good)
