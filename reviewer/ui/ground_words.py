"""What is said of a correction, in words."""

from collections.abc import Iterator

from reviewer.core import decisions as d
from reviewer.core.messages import Catalogue


def ground_words(
    cause: d.Cause,
    certainty: d.Certainty | None,
    evidence: d.Ground | None,
    reference: str,
    say: Catalogue,
) -> str:
    """A few words; empty where nothing is said that differs from the usual."""
    return " · ".join(_parts(cause, certainty, evidence, reference, say))


def _parts(
    cause: d.Cause,
    certainty: d.Certainty | None,
    evidence: d.Ground | None,
    reference: str,
    say: Catalogue,
) -> Iterator[str]:
    if cause is d.Cause.SOURCE:
        yield say.say("grounds.told.source")
    if certainty:
        yield say.say(f"grounds.told.{certainty}")
    if evidence is d.Ground.EXTERNAL and reference:
        yield say.say("grounds.told.reference", text=reference)
    elif evidence:
        yield say.say(f"grounds.told.{evidence}")


def decision_words(decision: d.Decision, say: Catalogue) -> str:
    """What is said of the correction that a decision made."""
    act, grounds = decision.act, decision.grounds
    cause = act.cause if isinstance(act, d.Replace) else d.Cause.OCR
    return ground_words(cause, grounds.certainty, grounds.evidence, grounds.reference, say)
