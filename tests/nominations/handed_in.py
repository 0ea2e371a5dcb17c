"""A round of the Sở that Hoa Sen handed in for: one teacher and the school itself, waiting to be taken."""

from datetime import timedelta

from django.utils import timezone

from phongtrao.awards.models import Award, Honour
from phongtrao.nominations.models import AwardRound, Nomination, RoundForm, Submission
from phongtrao.orgs.models import Person


def make_round(owner, *keys: str, **more) -> AwardRound:
    """Open, for these honours (``base_fighter`` alone)."""
    told = {
        "title": "Khen thưởng năm học",
        "status": "open",
        "occasion": AwardRound.Occasion.YEARLY,
        "period": "SY2025",
        "opens_on": timezone.localdate(),
        "due_at": timezone.now() + timedelta(days=20),
        "checklist": ["letter", "report"],
    }
    found = AwardRound.objects.create(owner=owner, **(told | more))
    for place, key in enumerate(keys or ("base_fighter",)):
        honour = Honour.objects.get(key=key, owner=None)
        RoundForm.objects.create(
            round=found, honour=honour, route=Award.Route.YEARLY, position=place
        )
    return found


def hand_in(found: AwardRound, unit, by, status="sent", **more) -> Submission:
    now = timezone.now()
    return Submission.objects.create(
        round=found, unit=unit, status=status, sent_at=now, first_sent_at=now, sent_by=by, **more
    )


def nominate(sent: Submission, who, unit=None, status="sent", **more) -> Nomination:
    person = who if isinstance(who, Person) else None
    name = person.full_name if person else who.name
    told = {"form": sent.round.forms.first(), "achievement": "Dạy giỏi nhiều năm."} | more
    return Nomination.objects.create(
        submission=sent, person=person, unit=unit or who, name=name, status=status, **told
    )
