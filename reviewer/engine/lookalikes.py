"""Letters that look alike: words whose letters come from several scripts, and what they stand for.

OCR puts a Cyrillic о into "Moscow" and a Latin c into "Москва"; the eye does not see it, a search
does. Here such words are recognised and respelt in one script. Ligatures, fullwidth letters, raised
figures and other dressed-up forms are undressed as Unicode says (normalization form KC).
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

LATIN, CYRILLIC, GREEK = "LATIN", "CYRILLIC", "GREEK"
SCRIPTS = (LATIN, CYRILLIC, GREEK)
"""The scripts that words are respelt in."""
MOST = 8
"""So many readings of a word at most."""
LONGEST = 64
"""Longer stretches are no words; nothing is offered for them."""

# A letter of each script in a row, a blank where it has none: those of Unicode's confusables (UTS
# 39) whose letters are in use, capitals with capitals, then what differs in print but not to OCR,
# slanted type included. A letter that stands in several rows may be several others; the first comes
# first.
_ALIKE = (
    "AАΑ BВΒ CСϹ EЕΕ HНΗ IІΙ JЈ KКΚ MМΜ N·Ν OОΟ PРΡ SЅ TТΤ XХΧ YУΥ YҮΥ Z·Ζ ·ГΓ ·ПΠ ·ФΦ ·ЛΛ "
    "aаα cсϲ eе iіι jј kкκ oоο pрρ sѕ u·υ v·ν vѵ xхχ yуγ yү hһ rг nпη bь wшω ·фφ ·пπ "
    "uи mт mм tт bв hн gд NИ RЯ WШ"
).split()

# Signs that Unicode does not take for other ways to write something: letters and figures of their
# own in some language, misread or typed for another in ours.
_OWN = {"ı": "i", "№": "No."}
_ZERO = frozenset("Øø")
# "5º" and "Nº" are written so.
_LEFT_ALONE = frozenset("ºª")
# Scripts that are lawfully written in one word together, as in Japanese.
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HANGUL": "CJK", "BOPOMOFO": "CJK"}


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The script of a letter, as the first word of its Unicode name; empty for what is none.

    >>> script_of("o"), script_of("о"), script_of("ﬁ"), script_of("5"), script_of("µ")
    ('LATIN', 'CYRILLIC', 'LATIN', '', '')
    """
    if not letter.isalpha() or letter in _LEFT_ALONE:
        return ""
    words = unicodedata.name(letter, "").split()
    while words and words[0] in ("FULLWIDTH", "HALFWIDTH", "MODIFIER", "LETTER", "SMALL"):
        del words[0]
    # The micro sign is a letter to Unicode, but belongs to Latin units.
    first = words[0] if words and words[0] != "MICRO" else ""
    return _TOGETHER.get(first, first)


def mixed(word: str) -> bool:
    """Whether one word has letters of several scripts.

    Parts joined by a hyphen or another sign may each have their own: "IT-отдел", "α-rays".

    >>> mixed("Mоscow"), mixed("Moscow"), mixed("α-rays")
    (True, False, False)
    """
    if word.isascii():
        return False
    scripts: set[str] = set()
    for letter in word:
        script = script_of(letter)
        if script:
            scripts.add(script)
            if len(scripts) > 1:
                return True
        elif not letter.isalnum() and not unicodedata.combining(letter):
            scripts.clear()
    return False


def mended(word: str) -> tuple[str, ...]:
    """Readings of a word undressed and in one script, those with the fewest changes first.

    Only scripts that the word has letters of come into question, and only where all its letters
    have a counterpart. Empty where there is nothing to mend. What the readings mean is not asked.

    >>> mended("Mоscow")[0], mended("ﬁrst"), mended("196Ø"), mended("Moscow")
    ('Moscow', ('first',), ('1960',), ())
    """
    if word.isascii() or len(word) > LONGEST:
        return ()
    plain = undressed(word)
    readings = [plain]
    if mixed(plain):
        have = [script_of(letter) for letter in plain]
        found = [
            (reading, sum(other != script and other != "" for other in have))
            for script in SCRIPTS
            if script in have
            for reading in respelt(plain, script)
        ]
        readings = [reading for reading, _ in sorted(found, key=lambda item: item[1])] or readings
    kept = dict.fromkeys(reading for reading in readings if reading != word)
    return tuple(islice(kept, MOST))


def respelt(word: str, script: str) -> tuple[str, ...]:
    """A word with look-alikes of `script` for its letters; empty where one has none, or all are it.

    Serves words that are wholly in the wrong script, too: Latin "CCCP" in Russian.

    >>> respelt("CCCP", CYRILLIC) == ("СССР",), respelt("Волга", LATIN)
    (True, ())
    """
    alike = _counterparts().get(script, {})
    choices: list[str] = []
    # Taken apart, so that ё and ë change their letter under the same dots.
    for letter in unicodedata.normalize("NFD", word[:LONGEST]):
        if script_of(letter) in ("", script):
            choices.append(letter)
        elif letter in alike:
            choices.append(alike[letter])
        else:
            return ()
    made = (unicodedata.normalize("NFC", "".join(letters)) for letters in product(*choices))
    return tuple(islice((reading for reading in made if reading != word), MOST))


def undressed(word: str) -> str:
    """A word with plain letters and figures for ligatures, fullwidth and raised ones, long s …

    >>> undressed("ﬂeet"), undressed("ſaid"), undressed("ＵＳＡ"), undressed("x²"), undressed("1Ø")
    ('fleet', 'said', 'USA', 'x2', '10')
    """
    if word.isascii():
        return word
    composed = unicodedata.normalize("NFC", word)
    return "".join(_undress(composed))


def _undress(word: str) -> Iterator[str]:
    for n, sign in enumerate(word):
        if sign in _OWN:
            yield _OWN[sign]
        elif sign in _ZERO and any(c.isdigit() for c in word[max(0, n - 1) : n + 2]):
            # Teletype and typists crossed the nought to tell it from the letter.
            yield "0"
        elif sign.isalnum() and sign not in _LEFT_ALONE:
            plain = unicodedata.normalize("NFKC", sign)
            yield plain if plain.isalnum() and script_of(sign) == script_of(plain[0]) else sign
        else:
            yield sign


@lru_cache(maxsize=1)
def _counterparts() -> dict[str, dict[str, str]]:
    """For each script the letters that may stand for a letter of another, the likeliest first."""
    table: dict[str, dict[str, str]] = {script: {} for script in SCRIPTS}
    for row in _ALIKE:
        letters = {script_of(letter): letter for letter in row if letter != "·"}
        for script, letter in letters.items():
            for other in letters.values():
                if other != letter and letter not in table[script].get(other, ""):
                    table[script][other] = table[script].get(other, "") + letter
    return table
