"""A pseudo-language: English with accents, longer by about two fifths, in brackets.

What is not in brackets on the screen never went through a catalogue; what has lost its closing
bracket was cut off. Most languages need up to that much more room than English.
"""

import re

_PLAIN = "AEIOUYaceinouyz"
_DRESSED = "ÅÉÎÖÛÝåçéîñöûýž"
_DRESS = str.maketrans(_PLAIN, _DRESSED)
_MORE = 0.4
_FEWEST = 2  # letters that make a word
_FILLING = "ãõüêøłðşťãõüêøłðşť"
# Placeholders, the letter that Alt presses in a menu, and the blank line that parts a headline from
# what follows it stay as they are.
_FIXED = re.compile(r"(\{[^{}]*\}|&[^\s&{}]|\n\n)")


def disguise(sentence: str) -> str:
    """A sentence in the pseudo-language, with its placeholders.

    >>> disguise("Open {name}")
    '[Öpéñ {name}ãõ]'
    """
    if sum(map(str.isalpha, _FIXED.sub("", sentence))) < _FEWEST:
        return sentence  # a key, a sign, or nothing but values
    headline, gap, rest = sentence.partition("\n\n")
    return _dress(headline) + gap + (_dress(rest) if gap else "")


def _dress(text: str) -> str:
    parts = _FIXED.split(text)
    letters = sum(len(part) for part in parts[::2])
    dressed = "".join(part if at % 2 else part.translate(_DRESS) for at, part in enumerate(parts))
    more = round(letters * _MORE + 0.5)
    filling = (_FILLING * (more // len(_FILLING) + 1))[:more]
    # Filling in one piece could not be wrapped, as no language's words are that long.
    filled = " ".join(filling[at : at + 7] for at in range(0, len(filling), 7))
    end = re.search(r"[…:.?!]?\s*$", dressed)
    at = end.start() if end else len(dressed)
    return f"[{dressed[:at]}{' ' if len(filling) > 7 else ''}{filled}]{dressed[at:]}"
