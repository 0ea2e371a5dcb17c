"""What a unit does inside plugs into the apps below: navigation, files, evidence, history."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import Role
from phongtrao.audit import visibility as history
from phongtrao.documents import evidence_uses, evidence_writers, visibility
from phongtrao.documents.evidence_uses import Use
from phongtrao.documents.models import StoredFile
from phongtrao.orgs.scope import ACTS_FOR_UNIT, OVERSEES, has_role
from phongtrao.plans.access.assignments import led_units
from phongtrao.plans.access.difficulties import (
    visible_answers,
    visible_difficulties,
    written_answers,
)
from phongtrao.plans.access.findings import reads_findings, visible_findings
from phongtrao.plans.access.handovers import handed_evidence, may_prove, visible_handovers
from phongtrao.plans.access.inside import asking_plans, visible_consultations
from phongtrao.plans.models import PartEvidence
from phongtrao.web.shell import NavItem, register_nav


def is_of_a_unit(user: AbstractBaseUser) -> bool:
    return has_role(user, *ACTS_FOR_UNIT, Role.TEACHER)


def leads(user: AbstractBaseUser) -> bool:
    return has_role(user, Role.LEADER)


def reads_difficulties(user: AbstractBaseUser) -> bool:
    return has_role(user, *ACTS_FOR_UNIT, *OVERSEES)


# What an office took out of a published answer stays with the office.
ANSWERING = ("plans.answer_published", "plans.answer_edited", "plans.answer_withdrawn")
NAV = (
    NavItem(
        "handed",
        gettext_lazy("Việc được giao cho tôi"),
        "plans:handed_to_me",
        icon="checklist",
        order=12,
        may=is_of_a_unit,
    ),
    NavItem(
        "block",
        gettext_lazy("Khối tôi phụ trách"),
        "plans:my_block",
        icon="flag",
        order=13,
        may=leads,
    ),
    NavItem(
        "difficulties",
        gettext_lazy("Vướng mắc"),
        "plans:difficulty_list",
        icon="question-mark",
        order=23,
        may=reads_difficulties,
    ),
    NavItem(
        "findings",
        gettext_lazy("Kiểm tra"),
        "plans:finding_list",
        icon="shield-check",
        order=25,
        may=reads_findings,
    ),
)


def plug_inside() -> None:
    """Called once, when the apps are ready."""
    for item in NAV:
        register_nav(item)
    visibility.register("plans.handovers", sees_handed_file)
    visibility.register("plans.findings", sees_answer_file)
    evidence_uses.register("plans.findings", uses_in_findings)
    evidence_writers.register("plans.handovers", may_prove)
    evidence_uses.register("plans.handovers", uses_in_handovers)
    history.register("plans.handover", visible_handovers, "plans:handover")
    history.register("plans.consultation", visible_consultations, "plans:consultation")
    history.register("plans.finding", visible_findings, "plans:finding")
    history.register("plans.difficulty", visible_difficulties, "plans:difficulty")
    history.register("plans.commonanswer", visible_answers, "plans:common_answer")
    history.narrow("plans.commonanswer", ANSWERING, written_answers)
    history.register_home("plans.asking", asking_plans, on="plans.plan", deeds=())
    dropped = {"plans.handover_dropped"}
    history.register_home("plans.inside", led_units, on="plans.work", deeds=dropped)


def sees_handed_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    return handed_evidence(user).filter(file=file).exists()


def sees_answer_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    return visible_findings(user).filter(evidence__file=file).exists()


def uses_in_findings(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    """Answers to inspectors that cite the evidence, among those the user sees; one query."""
    found: dict[int, list[Use]] = defaultdict(list)
    rows = visible_findings(user).filter(evidence__in=pks).order_by("pk")
    for evidence, pk, text in rows.values_list("evidence", "pk", "text").distinct():
        label = _("Trả lời kiểm tra: %s") % text[:120]
        found[evidence].append(Use(label, reverse("plans:finding", args=[pk])))
    return found


def uses_in_handovers(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    """Hand-overs that cite the evidence, among those the user sees; one query."""
    found: dict[int, list[Use]] = defaultdict(list)
    cited = PartEvidence.objects.filter(
        evidence__in=pks, handover__in=visible_handovers(user).values("pk")
    )
    for link in cited.select_related("handover__assignment__task"):
        label = _("Phần việc trong đơn vị: %s") % link.handover.assignment.text
        found[link.evidence_id].append(
            Use(label, reverse("plans:handover", args=[link.handover_id]))
        )
    return found
