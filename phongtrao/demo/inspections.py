"""Inspections in the demo: the year's programme, one visit that is followed, one under way today. Invented."""

from datetime import date, timedelta

from django.utils import timezone

from phongtrao.activities.access.inspections import inspectable_units
from phongtrao.activities.models import Checklist, Inspection
from phongtrao.activities.queries.risk import risks_of
from phongtrao.activities.services import inspections as services
from phongtrao.activities.services.programmes import (
    Choosing,
    Paper,
    choose_units,
    draft_programme,
    issue_programme,
)
from phongtrao.activities.services.teams import Team
from phongtrao.demo.activities import draw_photo
from phongtrao.demo.load import Province
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.services import add_person
from phongtrao.plans.models import Finding
from phongtrao.plans.services.findings import Found, answer_finding

BASIS = (
    "Theo Kế hoạch 000: kiểm tra việc tổ chức phong trào, chọn đơn vị chậm, im lặng hoặc báo cao."
)
SEEN = ("Kế hoạch của đơn vị chưa ghi người chịu trách nhiệm từng việc.", "Ba việc quá hạn, chưa ghi lý do.")  # fmt: skip
CHOSEN = 4  # schools by risk, besides those of the sign-ins


def write_inspections(province: Province) -> None:
    """By services alone, as the office, the inspector and the school's focal person would."""
    office, today = province.people["vanphong"], timezone.localdate()
    team = _team(province)
    lower, upper = province.places["lower"], province.places["upper"]
    units = inspectable_units(office, province.department)
    risky = [one for one in risks_of(units.filter(kind=Unit.Kind.SCHOOL), today) if one.marks]
    chosen = {one.unit: one.why for one in risky if one.unit not in {lower, upper}}
    now = Choosing(_month_end(today.year, today.month), content="Việc tổ chức phong trào tại đơn vị.", team=team)  # fmt: skip
    programme = draft_programme(province.department, today.year, BASIS, by=office)
    own = {lower: "Báo cáo bị trả lại.", upper: "Nhiệm vụ quá hạn."}
    first, second = choose_units(programme, own, now, by=office)
    rest = dict(list(chosen.items())[:CHOSEN])
    if rest:
        choose_units(programme, rest, Choosing(date(today.year, 12, 31)), by=office)
    issue_programme(programme, Paper("215/CTr-SGDĐT", today - timedelta(days=60)), by=office)
    _followed(first, province, today)
    _under_way(second, province, today)
    after = draft_programme(province.department, today.year + 1, BASIS, by=office)
    later = dict(list(chosen.items())[CHOSEN : CHOSEN + 2])
    if later:
        choose_units(after, later, Choosing(date(today.year + 1, 3, 31)), by=office)


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)  # noqa: PLR2004 -- December


def _team(province: Province) -> Team:
    """The inspector heads, the office writes."""
    people = {}
    for name in ("thanhtra", "vanphong"):
        user = province.people[name]
        known = Person.objects.filter(user=user).first()
        people[name] = known or add_person(Person(full_name=user.full_name, user=user), by=None)
    return Team(people["thanhtra"], people["vanphong"])


def _decided(inspection: Inspection, day: date, province: Province, number: str) -> Inspection:
    said = services.Deciding(
        Paper(number, day - timedelta(days=12)),
        day,
        Checklist.objects.get(key="movement"),
        inspection.content,
    )
    return services.decide_inspection(inspection, said, by=province.people["vanphong"])


def _followed(inspection: Inspection, province: Province, today: date) -> None:
    """Visited three weeks ago: one recommendation is answered, one is late."""
    inspector, focal = province.people["thanhtra"], province.people["daumoi"]
    found = _decided(inspection, today - timedelta(days=21), province, "318/QĐ-SGDĐT")
    lines = list(found.lines.order_by("position"))
    for place, line in enumerate(lines):
        is_bad = place in {0, 3}
        words = SEEN[place // 3] if is_bad else ""
        photos = [draw_photo(3)] if place == 0 else []
        services.answer_line(line, "unmet" if is_bad else "met", words, photos, by=inspector)
    words = "Đơn vị đã triển khai phong trào, hồ sơ đầy đủ; việc giao và theo dõi còn chậm."
    services.conclude_inspection(found, words, by=inspector)
    asked = ("Ghi người chịu trách nhiệm và hạn cho từng việc trong kế hoạch.", "Làm xong ba việc quá hạn, báo cáo lý do.")  # fmt: skip
    made = [
        services.recommend_to(
            found, found.unit, Found(text, Finding.Kind.DEMAND, today), line, by=inspector
        )
        for text, line in zip(asked, (lines[0], lines[3]), strict=True)
    ]
    answer_finding(made[0], "Đã ban hành kế hoạch sửa đổi, giao từng người.", by=focal)
    Finding.objects.filter(pk=made[1].pk).update(due_on=today - timedelta(days=3))


def _under_way(inspection: Inspection, province: Province, today: date) -> None:
    """Today: the first lines are answered."""
    found = _decided(inspection, today, province, "340/QĐ-SGDĐT")
    for line in found.lines.order_by("position")[:3]:
        services.answer_line(line, "met", by=province.people["thanhtra"])
