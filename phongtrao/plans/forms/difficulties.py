"""Forms of difficulties and of answers for all, and the filters of their lists."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import CommonAnswer, Difficulty
from phongtrao.plans.queries.folded import Folded
from phongtrao.web.tables import Filter


class DifficultyForm(forms.Form):
    text = LongTextField(label=_("Vướng mắc"), rows=4)
    wish = LongTextField(
        label=_("Đề nghị"),
        required=False,
        rows=2,
        help_text=_("Đơn vị cần nơi giao việc làm gì, trước ngày nào."),
    )


class ToForm(forms.Form):
    """To which unit above; not asked where there is one only."""

    to = forms.ModelChoiceField(label=_("Gửi tới"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, above: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.above = above
        if len(above) > 1:
            offer(self, to=Unit.objects.filter(pk__in=[unit.pk for unit in above]))
            self.fields["to"].initial = above[0].pk
        else:
            del self.fields["to"]

    @property
    def unit(self) -> Unit | None:
        chosen: Unit | None = self.cleaned_data.get("to")
        return chosen or next(iter(self.above), None)


class GeneralForm(ToForm):
    text = LongTextField(label=_("Vướng mắc"), rows=4)
    wish = LongTextField(
        label=_("Đề nghị"),
        required=False,
        rows=2,
        help_text=_("Cần cấp trên làm gì, trước ngày nào."),
    )
    field_order = ("text", "wish", "to")


class PassForm(ToForm):
    note = LongTextField(
        label=_("Ý kiến khi chuyển"),
        rows=3,
        help_text=_("Vì sao nơi này không quyết được, và đề xuất."),
    )
    field_order = ("note", "to")


class AnswerForm(forms.Form):
    answer = LongTextField(label=_("Trả lời"), rows=5)


class CommonAnswerForm(forms.Form):
    question = LongTextField(
        label=_("Câu hỏi"),
        rows=3,
        help_text=_("Mọi đơn vị đọc được: hãy bỏ tên đơn vị, tên người và chi tiết riêng."),
    )
    answer = LongTextField(label=_("Trả lời"), rows=6)


class EditedAnswerForm(CommonAnswerForm):
    mark = forms.CharField(widget=forms.HiddenInput)


class DifficultyFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=_("Tìm đơn vị, nội dung"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[("", _("Tất cả")), *Difficulty.Status.choices]
    )

    def narrow(self, rows: QuerySet[Difficulty]) -> QuerySet[Difficulty]:
        asked = self.cleaned_data
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if words := fold(asked["q"]):
            by_unit = Q(unit__search_text__contains=words)
            rows = rows.alias(said=Folded("text")).filter(by_unit | Q(said__contains=words))
        return rows


class CommonAnswerFilter(Filter):
    first = ("q",)
    q = TextField(label=_("Tìm trong câu hỏi, trả lời"))

    def narrow(self, rows: QuerySet[CommonAnswer]) -> QuerySet[CommonAnswer]:
        for word in fold(self.cleaned_data["q"]).split():
            rows = rows.alias(asked=Folded("question"), told=Folded("answer")).filter(
                Q(asked__contains=word) | Q(told__contains=word)
            )
        return rows
