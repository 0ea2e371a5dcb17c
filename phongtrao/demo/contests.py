"""Contests of students in the demo: one of the Sở with prizes, one to come. Invented."""

from datetime import timedelta

from django.utils import timezone

from phongtrao.demo.load import Province
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Post, Unit
from phongtrao.research.access.contests import entrants
from phongtrao.research.models import Contest
from phongtrao.research.services.contests import (
    ContestData,
    ProjectData,
    enter_project,
    give_prize,
    hold_contest,
)

NAME = "Cuộc thi Khoa học, kỹ thuật dành cho học sinh trung học cấp tỉnh"
PROJECTS = (
    ("Thiết bị cảnh báo sạt lở đất cho đường đến trường", "embedded", "first"),
    ("Rô-bốt phân loại rác tại nguồn", "robotics", "second"),
    ("Chế phẩm vi sinh từ phụ phẩm chè", "microbiology", "third"),
    ("Phần mềm học chữ cho trẻ khuyết tật nghe", "software", "encouragement"),
    ("Thói quen đọc của học sinh nội trú", "social", ""),
)


def write_contests(province: Province) -> None:
    """By services alone, after the research tasks."""
    office = province.people["vanphong"]
    owner, today = province.department, timezone.localdate()
    past = today - timedelta(days=40)
    year = containing(past, PeriodKind.SCHOOL_YEAR).key
    said = ContestData(NAME, "province", year, past, owner.name)
    contest = hold_contest(owner, said, by=office)
    for number, (unit, row) in enumerate(zip(_schools(province, contest), PROJECTS, strict=False)):
        title, field, prize = row
        post = Post.objects.today().full().filter(unit=unit).select_related("person").first()
        entry = ProjectData(unit, title, field, 1 + number % 2, post.person if post else None)
        project = enter_project(contest, entry, by=office)
        if prize:
            give_prize(project, prize, by=office)
    coming = today + timedelta(days=60)
    name = "Ngày hội ý tưởng sáng tạo phục vụ cộng đồng của học sinh"
    hold_contest(
        owner, ContestData(name, "province", str(coming.year), coming, owner.name), by=office
    )


def _schools(province: Province, contest: Contest) -> list[Unit]:
    """The two schools people sign in from first, then others, each again until every project has one."""
    named = [province.places["lower"], province.places["upper"]]
    rows = (
        entrants(contest)
        .filter(level__in=(Unit.Level.LOWER, Unit.Level.UPPER))
        .exclude(pk__in=[one.pk for one in named])
    )
    schools = [*named, *rows.order_by("pk")[: len(PROJECTS)]]
    return (schools * len(PROJECTS))[: len(PROJECTS)]
