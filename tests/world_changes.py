"""Examples of changed plans for tests/world.py: own ones and strangers', on their way and in effect."""

from typing import Any

from django.utils import timezone

from phongtrao.plans.models import ChangeAnswer, Plan
from phongtrao.plans.queries.amendments import offers_of
from phongtrao.plans.services.amending import begin_amendment

SUBJECTS = {"plans.changeanswer": "change answer"}


def fill_changes(world: Any) -> None:
    """After the plans are there; the demo has amended one of its own."""
    foreign_plan = Plan.objects.get(pk=world.samples["plan"]["foreign"])
    foreign = begin_amendment(
        foreign_plan,
        "Bản sửa đổi của Sở khác",
        timezone.localdate(),
        Plan.Amending.WHOLE,
        by=world.stranger,
    )
    mine = Plan.objects.filter(amends__owner=world.places["department"])
    draft, merged = mine.get(status="draft"), mine.get(status="merged")
    world.samples["amendment"] = {
        "draft": draft.pk,
        "in effect": merged.pk,
        "foreign draft": foreign.pk,
    }
    world.samples["change"] = {"of draft": _change(draft), "of foreign": _change(foreign)}
    world.samples["version"] = {"first": (merged.amends_id, 1), "no such": (merged.amends_id, 99)}
    answers = ChangeAnswer.objects.filter(amendment=merged).order_by("unit_id")
    own = (world.places["lower"].pk, world.places["upper"].pk)
    world.samples["change answer"] = {
        "of lower school": answers.get(unit=own[0]).pk,
        "of upper school": answers.get(unit=own[1]).pk,
        "of another school": answers.exclude(unit__in=own)[0].pk,
    }


def _change(amendment: Plan) -> tuple[int, int, int]:
    offer = offers_of(amendment)[0]
    return amendment.pk, offer.task or 0, offer.draft or 0
