"""A round: its days and lists, and what came in."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from phongtrao.documents.models import FormVersion
from phongtrao.initiatives.access.initiatives import (
    own_initiatives,
    visible_initiatives,
)
from phongtrao.initiatives.access.report_forms import can_change_form
from phongtrao.initiatives.access.rounds import can_run, rounds_for_person
from phongtrao.initiatives.catalogue import Item
from phongtrao.initiatives.deadline import deadline_words
from phongtrao.initiatives.models import (
    Initiative,
    InitiativeRound,
)
from phongtrao.initiatives.pages.arrivals import ArrivalsPage
from phongtrao.initiatives.pages.report_forms import version_words
from phongtrao.initiatives.services.round_forms import newer_form
from phongtrao.initiatives.tables import round_state
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.lib.periods import parse_period
from phongtrao.orgs.queries.kinds import basic_level_choices
from phongtrao.plans.access.tasks import visible_tasks
from phongtrao.plans.models import Task
from phongtrao.web.components import State

S = Initiative.Status
R = InitiativeRound.Status


@dataclass(frozen=True, slots=True)
class RoundPage:
    round: InitiativeRound
    state: State
    deadline: str
    can_run: Answer
    may_write: bool
    counts: dict[str, int]
    next_to_check: int | None  # for who runs it: the one that waits longest
    may_bring: bool
    newer: FormVersion | None  # of its form, for who runs it
    can_change_form: Answer
    arrivals: ArrivalsPage | None  # for who runs it, while it is open
    task: Task | None  # of the plan it follows, where the reader sees it

    @classmethod
    def build(cls, round_: InitiativeRound, user: AbstractBaseUser) -> "RoundPage":
        runs = can_run(user, round_.owner)
        # What one wrote oneself is somebody else's to check.
        others = round_.initiatives.exclude(pk__in=own_initiatives(user).order_by().values("pk"))
        rows = others.order_by("submitted_at", "pk") if runs else others.none()
        valid = rows.filter(status=S.VALID, case=None)
        return cls(
            round=round_,
            state=round_state(round_),
            deadline=deadline_words(round_.closes_on),
            can_run=runs,
            next_to_check=rows.filter(status=S.SUBMITTED).values_list("pk", flat=True).first(),
            may_bring=round_.status in R.running and valid.exists(),
            may_write=any(one.pk == round_.pk for _unit, one in rounds_for_person(user)),
            counts=counts_of(round_, user),
            newer=newer_form(round_) if runs and round_.status != R.ENDED else None,
            can_change_form=can_change_form(user, round_),
            arrivals=ArrivalsPage.build(round_) if runs else None,
            task=visible_tasks(user).filter(pk=round_.task_id).first() if round_.task_id else None,
        )

    def sentence(self) -> str:
        if self.round.status == R.DRAFT:
            return _("Xem lại rồi mở đợt; mở rồi thì chỉ gia hạn được.")
        if not self.counts["all"]:
            said = _("Chưa có sáng kiến nào được nộp.")
            return f"{self.deadline} {said}" if self.round.status == R.OPEN else said
        said = _("%(all)s sáng kiến đã nộp, %(waiting)s chờ kiểm tra, %(valid)s hợp lệ.")
        numbers = {name: format_number(n) for name, n in self.counts.items()}
        deadline = f"{self.deadline} " if self.round.status == R.OPEN else ""
        return deadline + said % numbers

    def facts(self) -> list[tuple[str, Any]]:
        round_ = self.round
        try:
            year = parse_period(round_.year).label
        except BadInput:
            year = round_.year
        return [
            (_("Đơn vị tổ chức"), round_.owner.name),
            (_("Cấp xét"), round_.get_level_display()),
            (_("Năm"), year),
            (_("Nhận hồ sơ"), f"{format_date(round_.opens_on)} – {format_date(round_.closes_on)}"),
            (_("Kiểm tra hợp lệ"), _("trong %d ngày từ ngày nộp") % round_.check_days),
            (_("Xét công nhận"), _("trong %d ngày") % round_.decide_days),
            (_("Mẫu báo cáo"), self._form()),
            (_("Hướng dẫn"), round_.guide),
        ]

    def _form(self) -> str:
        """A link for who may open it: its office."""
        version = self.round.form
        said = f"{version.form.title}, {version_words(version)}"
        if not self.can_run:
            return said
        url = reverse("initiatives:form", args=[version.form_id])
        return format_html('<a href="{}?phien-ban={}">{}</a>', url, version.number, said)

    def lists(self) -> list[tuple[str, list[str]]]:
        """The lists authors choose from, and what is checked."""
        names = (
            (_("Chủ đề"), "themes"),
            (_("Lĩnh vực"), "areas"),
            (_("Thẻ"), "tags"),
            (_("Điều kiện hợp lệ"), "checklist"),
        )
        levels = dict(basic_level_choices())
        rows = [
            (label, [_said(item, levels) for item in getattr(self.round, name)])
            for label, name in names
        ]
        return [(label, items) for label, items in rows if items]


def _said(item: Item, levels: dict[str, str]) -> str:
    """“Kỹ năng số (Tiểu học, Trung học cơ sở)”"""
    own = ", ".join(levels.get(code, code) for code in item.get("levels", ()))
    return f"{item['label']} ({own})" if own else str(item["label"])


def counts_of(round_: InitiativeRound, user: AbstractBaseUser) -> dict[str, int]:
    """Of what this user may read; drafts are not among it."""
    seen = visible_initiatives(user).filter(round=round_, status__in=S.read).order_by()
    rows = Initiative.objects.filter(pk__in=seen.values("pk"))
    return rows.aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(status=S.SUBMITTED)),
        valid=Count("pk", filter=Q(status__in=(S.VALID, S.RECOGNISED, S.REFUSED))),
    )
