"""Forms of an amendment: beginning one, one change of it, and what units and office say."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField
from phongtrao.lib.text import fold
from phongtrao.plans.amending.pairing import Kind
from phongtrao.plans.amending.task_words import TaskWords
from phongtrao.plans.amending.work_rules import CHOICES, Rule
from phongtrao.plans.models import ChangeAnswer, Plan, PlanVersion
from phongtrao.plans.queries.amendments import Offer
from phongtrao.plans.services.amending import Decision
from phongtrao.web.tables import ANY, Filter

LONGEST = 5_000


class AmendForm(forms.Form):
    title = TextField(label=_("Tên văn bản sửa đổi, thay thế"), max_length=1_000)
    amending = forms.ChoiceField(
        label=_("Cách sửa đổi"),
        choices=[
            (Plan.Amending.WHOLE, _("Sửa trên bản chép đầy đủ của kế hoạch (nêu lại toàn văn)")),
            (Plan.Amending.PART, _("Chỉ ghi phần sửa đổi, bổ sung, bãi bỏ; phần khác giữ nguyên")),
        ],
        initial=Plan.Amending.WHOLE,
        widget=forms.RadioSelect,
    )
    starts_on = DayField(
        label=_("Có hiệu lực từ ngày"),
        help_text=_("Ban hành trước ngày này thì hệ thống chờ đến ngày mới áp dụng."),
    )


class ChangeForm(forms.Form):
    """One task of the amendment or of the running plan: what happens to it, and to its work."""

    deed = forms.ChoiceField(
        label=_("Thay đổi và việc đang làm"),
        help_text=_("Tiến độ, báo cáo và minh chứng đã có luôn được giữ, dù chọn cách nào."),
    )
    task = forms.TypedChoiceField(
        label=_("Ứng với nhiệm vụ của kế hoạch đang thực hiện"),
        coerce=int,
        required=False,
        empty_value=None,
    )
    target = forms.TypedChoiceField(
        label=_("Việc chuyển sang nhiệm vụ"), coerce=int, required=False, empty_value=None
    )  # fmt: skip

    def __init__(
        self, *args: Any, offer: Offer, old: list[TaskWords], new: list[TaskWords], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        kinds = _kinds_for(offer)
        self.fields["deed"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (f"{kind}:{rule}", f"{kind.label} – {rule.label}")
            for kind in kinds
            for rule in CHOICES[kind]
        ]
        self.initial.update(
            {
                "deed": f"{offer.kind}:{offer.rule}",
                "task": offer.task,
                "target": offer.target,
            }
        )
        self._offer_tasks("task", old)
        self._offer_tasks("target", [*old, *new])
        if offer.draft is None:
            del self.fields["task"]
        if Kind.MOVED not in kinds:
            del self.fields["target"]

    def decision(self) -> Decision:
        said = self.cleaned_data
        kind, rule = said["deed"].split(":")
        task = said["task"] if "task" in self.fields else self.offer.task
        return Decision(
            Kind(kind),
            Rule(rule),
            task=None if kind == Kind.NEW else task,
            draft=self.offer.draft,
            target=said.get("target") if kind == Kind.MOVED else None,
        )

    def _offer_tasks(self, name: str, rows: list[TaskWords]) -> None:
        named = [(row.task, _named(row)) for row in rows]
        self.fields[name].choices = [("", "—"), *named]  # type: ignore[attr-defined]  # a ChoiceField


class ProposalForm(forms.Form):
    words = LongTextField(
        label=_("Đơn vị đề xuất gì, vì sao"),
        rows=4,
        max_length=LONGEST,
        help_text=_("Đề xuất riêng về một việc: mở việc đó và bấm “Đề xuất điều chỉnh”."),
    )


class ReplyForm(forms.Form):
    reply = LongTextField(label=_("Văn phòng trả lời"), rows=4, max_length=LONGEST)


class CompareForm(forms.Form):
    tu = forms.TypedChoiceField(label=_("Từ"), coerce=int)
    den = forms.TypedChoiceField(label=_("Đến"), coerce=int)

    def __init__(self, *args: Any, versions: list[PlanVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(version.number, str(version)) for version in versions]
        for name in ("tu", "den"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class ChangeAnswerFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=_("Đơn vị"))
    tinh_trang = forms.ChoiceField(label=_("Trả lời"), choices=[ANY, *ChangeAnswer.Status.choices])

    def narrow(self, rows: Any) -> Any:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(unit__search_text__contains=fold(asked["q"]))
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        return rows


def _kinds_for(offer: Offer) -> tuple[Kind, ...]:
    if offer.draft is None:
        return (Kind.KEPT, Kind.DROPPED, Kind.MOVED)
    return (Kind.CHANGED, Kind.NEW, Kind.DROPPED, Kind.MOVED)


def _named(words: TaskWords) -> str:
    return " ".join(part for part in (words.ordinal, Truncator(words.text).chars(90)) if part)
