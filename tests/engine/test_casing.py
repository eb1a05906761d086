import pytest

from reviewer.engine.casing import restore


@pytest.mark.parametrize(
    "form, shapes, wanted",
    [
        ("MOSCON", ("Moscow", "moscow"), "MOSCOW"),
        ("Cuben", ("Cuban",), "Cuban"),
        ("cuben", ("Cuban",), "Cuban"),
        ("Fresident", ("president",), "President"),
        ("tOsseg", ("tossed",), "tossed"),
        ("WITh", ("with",), "WITH"),
        ("McNanara", ("McNamara",), "McNamara"),
        ("T", ("I",), "I"),
        ("7he", ("the",), "the"),
    ],
)
def test_capitals_as_the_line_wants_them(form: str, shapes: tuple[str, ...], wanted: str) -> None:
    assert restore(form, shapes) == wanted
