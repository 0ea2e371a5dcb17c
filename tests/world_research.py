"""Research for tests/world.py: the tasks of the demo, with a change, a visit and a case of each kind."""

from typing import Any

from django.utils import timezone

from phongtrao.activities.models import ActivityKind
from phongtrao.activities.services.writing import Writing, draft_activity, record_activity
from phongtrao.councils.models import Case, Council
from phongtrao.indicators.models import Indicator
from phongtrao.research.access.contests import keeping_units
from phongtrao.research.models import Regime, ResearchTask, TaskCase
from phongtrao.research.services.contest_feeding import start_feed
from phongtrao.research.services.contests import (
    ContestData,
    ProjectData,
    enter_project,
    give_prize,
    hold_contest,
)
from phongtrao.research.services.regimes import copy_regime
from phongtrao.research.services.running import Seen, add_visit, ask_change
from phongtrao.research.services.supports import tie_support

SUBJECTS = {
    "research.researchtask": "research task",
    "research.regime": "regime",
    "research.contest": "contest",
    "research.contestproject": "contest project",
}


def fill_research(world: Any) -> None:
    office, focal = world.people["vanphong"], world.people["daumoi"]
    tasks = {one.status: one for one in ResearchTask.objects.order_by("-pk")}
    running = tasks["running"]
    change = ask_change(running, "content", "Thêm một trường thử nghiệm", by=focal)
    today = timezone.localdate()
    visit = add_visit(running, Seen(today, "Đoàn của Sở", "Chậm", "Bổ sung", today), by=office)
    council = Council.objects.filter(status="active").order_by("pk")[0]
    number = council.cases.count() + 1
    case = Case.objects.create(
        council=council, kind="science_acceptance", number=number, title=tasks["accepting"].title
    )
    TaskCase.objects.create(task=tasks["accepting"], case=case, purpose="science_acceptance")
    shipped = Regime.objects.get(key="since_2025_10", owner=None)
    own = copy_regime(shipped, running.owner, "Quy trình của Sở", by=office)
    _fill_contests(world)
    world.samples |= {
        "regime": {"shipped": shipped.pk, "own": own.pk},
        "research task": {status: one.pk for status, one in tasks.items()},
        "research member": {"of a running task": running.members.first().pk},
        "research instalment": {"planned": running.instalments.get().pk},
        "research report": {"due": running.reports.first().pk},
        "research change": {"asked": change.pk},
        "research visit": {"open": visit.pk},
        "research case": {"before a council": case.pk},
    }


def _fill_contests(world: Any) -> None:
    """A contest of the Sở's with a project that has a prize, and an indicator that counts them."""
    office, focal = world.people["vanphong"], world.people["daumoi"]
    owner = keeping_units(office).get(kind="department")
    school = keeping_units(focal).get()
    day = timezone.localdate()
    said = ContestData("Thi khoa học, kỹ thuật", "province", str(day.year), day, owner.name)
    contest = hold_contest(owner, said, by=office)
    entry = ProjectData(school, "Rô-bốt phân loại rác", "robotics", 2)
    project = give_prize(enter_project(contest, entry, by=focal), "first", by=office)
    indicator = Indicator(
        owner=owner, code="HSKT", name="Dự án dự thi", measure="dự án", rolling="sum"
    )
    indicator.numerator = "số dự án"
    indicator.search_keys()
    indicator.save()
    feed = start_feed(indicator, "projects", "province", by=office)
    asked = ActivityKind.objects.get(key="support_asked")
    words = Writing(asked, "Đề nghị hỗ trợ thiết bị", day, values={"what": "Thiết bị đo"})
    activity = record_activity(draft_activity(school, words, by=focal), by=focal)
    task = ResearchTask.objects.filter(host=school).order_by("pk")[0]
    support = tie_support(activity, task, None, by=focal)
    world.samples |= {
        "support": {"of a task": support.pk},
        "contest": {"with a prize": contest.pk},
        "contest project": {"with a prize": project.pk},
        "contest feed": {"of an indicator": feed.pk},
    }
