"""Inspections for tests: a team of the Sở that looks at Hoa Sen. Every name is invented."""

from datetime import date, timedelta

from django.utils import timezone

from phongtrao.activities.models import Checklist, Inspection, Programme
from phongtrao.activities.services import inspections as services
from phongtrao.activities.services.programmes import (
    Choosing,
    Paper,
    choose_units,
    draft_programme,
    issue_programme,
)
from phongtrao.activities.services.teams import Team
from phongtrao.plans.services.findings import Found


def today() -> date:
    return timezone.localdate()


def paper(number: str = "12/QĐ-SGDĐT") -> Paper:
    return Paper(number, today() - timedelta(days=10))


def choosing(team: Team | None = None, **more) -> Choosing:
    return Choosing(**{"planned_by": today().replace(month=12, day=31), "team": team, **more})


def planned(owner, unit, by, team=None) -> Inspection:
    """In an issued programme of this year."""
    programme = Programme.objects.filter(owner=owner, year=today().year).first()
    programme = programme or draft_programme(owner, today().year, "Kế hoạch thi đua", by=by)
    made = choose_units(programme, {unit: "3 nhiệm vụ quá hạn."}, choosing(team), by=by)[0]
    issue_programme(programme, paper("05/CTr-SGDĐT"), by=by)
    made.refresh_from_db()
    return made


def decided(owner, unit, by, team, *, in_days=0, **more) -> Inspection:
    said = services.Deciding(
        paper(),
        today() + timedelta(days=in_days),
        Checklist.objects.get(key="movement"),
        "Việc tổ chức phong trào.",
        **more,
    )
    return services.decide_inspection(planned(owner, unit, by, team), said, by=by)


def concluded(owner, unit, by, team) -> Inspection:
    found = decided(owner, unit, by, team)
    for line in found.lines.all():
        outcome = "unmet" if line.position == 1 else "met"
        services.answer_line(line, outcome, "Kế hoạch chưa ký.", by=by)
    return services.conclude_inspection(found, "Đã triển khai, còn chậm.", by=by)


def demand(text="Ban hành lại kế hoạch, giao rõ người.", days=20) -> Found:
    return Found(text, "demand", today() + timedelta(days=days))
