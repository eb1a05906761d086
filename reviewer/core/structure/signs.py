"""Numero signs that OCR spells in several ways on one page: №, Nº, N°, No."""

import re
from collections import Counter
from collections.abc import Iterator

from reviewer.core.decisions import Replace
from reviewer.core.messages import Message
from reviewer.core.offers import Offer, offer_key
from reviewer.core.reading import Word
from reviewer.core.structure.look import Look

_SIGN = re.compile(r"(?:№|N[°º˚]|N\^[o0])+")
_PLAIN = re.compile(r"No[.,;:-]?")
_NEXT = re.compile(r"[(\[]?\d")
_DOTTED = "No."
NUMERO = "№"


def numero_signs(look: Look) -> Iterator[Offer]:
    """Signs before a number that are spelt otherwise than most, or than № where that occurs."""
    found = [
        (line.n, start, word, sign)
        for line in look.page.lines
        if "N" in line.text or NUMERO in line.text
        for word, start, behind in _followed(line.words, line.starts)
        if (sign := _sign(word.text, behind))
    ]
    spellings = Counter(_unit(sign) for *_, sign in found)
    wanted = _wanted(spellings)
    if wanted is None:
        return
    for line, start, word, sign in found:
        target = wanted * _count(sign)
        if word.span is None or word.decided or sign == target:
            continue
        text = word.text.replace(sign, target, 1)
        yield Offer(
            key=offer_key("numero-sign", word.span.first),
            kind="numero-sign",
            line=line,
            start=start,
            end=start + len(word.text),
            acts=(Replace(word.span, text),),
            words=Message("offers.words.numero-sign", {"text": word.text, "reading": text}),
            sure=0.9,
        )


def _followed(words: tuple[Word, ...], starts: tuple[int, ...]) -> Iterator[tuple[Word, int, str]]:
    for n, (word, start) in enumerate(zip(words, starts, strict=True)):
        if "N" in word.text or NUMERO in word.text:
            yield word, start, words[n + 1].text if n + 1 < len(words) else ""


def _sign(text: str, behind: str) -> str:
    """The sign that a word is or begins with, before a number; empty for none."""
    for pattern in (_SIGN, _PLAIN):
        found = pattern.match(text)
        if found and _NEXT.match(text[found.end() :] or behind):
            return found[0]
    return ""


def _unit(sign: str) -> str:
    """The spelling of one sign of those that stand together."""
    return sign if _PLAIN.fullmatch(sign) else sign[: len(sign) // _count(sign)]


def _count(sign: str) -> int:
    return sign.count("N") + sign.count(NUMERO)


def _wanted(spellings: Counter[str]) -> str | None:
    """The spelling that a page should have; None where it has but one, or none to go by."""
    if len(spellings) < 2:
        return None
    signs = {unit: n for unit, n in spellings.items() if not _PLAIN.fullmatch(unit)}
    if NUMERO in signs:
        return NUMERO
    if signs:
        return max(signs, key=lambda unit: signs[unit])
    return _DOTTED if spellings[_DOTTED] > spellings.total() / 2 else None
