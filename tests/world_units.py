"""Samples of units, of who works in them, and of an act that reorganised them."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from phongtrao.accounts.models import Role, SignIn
from phongtrao.accounts.sessions import Browser, note_sign_in
from phongtrao.orgs.forest import Change
from phongtrao.orgs.models import (
    Correction,
    Discipline,
    Grant,
    Learner,
    Leave,
    Person,
    Post,
    Takeover,
    Unit,
)
from phongtrao.orgs.services import (
    Deputising,
    Order,
    appoint_deputy,
    plan_reorganisation,
    reorganise,
    set_retention,
    sign_review,
)
from phongtrao.web.models import Work
from tests.factories import give, make_user

SUBJECTS = {
    "orgs.correction": "correction",
    "orgs.plannedact": "planned act",
    "orgs.grant": "grant",
    "orgs.learner": "learner",
    "orgs.person": "person",
    "orgs.reorganisation": "reorganisation",
    "orgs.retention": "retention",
    "orgs.takeover": "takeover",
    "orgs.rightsreview": "rights review",
    "orgs.unit": "unit",
}


def fill_units(world: Any) -> None:
    world.samples["unit"] = {name: unit.pk for name, unit in world.places.items()}
    _people(world)
    _acts(world)


def _people(world: Any) -> None:
    teachers = Person.objects.filter(posts__position="Giáo viên")
    person = {
        "own school": teachers.filter(posts__unit=world.places["lower"]).order_by("pk")[0].pk,
        "other school": teachers.filter(posts__unit=world.places["other"]).order_by("pk")[0].pk,
    }
    focal, office = world.people["daumoi"], world.people["vanphong"]
    world.samples["person"] = person
    world.samples["two people"] = {"of two schools": tuple(person.values())}
    world.samples["post"] = {
        label: Post.objects.filter(person=pk).order_by("pk")[0].pk for label, pk in person.items()
    }
    world.samples["user"] = {"daumoi": focal.pk, "foreign": world.stranger.pk}
    world.samples["grant"] = {
        "daumoi": Grant.objects.get(user=focal).pk,
        "foreign": Grant.objects.get(user=world.stranger).pk,
    }
    world.samples["correction"] = {label: _correction(pk) for label, pk in person.items()}
    world.samples["learner"] = {"of own school": Learner.objects.get().pk}
    world.samples["leave"] = {"of own school": Leave.objects.get().pk}
    world.samples["discipline"] = {
        "of a person": Discipline.objects.exclude(person=None).order_by("pk")[0].pk,
        "of a unit": Discipline.objects.filter(person=None).order_by("pk")[0].pk,
    }
    rule = set_retention("orgs.leave", 60, by=world.people["quantri"])
    world.samples["retention"] = {"of leave": rule.pk}
    world.samples["kept data"] = {"leave": "orgs.leave", "unknown": "orgs.nothing"}
    world.samples["takeover"] = {"of own school": _takeover(world)}
    world.samples["acting"] = {"of hieutruong": _deputy(world)}
    reviewer = world.people["quantri"]
    review = sign_review(world.places["department"], "Rà soát cuối năm", by=reviewer)
    world.samples["rights review"] = {"of department": review.pk}
    asked = ("don-vi", world.places["lower"].pk)
    world.samples["asked about"] = {"lower school": asked}
    world.samples["asked about of"] = {"lower school": (*asked, focal.pk)}
    world.samples["sign in"] = {"of daumoi": _sign_in(focal)}
    world.samples["work"] = {"of vanphong": Work.objects.filter(started_by=office)[0].pk}


def _takeover(world: Any) -> int:
    made = Takeover(
        unit=world.places["lower"],
        giver=world.people["daumoi"],
        receiver=world.people["giaovien"],
        made_by=world.people["hieutruong"],
        items=[{"kind": "phần việc được giao", "text": "Lập danh sách lớp", "moved": True}],
    )
    made.save()
    return made.pk


def _correction(person: int) -> int:
    post = Post.objects.filter(person=person).order_by("pk")[0]
    made = Correction(person_id=person, unit_id=post.unit_id, about=post.position, text="Tổ trưởng")
    made.save()
    return made.pk


def _sign_in(user: Any) -> int:
    """Somewhere else, with a session that still holds."""
    session = SessionStore()
    session.create()
    note_sign_in(
        user, session, Browser("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", "203.0.113.7")
    )
    return SignIn.objects.get(session_key=session.session_key).pk


def _deputy(world: Any) -> int:
    """A colleague who does the head's job this week."""
    head, today = world.people["hieutruong"], timezone.localdate()
    held = Grant.objects.filter(user=head, role=Role.HEAD).order_by("pk")[:1]
    deputy = make_user("Tạ Thị Thay", "thay")
    give(deputy, Role.TEACHER, held[0].unit)
    order = Deputising(list(held), deputy, today, today + timedelta(days=6), "KT.")
    return appoint_deputy(order, by=head)[0].pk


def _acts(world: Any) -> None:
    known = [unit.pk for unit in world.places.values()]
    schools = Unit.objects.filter(kind=Unit.Kind.SCHOOL).exclude(pk__in=known).order_by("pk")
    world.samples["reorganisation"] = {
        "below the Sở": _rename(schools[0]),
        "foreign": _rename(world.places["foreign"]),
    }
    administrator = world.people["quantri"]
    world.samples["planned act"] = {"below the Sở": _planned(schools[1], administrator)}
    world.samples["kind of act"] = {"merge": "sap-nhap", "unknown": "khong-co"}


def _rename(unit: Unit) -> int:
    steps = (Change(unit.pk, name=f"{unit.name} (đổi tên)"),)
    return reorganise(Order(f"Đổi tên {unit}", timezone.localdate(), steps), by=None).pk


def _planned(unit: Unit, by: Any) -> int:
    day = timezone.localdate() + timedelta(days=30)
    steps = (Change(unit.pk, name=f"{unit.name} (tên mới)"),)
    return plan_reorganisation(Order(f"Đổi tên {unit} tháng sau", day, steps), by=by).pk
