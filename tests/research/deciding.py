"""The council of seven (tests.councils.cast) decides on a task, from the sitting to the effect."""

from phongtrao.councils.models import Case, Item
from phongtrao.councils.services.applying import apply_decisions
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.voting import Opening, open_votes
from tests.councils.meeting import begin, vote


def decide(seven, case: Case, **choices: str) -> Case:
    """A sitting of those without a conflict, the vote by the rule of the task's regime, its effect."""
    sitting = begin(seven, [case])
    keys = list(sitting.items.values_list("pk", flat=True))
    open_votes(sitting, keys, Opening(Item.Mode.OPEN, None, []), by=seven.office)
    vote(seven, sitting, **choices)
    count_votes(sitting, keys, by=seven.office)
    apply_decisions(seven.council, [case.pk], by=seven.office)
    case.refresh_from_db()
    return case


def said(word: str) -> dict[str, str]:
    """What the five without a conflict say: two members are of the host."""
    return dict.fromkeys(("chu", "pho", "thu", "doc", "xet"), word)
