"""Consolidated reports in the story of a movement: the newest version for each period."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.plans.models import Movement
from phongtrao.plans.story import Moment
from phongtrao.reports.access import visible_movement_reports, visible_reports

MOST = 20  # newest reports told; the list of reports has all


def tell_reports(movement: Movement, user: AbstractBaseUser) -> Iterator[Moment]:
    """Of the movement's plans: those about the whole plan or about this movement. One query."""
    about = Q(movement=None) | Q(movement=movement.pk)
    rows = visible_reports(user).filter(about, plan__movements=movement.pk)
    # The newest version stands for its period: the others are told at the report itself.
    newest = rows.order_by("plan", "movement", "period", "-pk").distinct(
        "plan", "movement", "period"
    )
    for report in sorted(newest, key=lambda r: r.pk)[-MOST:]:
        url = reverse("reports:report", args=[report.pk])
        state = str(report.paper.get_status_display())
        yield Moment(report.as_of, _("Báo cáo: %s") % report.paper.title, state, url, "report")


def tell_cumulations(movement: Movement, user: AbstractBaseUser) -> Iterator[Moment]:
    """The newest version of its own cumulative report. One query. S0-18"""
    newest = visible_movement_reports(user).filter(movement=movement.pk).order_by("-pk").first()
    if newest is not None:
        url = reverse("documents:paper", args=[newest.paper_id])
        state = str(newest.paper.get_status_display())
        title = _("Báo cáo: %s") % newest.paper.title
        yield Moment(newest.as_of, title, state, url, "report")
