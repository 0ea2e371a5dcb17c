"""Award rounds in every state, what units hand in, nominations, for tests/world.py."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.awards.models import Award, Honour
from phongtrao.nominations.models import (
    AwardRound,
    Claim,
    Nomination,
    RoundForm,
    Statement,
    Submission,
    SubmissionVersion,
)
from phongtrao.nominations.services.sending import frozen
from phongtrao.orgs.models import Person

SUBJECTS = {
    "nominations.awardround": "award round",
    "nominations.submission": "award submission",
    "nominations.nomination": "nomination",
}


def fill_nominations(world: Any) -> None:
    """Of the Sở: one being drafted, one that is open; a school's own; and the foreign Sở's."""
    office, places = world.places["department"], world.places
    rounds = {
        "draft": _round(office, "Đợt khen đang soạn", AwardRound.Status.DRAFT),
        "open": _round(office, "Đợt khen đang nhận", AwardRound.Status.OPEN),
        "of own school": _round(places["upper"], "Đợt khen của trường", AwardRound.Status.OPEN),
        "foreign": _round(places["foreign"], "Đợt khen của Sở khác", AwardRound.Status.OPEN),
    }
    world.samples["award round"] = {label: one.pk for label, one in rounds.items()}
    world.samples["round form"] = {
        label: (one.pk, one.forms.get().pk) for label, one in rounds.items()
    }
    school, teacher = places["lower"], Person.objects.get(user=world.people["giaovien"])
    sent, made = {}, {}
    for label, status in (("writing", "writing"), ("sent", "sent")):
        found = rounds["open"] if label == "sent" else _round(office, "Đợt khen thứ hai", "open")
        at = timezone.now() if status == "sent" else None
        sent[label] = Submission.objects.create(
            round=found, unit=school, status=status, sent_at=at, first_sent_at=at
        )
        made[label] = Nomination.objects.create(
            submission=sent[label],
            form=found.forms.get(),
            person=teacher,
            unit=school,
            name=teacher.full_name,
            status="draft" if status == "writing" else "sent",
        )
    world.samples["award submission"] = {label: one.pk for label, one in sent.items()}
    world.samples |= {
        "award source": {"of a person": f"orgs.person:{teacher.pk}"},
        "award form": {label: (one.pk, one.round.forms.get().pk) for label, one in sent.items()},
        "award statement": {
            label: Statement.objects.create(nomination=one, words="Gương mẫu", answer=None).pk
            for label, one in made.items()
        },
    }
    fill_dossiers(world, sent, made)
    world.samples["nomination"] = {label: one.pk for label, one in made.items()}


def fill_dossiers(world: Any, sent: dict[str, Submission], made: dict[str, Nomination]) -> None:
    """What each is praised for; what was sent."""
    claims = {
        label: Claim.objects.create(nomination=one, person=one.person, words="Dạy giỏi cấp tỉnh")
        for label, one in made.items()
    }
    SubmissionVersion.objects.create(
        submission=sent["sent"],
        number=1,
        data=frozen(sent["sent"]),
        made_by=world.people["hieutruong"],
    )
    world.samples |= {
        "award claim": {label: one.pk for label, one in claims.items()},
        "award dossier paper": {label: (one.pk, "bien-ban") for label, one in sent.items()},
        "award submission version": {"sent": (sent["sent"].pk, 1)},
    }


def _round(owner: Any, title: str, status: str) -> AwardRound:
    today = timezone.localdate()
    found: AwardRound = AwardRound.objects.create(
        owner=owner,
        title=title,
        status=status,
        occasion=AwardRound.Occasion.YEARLY,
        period="SY2025",
        opens_on=today,
        due_at=timezone.now() + timedelta(days=20),
        checklist=["letter", "minutes", "report"],
    )
    honour = Honour.objects.get(key="base_fighter", owner=None)
    RoundForm.objects.create(round=found, honour=honour, route=Award.Route.YEARLY, report="05")
    return found
