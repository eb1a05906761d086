"""Offers: what could be done to the page in one step."""

from reviewer.ui.actions import ARRANGING, Action, Context, Entries, Menu, Need

_HERE = Context.OFFER
_AT_HAND = ARRANGING | {Need.OFFER}
_CARD = (Context.OFFER,)

ACTIONS = (
    Action("offers", ("Alt+O",), Context.TRANSCRIBING, ARRANGING),
    Action("offer_take", (), _HERE, _AT_HAND, ("Return",), _CARD),
    Action("offer_decline", (), _HERE, _AT_HAND, ("D", "Del"), _CARD),
    Action("offer_all", (), _HERE, _AT_HAND, ("A",), _CARD),
    Action("offer_everywhere", (), _HERE, _AT_HAND, ("Shift+A",), _CARD),
    Action("offer_leave", (), _HERE, _AT_HAND, ("Esc",), _CARD),
    Action("offers_recall", (), Context.TRANSCRIBING, ARRANGING),
)

ENTRIES: Entries = {
    "page": (
        "offers",
        Menu(
            "offer", ("offer_take", "offer_decline", "offer_all", "offer_everywhere", "offer_leave")
        ),
        "offers_recall",
    )
}
