"""What authors were asked about passages that agree, as its reader may read it."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.initiatives.access.explanations import (
    can_dispute,
    can_explain,
    can_judge,
    can_reply,
    explanations_for,
)
from phongtrao.initiatives.blind import redactor_of
from phongtrao.initiatives.models import Explanation, Initiative
from phongtrao.lib.answers import Answer
from phongtrao.lib.redacting import Redactor
from phongtrao.web.components import State, StateKind

X = Explanation.Status
SAID = ("words", "answer", "verdict", "complaint", "reply")
KINDS: dict[str, StateKind] = {
    X.ASKED: "due",
    X.ANSWERED: "running",
    X.ACCEPTED: "done",
    X.REJECTED: "refused",
    X.DISPUTED: "due",
    X.UPHELD: "done",
    X.DISMISSED: "refused",
}


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """What was said on both sides, without names for a reader who judges blindly; what the reader may do
    next."""

    explanation: Explanation
    words: str
    answer: str
    verdict: str
    complaint: str
    reply: str
    state: State
    can_explain: Answer
    can_judge: Answer
    can_dispute: Answer
    can_reply: Answer


def _read(words: str, names: Redactor | None) -> str:
    return names.cover(words) if names else words


def explanation_views(
    initiative: Initiative, user: AbstractBaseUser, *, is_blind: bool = False
) -> list[ExplanationView]:
    """The oldest first; ``is_blind``: the reader is not to know whose the initiative is."""
    rows = list(explanations_for(user, initiative).select_related("initiative__round__owner"))
    names: Redactor | None = None
    if is_blind and rows:
        names = redactor_of(initiative, initiative.versions.order_by("-number")[0])
    return [
        ExplanationView(
            explanation=one,
            **{name: _read(getattr(one, name), names) for name in SAID},
            state=State(one.get_status_display(), KINDS[one.status]),
            can_explain=can_explain(user, one),
            can_judge=can_judge(user, one),
            can_dispute=can_dispute(user, one),
            can_reply=can_reply(user, one),
        )
        for one in rows
    ]
