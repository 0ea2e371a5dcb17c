"""What was rearranged in the demo province: a merger of two small schools, one act taken back, one to come."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.demo.province import FOUNDED
from phongtrao.orgs.forest import Change, Merge
from phongtrao.orgs.models import Person, Place, Post, Unit, UnitSpan
from phongtrao.orgs.services import (
    Order,
    add_person,
    appoint,
    found_unit,
    plan_reorganisation,
    reorganise,
    undo_reorganisation,
)

MERGED = date(2023, 8, 1)
FORMER = ("Trường THCS Bến Lau", "Trường THCS Gò Dưa")
STAFF = {
    FORMER[0]: ("Ngô Thị Hải Yến", "Cao Minh Tuệ", "Đinh Văn Khoát"),
    FORMER[1]: ("Lương Bích Đào", "Tạ Quang Nhân"),
}
DECISION = "118/QĐ-UBND"


def write_reorganisations(province: Province) -> None:
    """Before the plans: nothing is given out yet, so only people and the past are carried."""
    _merge_small_schools(province.places["lower"])
    young = _preschools(province.units)
    _take_back(young)
    _plan_ahead(young, province.people["quantri"])


def _merge_small_schools(school: Unit) -> None:
    span = UnitSpan.objects.select_related("admin_parent", "prof_parent").get(
        unit=school, days__upper_inf=True
    )
    place = Place(span.admin_parent, span.prof_parent)
    small = [_found(name, school, place) for name in FORMER]
    steps = (Merge(tuple(unit.pk for unit in small), school.pk),)
    title = f"Sáp nhập {' và '.join(FORMER)} vào {school}"
    reorganise(Order(title, MERGED, steps, DECISION, MERGED - timedelta(days=20)), by=None)


def _found(name: str, like: Unit, place: Place) -> Unit:
    """A small school of the same level, with a few teachers, as it stood before it was merged."""
    unit = Unit(kind=like.kind, level=like.level, area=like.area, opened_on=FOUNDED)
    found_unit(unit, name, place, by=None)
    for full_name in STAFF[name]:
        person = add_person(Person(full_name=full_name), by=None)
        post = Post(
            person=person,
            unit=unit,
            position="Giáo viên",
            category=Post.Category.PUBLIC,
            days=DateRange(FOUNDED, None),
        )
        appoint(post, by=None)
    return unit


def _preschools(units: list[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.level == Unit.Level.PRESCHOOL]


def _take_back(young: list[Unit]) -> None:
    """A decision on the wrong school: the page of both tells that it was taken back."""
    wrong, into = young[-2], young[-1]
    order = Order(
        f"Sáp nhập {wrong} vào {into}",
        date(2025, 8, 1),
        (Merge((wrong.pk,), into.pk),),
        "97/QĐ-UBND",
    )
    undo_reorganisation(reorganise(order, by=None), by=None)


def _plan_ahead(young: list[Unit], by: User) -> None:
    """A new name from the next school year on waits for its day."""
    today = timezone.localdate()
    day = date(today.year + (today.month >= 8), 8, 1)  # noqa: PLR2004 -- August
    steps = (Change(young[-1].pk, name=f"{young[-1]} Sông Ngân"),)
    order = Order(f"Đổi tên {young[-1]}", day, steps, "203/QĐ-UBND", today - timedelta(days=3))
    plan_reorganisation(order, by=by)
