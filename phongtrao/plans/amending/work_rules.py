"""What becomes of running work, by what happened to its task: one table, the first rule is offered.

Work that is done stays done under every rule; percent, reports and evidence are never touched.
"""

from collections.abc import Mapping
from difflib import SequenceMatcher

from phongtrao.plans.amending.pairing import Pair
from phongtrao.plans.models import TaskChange

Kind = TaskChange.Kind
Rule = TaskChange.Rule

CHOICES: Mapping[Kind, tuple[Rule, ...]] = {
    Kind.KEPT: (Rule.KEEP,),
    Kind.CHANGED: (Rule.FOLLOW, Rule.ASK, Rule.STAY),
    Kind.DROPPED: (Rule.END, Rule.FINISH),
    Kind.MOVED: (Rule.MOVE,),
    Kind.NEW: (Rule.GIVE, Rule.LATER),
}
# A new day or a word mended is told; other work than the unit took on is asked for again.
MUCH = 0.8  # likeness of the words below which it is other work


def default_rule(pair: Pair, kind: Kind) -> Rule:
    """What is offered for the pair if it is of this kind."""
    if kind is Kind.CHANGED and _is_other_work(pair):
        return Rule.ASK
    return CHOICES[kind][0]


def _is_other_work(pair: Pair) -> bool:
    old, new = pair.old, pair.new
    if old is None or new is None:
        return False
    words = SequenceMatcher(None, old.text.split(), new.text.split(), autojunk=False)
    return old.deliverable != new.deliverable or words.ratio() < MUCH
