"""Choices of kinds, types and levels, asked for only when a form is shown; keeping the lists."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, TextField, WholeNumberField, offer, ticks
from phongtrao.orgs.models import Kind, Term
from phongtrao.orgs.queries import basic_level_choices, kind_choices, level_choices
from phongtrao.orgs.services.kinds import LevelData, TermData, TypeData
from phongtrao.web.tables import ANY, Filter


def some_kind() -> list[Any]:
    """Of a filter: any, or a kind or type."""
    return [ANY, *kind_choices()]


def some_level() -> list[Any]:
    return [ANY, *level_choices()]


def no_or_some_level() -> list[Any]:
    """Of a unit: the empty level is one of its own."""
    return [("", _("Không theo cấp học")), *level_choices()]


def levels_after(first: Any) -> list[Any]:
    """Levels to choose from, the first choice being to say none, in its own words."""
    return [("", first), *level_choices()]


# ------------------------------------------------------------------ keeping the lists


class TypeFilter(Filter):
    first = ("q", "loai")
    q = TextField(label=_("Tên hoặc mã"))
    loai = forms.ChoiceField(label=_("Nhóm"), choices=[ANY, *Kind.choices])
    kiem_tra = forms.BooleanField(label=_("Chỉ mục cần kiểm tra"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(Q(name__icontains=said["q"]) | Q(code__icontains=said["q"]))
        if said["loai"]:
            rows = rows.filter(kind=said["loai"])
        return rows.filter(needs_check=True) if said["kiem_tra"] else rows


class TypeForm(forms.Form):
    code = TextField(
        label=_("Mã"),
        max_length=12,
        help_text=_("Chữ hoa không dấu, số và gạch nối, ví dụ PTDTNT."),
    )
    name = TextField(label=_("Tên loại hình"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Thuộc nhóm"),
        choices=Kind.choices,
        help_text=_("Nhóm quyết định cách đơn vị làm việc trong hệ thống."),
    )
    levels = ticks(_("Cấp học"), level_choices, _("Không chọn: cấp nào cũng được."))
    valid_from = DayField(label=_("Có từ ngày"), required=False)
    valid_to = DayField(
        label=_("Dùng đến hết ngày"),
        required=False,
        help_text=_("Sau ngày này không chọn được nữa; đơn vị đã có giữ nguyên."),
    )
    basis = TextField(label=_("Căn cứ"), max_length=200, required=False)
    position = WholeNumberField(label=_("Thứ tự"), lowest=0, highest=9_999)
    needs_check = forms.BooleanField(label=_("Cần kiểm tra với văn bản"), required=False)

    def data_given(self) -> TypeData:
        said = self.cleaned_data
        return TypeData(**{**said, "position": int(said["position"])})


class LevelForm(forms.Form):
    code = TextField(
        label=_("Mã"),
        max_length=14,
        help_text=_("Đứng trong địa chỉ và tệp; không đổi được sau này."),
    )
    name = TextField(label=_("Tên cấp học"), max_length=80)
    contains = ticks(
        _("Gồm các cấp"),
        level_choices,
        _("Không chọn: là một cấp cơ bản. Trường có nhiều cấp được tìm thấy ở từng cấp của mình."),
    )
    position = WholeNumberField(label=_("Thứ tự"), lowest=0, highest=9_999)
    needs_check = forms.BooleanField(label=_("Cần kiểm tra với văn bản"), required=False)

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, contains=[one for one in basic_level_choices() if one[0] != of])
        if of:
            self.fields["code"].disabled = True

    def data_given(self) -> LevelData:
        said = self.cleaned_data
        return LevelData(**{**said, "position": int(said["position"])})


class TermFilter(Filter):
    first = ("danh_muc",)
    danh_muc = forms.ChoiceField(label=_("Danh mục"), choices=[ANY, *Term.List.choices])
    kiem_tra = forms.BooleanField(label=_("Chỉ mục cần kiểm tra"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["danh_muc"]:
            rows = rows.filter(of=said["danh_muc"])
        return rows.filter(needs_check=True) if said["kiem_tra"] else rows


class TermForm(forms.Form):
    """Asks only what the list of the term has."""

    name = TextField(label=_("Tên"), max_length=120)
    months = WholeNumberField(
        label=_("Thời hạn đề xuất (tháng)"), lowest=0, highest=120, required=False
    )
    counts = forms.BooleanField(label=_("Tính là thời gian công tác"), required=False)
    basis = TextField(label=_("Căn cứ"), max_length=200, required=False)
    needs_check = forms.BooleanField(
        label=_("Cần kiểm tra với văn bản"),
        required=False,
        help_text=_("Bỏ dấu khi đã đối chiếu với văn bản đang có hiệu lực."),
    )

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of != Term.List.DISCIPLINE:
            del self.fields["months"]
        if of != Term.List.LEAVE:
            del self.fields["counts"]

    def data_given(self) -> TermData:
        said = {"months": None, "counts": None, **self.cleaned_data}
        months = None if said["months"] is None else int(said["months"])
        return TermData(**{**said, "months": months})
