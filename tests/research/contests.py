"""Contests of students for tests. Every name is invented."""

from datetime import timedelta

from phongtrao.research.models import Contest, ContestProject
from phongtrao.research.services.contests import (
    ContestData,
    ProjectData,
    enter_project,
    hold_contest,
)
from tests.research.made import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def contest_data(**more) -> ContestData:
    said = {
        "name": "Cuộc thi Khoa học, kỹ thuật dành cho học sinh trung học",
        "level": "province",
        "year": str(YESTERDAY.year),
        "held_on": YESTERDAY,
        "organiser": "Sở Giáo dục và Đào tạo",
        **more,
    }
    return ContestData(**said)


def make_contest(owner, by, **more) -> Contest:
    return hold_contest(owner, contest_data(**more), by=by)


def project_data(unit, **more) -> ProjectData:
    said = {"title": "Rô-bốt phân loại rác", "field": "robotics", "students": 2, **more}
    return ProjectData(unit=unit, **said)


def make_project(contest, unit, by, **more) -> ContestProject:
    return enter_project(contest, project_data(unit, **more), by=by)
