"""Rules and what they found, and the register with one award in each state, for tests/world.py."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from phongtrao.awards.models import Award, Honour, LawVersion, RuleSet
from phongtrao.awards.populations import Whom
from phongtrao.awards.queries.questions import Question
from phongtrao.awards.services.completeness import say_complete
from phongtrao.awards.services.drafts import add_rule
from phongtrao.awards.services.evaluations import evaluate_rule
from phongtrao.awards.services.honours import Praise, add_honour, end_honour
from phongtrao.awards.services.law import LawWriting, write_law
from phongtrao.awards.services.register import (
    Given,
    check_awards,
    record_award,
    refuse_award,
    revoke_award,
)
from phongtrao.awards.services.rules import copy_set
from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import Occasion
from phongtrao.orgs.models import Person, Post, Unit

SUBJECTS = {
    "awards.ruleset": "rule set",
    "awards.award": "award",
    "awards.honour": "own honour",
    "awards.lawversion": "law version",
}


def fill_awards(world: Any) -> None:
    _fill_register(world)
    _fill_honours(world)
    _fill_law(world)
    office = world.people["vanphong"]
    department = Unit.objects.filter(kind=Unit.Kind.DEPARTMENT).order_by("pk")[0]
    shipped = RuleSet.objects.get(key="ke-hoach-003", owner=None)
    own = copy_set(shipped, department, "Tiêu chuẩn của Sở", by=office)
    key = own.versions.get().data["rules"][0]["key"]
    add_rule(
        own,
        {"title": "Giấy khen của Sở", "subject": "person"},
        {"all": [{"declared": "Hoàn thành tốt"}]},
        by=office,
    )
    whom = Whom(Subject.PERSON, department, date(2025, 12, 15))
    asked = Question(
        shipped.versions.get(), "003_person", whom, Occasion(whom.on, 2024, (2020, 2025))
    )
    made = evaluate_rule(asked, by=office)
    person = Post.objects.filter(is_full=True, days__contains=whom.on).order_by("pk")[0].person_id
    world.samples |= {
        "rule set": {"shipped": shipped.pk, "own": own.pk},
        "rule": {"of a plan": (shipped.pk, "003_person"), "of units": (shipped.pk, "003_unit")},
        "own rule set": {"drafted": own.pk},
        "own rule": {"drafted": (own.pk, key)},
        "evaluation": {"of people": made.pk},
        "evaluated": {"a person": (made.pk, person)},
    }


def _fill_honours(world: Any) -> None:
    """One of the law, one of the Sở, one of the upper school that is no longer given."""
    head, school = world.people["hieutruong"], world.places["upper"]
    said = Praise("Giấy khen của Sở", "Kế hoạch của Sở", date(2026, 1, 1), True, True)
    own = add_honour(world.places["department"], said, by=world.people["vanphong"])
    ended = add_honour(school, replace(said, title="Giấy khen của trường"), by=head)
    end_honour(ended, date(2026, 8, 31), by=head)
    law = Honour.objects.get(key="province_merit", owner=None)
    world.samples["own honour"] = {"of the Sở": own.pk, "of a school, ended": ended.pk}
    world.samples["honour"] = {"of the law": law.pk, **world.samples["own honour"]}


def _fill_law(world: Any) -> None:
    """The Sở asks for the province's flag after two years already."""
    shipped = LawVersion.objects.get()
    ceilings = [dict(row) for row in shipped.data["ceilings"]]
    next(row for row in ceilings if row["honour"] == "province_flag")["by"] = {"province": 2}
    said = LawWriting(date(2027, 1, 1), "Luật sửa đổi", {**shipped.data, "ceilings": ceilings})
    made = write_law(said, read=shipped.number, by=world.people["vanphong"])
    world.samples["law version"] = {"coming": made.pk}


def _fill_register(world: Any) -> None:
    """Written down by the focal person of the lower school, handled by the office of the Sở."""
    office, focal = world.people["vanphong"], world.people["daumoi"]
    school, teacher = world.places["lower"], Person.objects.get(user=world.people["giaovien"])
    honour = Honour.objects.get(key="base_fighter", owner=None)
    made = {}
    for number, status in enumerate(("waiting", "confirmed", "refused", "revoked")):
        year = 2019 + number
        said = (f"SY{year}", f"9{number}/QĐ", date(year + 1, 6, 20), school.name)
        made[status] = record_award(Given(honour, school, *said, person=teacher), by=focal)
    checked = [made[status].pk for status in ("confirmed", "revoked")]
    check_awards(Award.objects.filter(pk__in=checked), by=office)
    refuse_award(made["refused"], "Quyết định không có tên", by=office)
    made["revoked"].refresh_from_db()
    revoke_award(made["revoked"], "99/QĐ", timezone.localdate(), "Khai sai", by=office)
    say_complete(world.places["department"], "titles", date(2020, 9, 1), by=office)
    world.samples["award"] = {status: one.pk for status, one in made.items()}
