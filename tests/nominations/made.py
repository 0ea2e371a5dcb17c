"""Award rounds for tests. Every name and number is invented."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.awards.models import Award, Honour
from phongtrao.nominations.models import AwardRound, Quota, RoundForm, Submission
from phongtrao.orgs.models import Unit
from tests.awards.made import newest


def open_round(owner: Unit, **more: Any) -> AwardRound:
    """Of 2020–2025, as plan 003 asks, taking dossiers for twenty days."""
    fields = {
        "title": "Đợt khen thưởng tổng kết",
        "status": AwardRound.Status.OPEN,
        "occasion": AwardRound.Occasion.FINAL,
        "period": "2025",
        "first_year": 2020,
        "last_year": 2025,
        "opens_on": timezone.localdate(),
        "due_at": timezone.now() + timedelta(days=20),
        "checklist": ["letter", "minutes", "report", "claims"],
        **more,
    }
    found: AwardRound = AwardRound.objects.create(owner=owner, **fields)
    return found


def form_of(
    found: AwardRound, honour: str = "praise", *, ruled: bool = False, **more: Any
) -> RoundForm:
    """``ruled``: by the rules of plan 003 for people and collectives."""
    kept: dict[str, Any] = {"route": Award.Route.MOVEMENT, "report": "08"}
    if ruled:
        kept |= {"rules": newest("ke-hoach-003"), "rule": "003_person", "unit_rule": "003_unit"}
    row: RoundForm = RoundForm.objects.create(
        round=found, honour=Honour.objects.get(key=honour, owner=None), **{**kept, **more}
    )
    return row


def allow(found: AwardRound, unit: Unit, most: int, category: str = Quota.Category.PEOPLE) -> Quota:
    row: Quota = Quota.objects.create(round=found, unit=unit, category=category, most=most)
    return row


def submission(found: AwardRound, unit: Unit) -> Submission:
    row: Submission = Submission.objects.get_or_create(round=found, unit=unit)[0]
    return row
