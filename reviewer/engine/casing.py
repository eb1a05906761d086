"""Writing a word the way the line wants it: capitals as in the form it replaces."""


def restore(form: str, shapes: tuple[str, ...]) -> str:
    """The first of `shapes` (ways to write a word, the usual first), cased like `form`.

    >>> restore("LQNDON", ("London", "london")), restore("danlsh", ("Danish",))
    ('LONDON', 'Danish')
    >>> restore("Mlnister", ("minister",)), restore("wAlkeb", ("walked",))
    ('Minister', 'walked')
    """
    shape = shapes[0]
    letters = [c for c in form if c.isalpha()]
    if len(letters) > 1 and sum(c.isupper() for c in letters) > 0.6 * len(letters):
        return shape.upper()
    if letters and letters[0].isupper() and shape.islower():
        return shape[:1].upper() + shape[1:]
    return shape
