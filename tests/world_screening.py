"""A nomination on its way: asked about, shown in a list that runs, objected to, before a council."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.councils.models import Case, Council
from phongtrao.nominations.models import (
    CASE_KIND,
    Nomination,
    Objection,
    Opinion,
    PublicNotice,
    Submission,
)
from phongtrao.nominations.queries.notices import shown_of

SUBJECTS = {"nominations.objection": "award objection"}


def fill_screening(world: Any) -> None:
    today, office = timezone.localdate(), world.people["vanphong"]
    sent = Submission.objects.get(pk=world.samples["award submission"]["sent"])
    form, school = sent.round.forms.get(), sent.unit
    shown, judged = (
        Nomination.objects.create(
            submission=sent, form=form, unit=unit, name=unit.name, status="accepted"
        )
        for unit in (school, world.places["upper"])
    )
    world.samples["nomination"] |= {"shown": shown.pk, "judged": judged.pk}
    asked = Opinion.objects.create(
        nomination=shown, body="Công đoàn ngành", asked_on=today, recorded_by=office
    )
    world.samples["award opinion"] = {"asked": asked.pk}
    notice = PublicNotice.objects.create(
        round=sent.round,
        from_on=today,
        until_on=today + timedelta(days=7),
        made_by=office,
        shown={str(shown.pk): shown_of(shown)},
    )
    notice.nominations.add(shown)
    world.samples["award notice"] = {"runs": notice.pk}
    said = Objection.objects.create(
        nomination=shown, words="Cần xem lại", made_by=world.people["daumoi"]
    )
    world.samples["award objection"] = {"open": said.pk}
    council = Council.objects.get(pk=world.samples["council"]["working"])
    number = council.cases.count() + 1
    judged.case = Case.objects.create(
        council=council, kind=CASE_KIND, number=number, title=judged.name
    )
    judged.save()
    world.samples["award case"] = {"of one": judged.case_id}
