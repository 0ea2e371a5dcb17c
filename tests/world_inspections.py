"""Inspections for tests/world.py: those of the demo, one that is drafted, and one of another Sở."""

from typing import Any

from django.utils import timezone

from phongtrao.activities.models import Checklist, Inspection, Programme, SiteLine
from phongtrao.activities.services.programmes import Choosing, choose_units, draft_programme

SUBJECTS = {
    "activities.inspection": "inspection",
    "activities.programme": "inspection programme",
    "activities.checklist": "checklist",
}


def fill_inspections(world: Any) -> None:
    """The demo has one that is followed and one under way today, of the schools of the sign-ins."""
    year = timezone.localdate().year
    theirs = draft_programme(world.places["foreign"], year, by=world.stranger)
    december = timezone.localdate().replace(month=12, day=31)
    other = {world.places["other"]: ""}
    (foreign,) = choose_units(theirs, other, Choosing(december), by=world.stranger)
    ours = Programme.objects.filter(owner=world.places["department"])
    rows = Inspection.objects.filter(owner=world.places["department"])
    drafted = rows.filter(programme__status="draft").order_by("pk")[0]
    decided = rows.get(status="decided")
    followed = rows.get(status="concluded")
    proved = SiteLine.objects.get(evidence__isnull=False)
    world.samples |= {
        "inspection programme": {
            "issued": ours.get(status="issued").pk,
            "draft": ours.get(status="draft").pk,
            "foreign": theirs.pk,
        },
        "inspection": {
            "drafted": drafted.pk,
            "planned": rows.filter(status="planned").exclude(pk=drafted.pk).order_by("pk")[0].pk,
            "under way": decided.pk,
            "followed": followed.pk,
            "foreign": foreign.pk,
        },
        "site line": {"under way": decided.lines.first().pk, "followed": proved.pk},
        "site photo": {"followed": (proved.pk, proved.evidence.get().pk)},
        "checklist": {"shipped": Checklist.objects.get(key="movement").pk},
    }
