import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine import latex
from reviewer.engine.latex import LONGEST, latex_text


@pytest.mark.parametrize(
    "token, text",
    [
        (r"$5^{\circ}$", "5°"),
        (r"5^\circ", "5°"),
        (r"\mathrm{Cuba},", "Cuba,"),
        (r"\textbf{\textit{Secret}}.", "Secret."),
        (r"\&", "&"),
        (r"5\%", "5%"),
        (r"\$5", "$5"),
        (r"$\pm$", "±"),
        (r"1^{st}", "1st"),
        (r"^{st}", "st"),
        (r"$1^{\text{st}}$", "1st"),
        (r"$\mathrm{N}^{\circ}$", "N°"),
        (r"$10^{6}$", "10⁶"),
        (r"$x^2$", "x²"),
        (r"H_{2}O", "H₂O"),
        (r"\frac{1}{2}", "1/2"),
        (r"$17$.", "17."),
        (r"\alpha-rays", "α-rays"),
        (r"\Lambda", "Λ"),
        (r"\varepsilon", "ε"),
        (r"caf\'{e}", "café"),
        (r"M\"uller", "Müller"),
        (r"Fran\c{c}ois", "François"),
        (r"don\'t", "don't"),
        (r"1\.", "1."),
        (r"10\,000", "10 000"),
        (r"\left(\right)", "()"),
        (r"\S", "§"),
    ],
)
def test_remains_are_read(token: str, text: str) -> None:
    assert latex_text(token) == text


@pytest.mark.parametrize(
    "token, text",
    [(r"\mathrm{United", "United"), (r"States}$", "States"), (r"$\textit{the", "the")],
)
def test_a_formula_over_several_tokens_is_read_token_by_token(token: str, text: str) -> None:
    assert latex_text(token) == text


@pytest.mark.parametrize("token", [r"\hline", r"\begin{tabular}", r"\label{a}", r"\\", "^{}"])
def test_what_prints_nothing_gives_nothing(token: str) -> None:
    assert latex_text(token) == ""


def test_an_unknown_command_gives_what_it_holds() -> None:
    assert latex_text(r"\someFont{Cuba}") == "Cuba"


@pytest.mark.parametrize("token", [r"\someSign", r"C:\path\file", r"\someSign5"])
def test_an_unknown_sign_is_not_guessed(token: str) -> None:
    assert latex_text(token) is None


@pytest.mark.parametrize("token", ["Cuba", "$5", "$5,000.00", "a_b", "^", "{", "}", "", "A/B", "~"])
def test_what_is_no_latex_is_left_alone(token: str) -> None:
    assert latex_text(token) is None


@given(st.text(st.sampled_from("\\{}$^_ab1'\"~c é\0") | st.characters(), max_size=60))
def test_any_token_is_answered(token: str) -> None:
    text = latex_text(token)
    assert text is None or text != token


def test_deep_and_long_ones_are_passed_over() -> None:
    assert latex_text("\\x" + "{" * 100) is None
    assert latex_text("\\" * 399 + "{") is not None
    assert latex_text(r"\textbf{" + "x" * LONGEST + "}") is None
    assert latex_text("^" * 300 + "{a}") is None
    assert latex_text("\\'{" * 130) is None
    assert latex_text("\\textbf{" * 8 + "x") == "x"


def test_examples_are_true() -> None:
    result = doctest.testmod(latex)
    assert result.attempted > 0
    assert result.failed == 0
