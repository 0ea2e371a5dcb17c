"""The check of a text: its tab, its sentence, and the page of one defect."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.lib.answers import Answer
from phongtrao.plans.access import defects as access
from phongtrao.plans.models import Intake, Plan, TextCheck, TextDefect
from phongtrao.plans.pages.intake_source import review_url
from phongtrao.plans.queries.defects import open_defects
from phongtrao.reader.lint import place_of
from phongtrao.web.components import State


def severity_badge(defect: TextDefect) -> State:
    kind = "refused" if defect.severity == TextDefect.Severity.ERROR else "due"
    return State(defect.get_severity_display(), kind)  # type: ignore[arg-type]  # both are kinds


def state_badge(defect: TextDefect) -> State:
    if defect.dismissed_at:
        return State(_("Đã bỏ qua"), "neutral", why=defect.reason)
    return State(_("Chờ sửa"), "due")


def intake_tabs(intake: Intake, active: str) -> list[dict[str, object]]:
    """The review and the check side by side; nothing to check before there is a text."""
    tabs: list[dict[str, object]] = [
        {"key": "review", "label": _("Soát nội dung"), "url": reverse("plans:intake", args=[intake.pk])},
        {
            "key": "defects",
            "label": _("Soát lỗi văn bản"),
            "url": reverse("plans:intake_defects", args=[intake.pk]),
            "count": open_defects(intake),
        },
    ]  # fmt: skip
    return [tab | {"active": tab["key"] == active} for tab in tabs]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Head of the list: of an intake, or of the paper of a plan. ``check`` is None before the first."""

    subject: Intake | Plan
    check: TextCheck | None
    can_check: Answer
    is_outdated: bool = False  # the paper has another file than was checked
    above: Plan | None = None  # whose targets it is held against

    @property
    def is_intake(self) -> bool:
        return isinstance(self.subject, Intake)

    @property
    def is_limited(self) -> bool:
        """Of a scan, and of a text that had lost its marks, only days and numbers are checked."""
        blocks = self.subject.blocks if isinstance(self.subject, Intake) else []
        return any(b.get("mended") or b.get("sureness", 1) < 1 for b in blocks)

    @property
    def sentence(self) -> str:
        if self.check is None:
            return _("Chưa soát. Lập văn bản trước.") if not self.is_intake else _("Chưa soát.")
        count: int = getattr(self.check, "open_defects", 0)
        if not count:
            return _("Không còn điểm nào chờ sửa.")
        said = ngettext(
            "%d điểm chờ sửa hoặc bỏ qua có lý do.", "%d điểm chờ sửa hoặc bỏ qua có lý do.", count
        )
        return said % count

    @property
    def again_url(self) -> str:
        name = "plans:intake_check" if self.is_intake else "plans:plan_check"
        return reverse(name, args=[self.subject.pk])


@dataclass(frozen=True, slots=True)
class DefectPage:
    defect: TextDefect
    can_decide: Answer

    @classmethod
    def build(cls, defect: TextDefect, user: AbstractBaseUser) -> "DefectPage":
        return cls(defect, access.can_check(user, defect.text_check))

    @property
    def subject(self) -> Intake | Plan:
        return self.defect.text_check.subject

    @property
    def place(self) -> str:
        return place_of(self.defect.found.passage)

    @property
    def badge(self) -> State:
        return state_badge(self.defect)

    @property
    def severity(self) -> State:
        return severity_badge(self.defect)

    @property
    def back_url(self) -> str:
        return list_url(self.defect.text_check)

    @property
    def subject_url(self) -> str:
        name = "plans:intake" if isinstance(self.subject, Intake) else "plans:plan"
        return reverse(name, args=[self.subject.pk])

    @property
    def passage_url(self) -> str:
        """The review with the passage marked; the paper of a plan is opened as a file."""
        intake, block = self.defect.text_check.intake, self.defect.first_block
        if intake:
            return review_url(intake, doan=block) + f"#b{block}"
        return reverse("documents:file", args=[self.defect.text_check.file_id])


def list_url(check: TextCheck) -> str:
    if check.intake_id:
        return reverse("plans:intake_defects", args=[check.intake_id])
    return reverse("plans:plan_defects", args=[check.plan_id])
