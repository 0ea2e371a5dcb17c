"""A round for its office and for a unit that hands in: what is asked, by when, how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from phongtrao.awards.law import Law
from phongtrao.awards.rulebook import read_entries
from phongtrao.documents.access import visible_documents
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date
from phongtrao.nominations.access.rounds import asking_units, can_run, visible_rounds
from phongtrao.nominations.models import AwardRound, RoundForm, Submission
from phongtrao.nominations.parts import PARTS
from phongtrao.nominations.queries.asking import law_of, may_ask
from phongtrao.nominations.queries.quotas import (
    asked_units,
    have_not_sent,
    with_quotas,
    with_submissions,
)
from phongtrao.nominations.tables import OF_SUBMISSION, round_state, year_of
from phongtrao.plans.access.movements import visible_movements
from phongtrao.web.components import State

R, S = AwardRound.Status, Submission.Status


@dataclass(frozen=True, slots=True)
class FormRow:
    """One title or form of the round, its rules as links; ``refusal``: why it cannot stay while drafting."""

    form: RoundForm
    rules: list[tuple[str, str]]
    refusal: str


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What one unit of the reader's does in this round."""

    unit: Any  # with_quotas, with_submissions
    state: State | None
    quota: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    round: AwardRound
    state: State
    runs: Answer
    forms: list[FormRow]
    own: list[OwnRow]
    counts: dict[str, int]  # for who runs it, once it is open
    facts: Sequence[tuple[str, Any]]

    @classmethod
    def build(cls, found: AwardRound, user: AbstractBaseUser) -> "RoundPage":
        runs = can_run(user, found)
        is_draft = found.status == R.DRAFT
        law = law_of(found) if is_draft else None
        return cls(
            round=found,
            state=round_state(found),
            runs=runs,
            forms=[_form_row(one, law) for one in _forms(found)],
            own=[] if is_draft else _own(found, user),
            counts=_counts(found) if runs and not is_draft else {},
            facts=_facts(found, user),
        )

    @property
    def is_late(self) -> bool:
        return self.round.status == R.OPEN and self.round.due_at < timezone.now()

    def sentence(self) -> str:
        if self.round.status == R.DRAFT:
            return _("Xem lại danh hiệu, chỉ tiêu rồi mở; mở rồi chỉ gia hạn và sửa chỉ tiêu được.")
        if self.round.status != R.OPEN:
            return ""
        said = (
            _("Đã qua hạn gửi %s: hồ sơ gửi bây giờ được ghi là muộn.")
            if self.is_late
            else _("Hạn gửi: %s.")
        )
        return said % at(self.round.due_at)


def at(moment: datetime) -> str:
    """“17:00 20/08/2025”"""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {format_date(local.date())}"


def _forms(found: AwardRound) -> list[RoundForm]:
    rows = list(found.forms.select_related("honour__owner", "rules__rule_set", "voting"))
    for one in rows:
        one.round = found
    return rows


def _form_row(form: RoundForm, law: Law | None) -> FormRow:
    """``law``: by which a draft is asked whether it may ask for the form; None: it runs."""
    rules = []
    if form.rules:
        entries = read_entries(form.rules.data)
        for key in filter(None, (form.rule, form.unit_rule)):
            url = reverse("awards:rule", args=[form.rules.rule_set_id, key])
            rules.append((entries[key].rule.title if key in entries else key, url))
    return FormRow(form, rules, may_ask(form, law).reason if law else "")


def _own(found: AwardRound, user: AbstractBaseUser) -> list[OwnRow]:
    """Units one prepares for: those that are waited for, and the owner itself."""
    waited = Q(pk__in=asked_units(found).order_by().values("pk")) | Q(pk=found.owner_id)
    mine = asking_units(user, found).filter(waited)
    rows = with_submissions(with_quotas(mine, found), found)
    return [OwnRow(one, _sent_state(one), quota_words(one)) for one in rows[:50]]


def _sent_state(unit: Any) -> State | None:
    if not unit.sent_status:
        return None
    status = S(unit.sent_status)
    return State(status.label, OF_SUBMISSION[status])  # type: ignore[arg-type]  # its own kinds


def quota_words(unit: Any) -> str:
    """“3/5 cá nhân, 0/1 tập thể”: taken of how many."""
    parts = []
    for most, taken, words in (
        (unit.most_people, unit.taken_people, _("%(taken)s/%(most)s cá nhân")),
        (unit.most_units, unit.taken_units, _("%(taken)s/%(most)s tập thể")),
    ):
        if most is not None:
            parts.append(words % {"taken": taken, "most": most})
    return ", ".join(parts)


def _counts(found: AwardRound) -> dict[str, int]:
    sent = Q(status__in=(S.SENT, S.TAKEN))
    counted: dict[str, int] = found.submissions.aggregate(
        sent=Count("pk", filter=sent),
        waiting=Count("pk", filter=Q(status=S.SENT)),
        returned=Count("pk", filter=Q(status=S.RETURNED)),
        late=Count("pk", filter=sent & Q(is_late=True)),
    )
    missing = 0 if found.occasion == AwardRound.Occasion.SUDDEN else have_not_sent(found).count()
    return counted | {"missing": missing}


def _facts(found: AwardRound, user: AbstractBaseUser) -> list[tuple[str, Any]]:
    years = f"{found.first_year}–{found.last_year}" if found.first_year else ""
    parts = [str(PARTS[key].label) for key in found.checklist if key in PARTS]
    rows = [
        (_("Đơn vị tổ chức"), found.owner.name),
        (_("Dịp"), found.get_occasion_display()),
        (_("Năm"), f"{year_of(found)}; {_('thành tích các năm')} {years}" if years else year_of(found)),
        (_("Phong trào"), _movement(found, user)),
        (_("Văn bản hướng dẫn"), _guidance(found, user)),
        (_("Nhận hồ sơ từ ngày"), format_date(found.opens_on)),
        (_("Hạn gửi"), at(found.due_at)),
        (_("Người nhận hồ sơ"), found.receiver.full_name if found.receiver else _("Văn phòng")),
        (_("Công khai lấy ý kiến"), _("%d ngày làm việc") % found.notice_days),
        (_("Đăng ký thi đua"), _("phải có từ đầu năm") if found.needs_registration else ""),
        (_("Thành phần hồ sơ"), format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((p,) for p in parts))) if parts else ""),
        (_("Gửi tiếp lên"), _above(found, user)),
        (_("Hướng dẫn thêm"), found.note),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def _movement(found: AwardRound, user: AbstractBaseUser) -> Any:
    """A link for who may open it; else its name."""
    if found.movement is None:
        return ""
    launched = found.get_launched_display()
    said = f"{found.movement} ({launched})" if launched else str(found.movement)
    if not visible_movements(user).filter(pk=found.movement.pk).exists():
        return said
    url = reverse("plans:movement", args=[found.movement_id])
    return format_html('<a href="{}">{}</a>', url, said)


def _guidance(found: AwardRound, user: AbstractBaseUser) -> Any:
    if found.guidance is None:
        return ""
    if not visible_documents(user).filter(pk=found.guidance.pk).exists():
        return str(found.guidance)
    url = reverse("documents:document", args=[found.guidance_id])
    return format_html('<a href="{}">{}</a>', url, found.guidance)


def _above(found: AwardRound, user: AbstractBaseUser) -> Any:
    if found.above is None:
        return ""
    if not visible_rounds(user).filter(pk=found.above.pk).exists():
        return str(found.above)
    url = reverse("nominations:round", args=[found.above_id])
    return format_html('<a href="{}">{}</a>', url, found.above)
