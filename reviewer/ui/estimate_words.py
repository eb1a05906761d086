"""What is estimated to be still wrong, in words: for the foot, and for the dashboard."""

from reviewer.core.figures import Left
from reviewer.core.messages import Catalogue


def percent(share: float, say: Catalogue) -> str:
    """A share (0 to 1) in per cent, with one decimal, or two where there is little left."""
    number = 100 * share
    if not number:
        return "0"
    return say.figure(number, ".2f" if number < 0.095 else ".1f")


def estimate_method(left: Left, say: Catalogue) -> str:
    """How the estimate is made."""
    pages = left.overlooking.pages
    known = say.say("ui.dashboard.left.learnt", n=pages) if pages else ""
    return " ".join(filter(None, (say.say("ui.dashboard.left.method"), known)))


def foot_shown(left: Left | None, say: Catalogue) -> str:
    """What the foot of the window says of the page at hand."""
    if left is None or not left.letters:
        return ""
    share, low, high = (percent(one, say) for one in left.shares)
    return say.say("ui.dashboard.left.foot", share=share, low=low, high=high)
