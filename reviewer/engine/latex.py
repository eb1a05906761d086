r"""What LaTeX remains stand for: some OCR programs write `$5^{\circ}$` where a page has 5°.

A token may hold any stretch of a formula, so braces need no partner. Commands are read by what they
do to text; those that only change its look give what they hold.
"""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 400
"""Longer tokens are no remains of a word."""
DEEPEST = 20

_REMAINS = re.compile(r"\\.|[\^_]\{|\}\$|\$\{|^\W*\$[^$]+\$\W*$|[\^_]\\", re.DOTALL)
_COMMAND = re.compile(r"[a-zA-Z]+")

_SIGNS = {
    "circ": "°", "degree": "°", "textdegree": "°", "pm": "±", "mp": "∓", "times": "×", "div": "÷",
    "cdot": "·", "ldots": "…", "dots": "…", "cdots": "…", "textellipsis": "…", "prime": "′",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "~",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "infty": "∞", "bullet": "•", "ast": "*",
    "star": "*", "S": "§", "textsection": "§", "P": "¶", "dag": "†", "dagger": "†", "ddag": "‡",
    "ddagger": "‡", "pounds": "£", "textsterling": "£", "copyright": "©", "textdollar": "$",
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å",
    "l": "ł", "L": "Ł", "i": "i", "j": "j", "textendash": "–", "textemdash": "—", "sqrt": "√",
    "quad": " ", "qquad": " ", "backslash": "\\", "textbackslash": "\\", "lbrace": "{",
    "rbrace": "}", "vert": "|", "mid": "|", "colon": ":", "textunderscore": "_", "numero": "№",
    "textnumero": "№", "textquoteright": "’", "textquoteleft": "‘",
}  # fmt: skip
_GREEK = {"lambda": "LAMDA"}  # where LaTeX and Unicode spell a letter differently

# Accents by sign or letter, as the end of the name of their combining mark.
_ACCENTS = {
    "'": "ACUTE ACCENT", "`": "GRAVE ACCENT", "^": "CIRCUMFLEX ACCENT", '"': "DIAERESIS",
    "~": "TILDE", "=": "MACRON", ".": "DOT ABOVE", "c": "CEDILLA", "v": "CARON", "u": "BREVE",
    "H": "DOUBLE ACUTE ACCENT", "k": "OGONEK", "r": "RING ABOVE",
}  # fmt: skip
_RAISED = {"o": "º", "a": "ª"}
_SILENT = frozenset(
    "left right big Big bigg Bigg displaystyle textstyle limits bf it rm sc tt em sf sl small "
    "large Large tiny normalsize noindent indent par newline linebreak hline hfill".split()
)
# What stands in their braces is not printed.
_HIDDEN = frozenset(
    "begin end label ref cite hspace vspace color phantom hphantom vphantom includegraphics tag "
    "pagestyle thispagestyle setcounter".split()
)


class _Unknown(Exception):
    """A command whose print is not known."""


def latex_text(token: str) -> str | None:
    r"""The text that LaTeX remains stand for; None for a token without any, or with unknown ones.

    Empty where the remains print nothing. Raised and lowered figures come as Unicode has them: 10
    to the 6th is 10⁶, not 106.

    >>> latex_text(r"$5^{\circ}$"), latex_text(r"\mathrm{Cuba},"), latex_text(r"5\%")
    ('5°', 'Cuba,', '5%')
    >>> latex_text("$1^{\\text{st}}$"), latex_text("Cuba"), latex_text("$5")
    ('1st', None, None)
    """
    if len(token) > LONGEST or not _REMAINS.search(token):
        return None
    try:
        text = _Reader(token).read()
    except _Unknown:
        return None
    text = unicodedata.normalize("NFC", text)
    return None if text == token else text


class _Reader:
    """Goes through a token once, from its start."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def read(self) -> str:
        """All the text."""
        return "".join(self._pieces()).strip()

    def _pieces(self) -> Iterator[str]:
        while self._at < len(self._text):
            yield self._unit()

    def _unit(self) -> str:
        """What the next sign, command or group prints. Raises _Unknown where they are too deep."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Unknown
        printed = self._print_of(self._next())
        self._depth -= 1
        return printed

    def _print_of(self, sign: str) -> str:
        if sign == "\\":
            return self._command()
        if sign == "{":
            return self._group()
        if sign in "$}":
            return ""
        if sign in "^_" and (sign == "^" or self._peek() in ("{", "\\")):
            return _shifted(self._argument(), "SUPERSCRIPT" if sign == "^" else "SUBSCRIPT")
        return sign

    def _group(self) -> str:
        """The text up to the closing brace, or to the end where none is left."""
        found = []
        while self._at < len(self._text):
            if self._peek() == "}":
                self._next()
                break
            found.append(self._unit())
        return "".join(found)

    def _argument(self) -> str:
        """What a command or a raised sign is about: a group, a command or one sign."""
        if self._peek() in ("$", "}"):
            return ""
        return self._unit() if self._at < len(self._text) else ""

    def _command(self) -> str:
        found = _COMMAND.match(self._text, self._at)
        if found is None:
            return self._escaped(self._next())
        name = found[0]
        self._at = found.end()
        while self._peek() == " ":  # TeX swallows blanks behind a command's name
            self._next()
        if name in _SIGNS:
            return _SIGNS[name]
        if name in _SILENT:
            return ""
        if name in _HIDDEN:
            self._argument()
            return ""
        if name == "frac":
            return f"{self._argument()}/{self._argument()}"
        if name in _ACCENTS and self._peek() == "{":
            base = self._argument()
            return _accented(base, name) or base
        if self._peek() == "{":
            return self._argument()
        return _greek(name)

    def _escaped(self, sign: str) -> str:
        """What a backslash and a sign print: an accent on the next letter, or the sign."""
        if sign in _ACCENTS:
            has_base = self._peek().isalpha() or self._peek() in ("{", "\\")
            base = self._argument() if has_base else ""
            # Without such a letter the sign itself was meant, as in "don\'t".
            return _accented(base, sign) or sign + base
        return {"": "", "\\": "", "(": "", ")": "", "[": "", "]": "", "-": "", "/": "", ",": " ",
                ";": " ", ":": " ", "!": ""}.get(sign, sign)  # fmt: skip

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _next(self) -> str:
        sign = self._peek()
        self._at += 1
        return sign


def _shifted(text: str, way: str) -> str:
    """Figures as raised or lowered ones, a raised o or a as in Nº; other text as it is."""
    if way == "SUPERSCRIPT" and text in _RAISED:
        return _RAISED[text]
    if not (text.isascii() and text.isdigit()):
        return text
    names = (unicodedata.name(figure).removeprefix("DIGIT ") for figure in text)
    return "".join(unicodedata.lookup(f"{way} {name}") for name in names)


def _accented(text: str, accent: str) -> str:
    """A letter with an accent, where there is such a letter; else nothing."""
    mark = unicodedata.lookup(f"COMBINING {_ACCENTS[accent]}")
    made = unicodedata.normalize("NFC", text[:1] + mark) if text else ""
    return made + text[1:] if len(made) == 1 else ""


def _greek(name: str) -> str:
    """A letter of the Greek alphabet by its name. Raises _Unknown for other names."""
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    plain = name.lower().removeprefix("var")
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {_GREEK.get(plain, plain).upper()}")
    except KeyError:
        raise _Unknown from None
