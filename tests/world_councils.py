"""Samples of councils, for tests/world.py: a draft, a working one, a stranger's; their members and cases."""

from datetime import date
from typing import Any

from phongtrao.accounts.models import User
from phongtrao.councils.models import Case, Conflict, Council, CouncilRule, Member, Relation
from phongtrao.councils.services.cases import open_case
from phongtrao.councils.services.councils import CouncilData, activate_council, found_council
from phongtrao.councils.services.members import SeatData, add_member
from phongtrao.councils.services.rules import copy_rule
from phongtrao.documents.models import DocumentKind
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.orgs.models import Person, Unit
from tests.councils.kind import KEY, plug
from tests.factories import make_person

SUBJECTS = {
    "councils.council": "council",
    "councils.case": "case",
    "councils.councilrule": "council rule",
}
ROLES = ("chair", "secretary", "reviewer")


def fill_councils(world: Any) -> None:
    plug()
    people, places = world.people, world.places
    office, department = people["vanphong"], places["department"]
    seats = [
        _person(people["hoidong"]),
        make_person("Người Thư Ký Thử"),
        _person(people["giaovien"]),
    ]
    draft = _found("Hội đồng đang lập thử", department, office, seats[:1])
    active = _working("Hội đồng đang hoạt động thử", department, office, seats)
    own = _found(
        "Hội đồng trường thử",
        places["upper"],
        people["hieutruong"],
        [seats[1], make_person("Người Phản Biện Thử")],
    )
    strangers = [make_person(f"Người Lạ {n}") for n in range(3)]
    foreign = _working("Hội đồng của Sở khác", places["foreign"], world.stranger, strangers)
    found = {"draft": draft, "working": active, "of own school": own, "foreign": foreign}
    world.samples["council"] = {label: one.pk for label, one in found.items()}
    world.samples["council member"] = {
        label: Member.objects.filter(council=one).order_by("pk")[0].pk
        for label, one in found.items()
    }
    cases = {"working": _case(active, office), "foreign": _case(foreign, world.stranger)}
    world.samples["case"] = {label: one.pk for label, one in cases.items()}
    _rules(world)
    world.samples["relation"] = {
        label: Relation.objects.create(
            person=_person(people[name]), unit=department, words="Thử"
        ).pk
        for label, name in (("teacher's", "giaovien"), ("member's", "hoidong"))
    }
    pinned = {
        label: Conflict.objects.create(
            case=one, member=one.council.members.order_by("pk")[1], ground="pinned", note="Thử"
        )
        for label, one in cases.items()
    }
    world.samples["conflict"] = {label: one.pk for label, one in pinned.items()}


def _rules(world: Any) -> None:
    shipped = CouncilRule.objects.get(of="voting", key="majority", owner=None)
    ours = copy_rule(shipped, world.places["department"], by=world.people["vanphong"])
    theirs = copy_rule(shipped, world.places["foreign"], by=world.stranger)
    found = {"shipped": shipped, "of the Sở": ours, "foreign": theirs}
    world.samples["council rule"] = {label: rule.pk for label, rule in found.items()}


def _person(user: User) -> Person:
    known = Person.objects.filter(user=user).first()
    return known or make_person(user.full_name, user)


def _found(title: str, unit: Unit, by: User, people: list[Person]) -> Council:
    rule = CouncilRule.objects.get(of="composition", key="plain", owner=None)
    data = CouncilData(title, [KEY], date(2026, 1, 1), date(2027, 12, 31), rule)
    council = found_council(unit, data, by=by)
    for role, person in zip(ROLES, people, strict=False):
        add_member(council, person, SeatData(role), by=by)
    return council


def _working(title: str, unit: Unit, by: User, people: list[Person]) -> Council:
    council = _found(title, unit, by, people)
    data = DocumentData(
        kind=DocumentKind.DECISION,
        abstract=f"Về việc thành lập {title}",
        number="99/QĐ-THU",
        issued_on=date(2026, 1, 5),
        issuer=unit,
    )
    return activate_council(council, register_document(data, by=by), by=by)


def _case(council: Council, by: User) -> Case:
    return open_case(council, KEY, "Hồ sơ xét thử", by=by)
