"""Research for tests/world.py: the tasks of the demo, with a change, a visit and a case of each kind."""

from typing import Any

from django.utils import timezone

from phongtrao.councils.models import Case, Council
from phongtrao.research.models import Regime, ResearchTask, TaskCase
from phongtrao.research.services.regimes import copy_regime
from phongtrao.research.services.running import Seen, add_visit, ask_change

SUBJECTS = {"research.researchtask": "research task", "research.regime": "regime"}


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
