"""The units' side plugs into the apps below: tabs, navigation, files, history, evidence."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit import acts
from phongtrao.audit import visibility as history_visibility
from phongtrao.documents import evidence_inner, evidence_uses, visibility
from phongtrao.documents.evidence_uses import Use
from phongtrao.documents.models import StoredFile
from phongtrao.orgs import tabs
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import READS_ALL_BELOW, holds_over, reads_unit
from phongtrao.plans.access.assignments import units_read, units_within, visible_assignments
from phongtrao.plans.access.reports import (
    cited_evidence,
    inner_evidence,
    reports_of_own_units,
    visible_reports,
)
from phongtrao.plans.models import ProgressReport
from phongtrao.plans.periods import period_label
from phongtrao.plans.queries.cascade import acts_behind
from phongtrao.plans.queries.issuers import may_run
from phongtrao.web.shell import NavItem, register_nav

LEADS_OTHERS = frozenset({Unit.Kind.PROVINCE, Unit.Kind.DEPARTMENT, Unit.Kind.COMMUNE})


def plug_work() -> None:
    """Called once, when the apps are ready."""
    tabs.register(
        tabs.UnitTab("work", gettext_lazy("Việc được giao"), "plans:unit_work", 20, reads_unit)
    )
    tabs.register(
        tabs.UnitTab("below", gettext_lazy("Đơn vị bên dưới"), "plans:units_work", 25, sees_below)
    )
    register_nav(
        NavItem(
            "review",
            gettext_lazy("Báo cáo chờ duyệt"),
            "plans:review_queue",
            icon="clipboard-check",
            order=22,
            may=reviews,
        )
    )
    visibility.register("plans.reports", sees_cited_file)
    evidence_uses.register("plans.reports", uses_in_reports)
    evidence_inner.register("plans", inner_evidence)
    acts.register("plans.assignment", acts_behind)
    history_visibility.register("plans.assignment", visible_assignments, "plans:assignment")
    history_visibility.register("plans.progressreport", visible_reports, "plans:report")
    # What a report cites is said when it is handed in; what was tried and dropped is the unit's.
    written = {"plans.evidence_cited", "plans.evidence_dropped"}
    history_visibility.narrow("plans.progressreport", written, reports_of_own_units)
    # The work of a unit as a whole: what was dropped from it.
    history_visibility.register("plans.work", units_read, "plans:unit_work")
    for home, units in (("plans.work", units_read), ("plans.orders", units_within)):
        dropped = {"plans.local_task_dropped"}
        history_visibility.register_home(home, units, on="plans.work", deeds=dropped)


def sees_below(user: AbstractBaseUser, unit: Unit) -> bool:
    """A tab of units that lead others. Only from the kind: the tabs of a page ask no queries."""
    return unit.kind in LEADS_OTHERS and holds_over(user, unit, *READS_ALL_BELOW)


def reviews(user: AbstractBaseUser) -> bool:
    return may_run(user)


def sees_cited_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    return cited_evidence(user).filter(file=file).exists()


def uses_in_reports(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    """Reports that cite the evidence, among those the user sees; one query."""
    found: dict[int, list[Use]] = defaultdict(list)
    cited = ProgressReport.evidence.through.objects.filter(
        evidence__in=pks, progressreport__in=visible_reports(user).values("pk")
    )
    for link in cited.select_related("progressreport__assignment__task"):
        report = link.progressreport
        said = {"period": period_label(report.period), "task": report.assignment.text}
        label = _("Báo cáo tiến độ, %(period)s: %(task)s") % said
        found[link.evidence_id].append(Use(label, reverse("plans:report", args=[report.pk])))
    return found
