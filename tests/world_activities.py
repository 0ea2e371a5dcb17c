"""Activities for tests/world.py: of the lower school of the demo, in every state, and one of another school."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from phongtrao.activities.models import (
    Activity,
    ActivityKind,
    Attendee,
    Participation,
    RegisterEntry,
    Theme,
)
from phongtrao.activities.services.attendees import add_attendee
from phongtrao.activities.services.people import add_contribution, add_entry, save_theme
from phongtrao.activities.services.writing import (
    Writing,
    add_proof,
    draft_activity,
    record_activity,
    return_activity,
)
from phongtrao.orgs.models import Person

SUBJECTS = {
    "activities.activity": "activity",
    "activities.activitykind": "activity kind",
    "activities.contribution": "contribution",
    "activities.registerentry": "register entry",
    "activities.theme": "communication theme",
}


def fill_activities(world: Any) -> None:
    """A draft, one that waits with its twin, one sent back; a contribution of the teacher."""
    people, school = world.people, world.places["lower"]
    kind = ActivityKind.objects.get(key="stem")
    day = timezone.localdate() - timedelta(days=2)
    said = Writing(kind, "Ngày hội STEM của cụm", day, place="Sân vận động xã")
    own = [draft_activity(school, said, by=people["daumoi"]) for _number in range(3)]
    proof = add_proof(own[0], by=people["daumoi"], url="https://vidu.example/stem")
    waiting = record_activity(own[1], by=people["daumoi"])
    sent = record_activity(own[2], by=people["daumoi"])
    return_activity(sent, "Thiếu số người.", by=people["vanphong"])
    other = world.places["other"]
    foreign = Activity.objects.create(
        unit=other, kind=kind, title=said.title, starts_on=day, ends_on=day, place=said.place,
        status=Activity.Status.RECORDED,
    )  # fmt: skip
    foreign.parties.create(unit=other, day=day)
    asked = foreign.parties.create(unit=school, day=day, answer=Participation.Answer.ASKED)
    teacher = Person.objects.get(user=people["giaovien"])
    came = _attended(world, teacher, day)
    noted = add_contribution(waiting, teacher, "Trưởng nhóm", by=people["daumoi"])
    entry = RegisterEntry(register="expert", unit=school, person=teacher, since=day)
    add_entry(entry, by=people["daumoi"])
    theme = Theme(unit=school, year=day.year, title="Bình dân học vụ số", channel="portal")
    save_theme(theme, by=people["daumoi"])
    work = world.samples["assignment"]["own, local"]
    world.samples |= {
        "activity": {
            "draft": own[0].pk,
            "recorded": waiting.pk,
            "returned": sent.pk,
            "foreign": foreign.pk,
            "with a list": came.activity_id,
        },
        "activity partner": {"asked": asked.pk},
        "activity kind": {"shipped": kind.pk},
        "activity pair": {"recorded": (waiting.pk, foreign.pk)},
        "activity proof": {"of a draft": (own[0].pk, proof.pk)},
        "activity work": {"recorded": (waiting.pk, work)},
        "attendee": {"of the core team": came.pk},
        "contribution": {"waiting": noted.pk},
        "register entry": {"standing": entry.pk},
        "communication theme": {"of this year": theme.pk},
    }


def _attended(world: Any, person: Person, day: date) -> Attendee:
    """A meeting of the core team with one name on its list."""
    kind, by = ActivityKind.objects.get(key="core_team"), world.people["daumoi"]
    course = draft_activity(world.places["lower"], Writing(kind, "Tổ cốt cán gặp nhau", day), by=by)
    record_activity(course, by=by)
    return add_attendee(course, person, {"result": "passed"}, by=by)
