"""A dossier of Hoa Sen for a round of the Sở. Every name is invented."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.awards.models import Award, Honour
from phongtrao.nominations.models import AwardRound, Nomination, Submission
from phongtrao.orgs.models import Person, Unit


def make_round(owner: Unit, report: str = "05", **more: Any) -> AwardRound:
    """Open: base fighters and advanced collectives of the school year 2024–2025."""
    fields = {
        "title": "Khen thưởng năm học 2024-2025",
        "status": "open",
        "occasion": "yearly",
        "period": "SY2024",
        "opens_on": timezone.localdate(),
        "due_at": timezone.now() + timedelta(days=20),
        "checklist": ["letter", "minutes", "report", "summary", "claims"],
        **more,
    }
    found: AwardRound = AwardRound.objects.create(owner=owner, **fields)
    for place, key in enumerate(("base_fighter", "advanced_collective")):
        honour = Honour.objects.get(key=key, owner=None)
        found.forms.create(honour=honour, route=Award.Route.YEARLY, report=report, position=place)
    return found


def make_submission(found: AwardRound, unit: Unit, **more: Any) -> Submission:
    return Submission.objects.create(round=found, unit=unit, **more)


def make_nomination(sent: Submission, who: Person | Unit, **more: Any) -> Nomination:
    forms = list(sent.round.forms.all())
    if isinstance(who, Person):
        fields = {"form": forms[0], "person": who, "unit": sent.unit, "name": who.full_name}
    else:
        fields = {"form": forms[1], "unit": who, "name": who.name}
    return Nomination.objects.create(submission=sent, **{**fields, **more})
