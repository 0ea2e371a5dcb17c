"""An index set on screen: one criterion at a time, level rules as rows. Works without a script."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.assessments.known import known_facts
from phongtrao.assessments.levels import Rules
from phongtrao.assessments.models import Criterion, Edition
from phongtrao.assessments.rows import DEEPEST, Row, choices_as_text, read_choices
from phongtrao.base.forms import DayField, LongTextField, NumberField, TextField, UploadField, offer
from phongtrao.documents.forms.shipped import CopyForm, HeadingForm
from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import MAX_BYTES
from phongtrao.web.forms import ConfirmForm

DEPTHS = (
    (0, gettext_lazy("Nhóm")),
    (1, gettext_lazy("— Tiêu chí của nhóm")),
    (2, gettext_lazy("—— Tiêu chí con")),
)
NAMES = [
    *("code", "title", "depth", "way", "most", "least", "each"),
    *("is_mandatory", "evidence", "fact", "guide", "needs_check"),
]


class CriterionForm(forms.Form):
    read = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))
    code = TextField(label=gettext_lazy("Mã"), max_length=20)
    title = TextField(label=gettext_lazy("Tiêu chí"), max_length=500)
    depth = forms.TypedChoiceField(
        label=gettext_lazy("Bậc"), choices=DEPTHS[: DEEPEST + 1], coerce=int
    )
    way = forms.ChoiceField(label=gettext_lazy("Cách tính"), choices=Criterion.Scoring.choices)
    most = NumberField(
        label=gettext_lazy("Điểm tối đa"),
        lowest=0,
        highest=10_000,
        required=False,
        help_text=gettext_lazy("Nhóm có tiêu chí bên dưới thì điểm là tổng của chúng."),
    )
    least = NumberField(
        label=gettext_lazy("Điểm tối thiểu"),
        lowest=0,
        highest=10_000,
        required=False,
        help_text=gettext_lazy("Chỉ xét khi là điều kiện bắt buộc."),
    )
    each = NumberField(
        label=gettext_lazy("Điểm mỗi đơn vị đếm"),
        lowest=0,
        highest=10_000,
        required=False,
        help_text=gettext_lazy("Chỉ khi tính theo số lượng."),
    )
    choices = LongTextField(
        label=gettext_lazy("Các mức để chọn"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Mỗi dòng một mức, ghi “tên mức: điểm”. Chỉ khi chọn mức có điểm."),
    )
    is_mandatory = forms.BooleanField(label=gettext_lazy("Điều kiện bắt buộc"), required=False)
    evidence = TextField(label=gettext_lazy("Minh chứng cần có"), max_length=300, required=False)
    fact = forms.ChoiceField(
        label=gettext_lazy("Hệ thống điền sẵn từ"),
        required=False,
        help_text=gettext_lazy("Chỉ với tiêu chí đếm số lượng; đơn vị vẫn sửa được."),
    )
    guide = TextField(label=gettext_lazy("Hướng dẫn"), max_length=500, required=False)
    needs_check = forms.BooleanField(label=gettext_lazy("Còn cần kiểm tra"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.name, one.about) for one in known_facts()]
        offer(self, fact=[("", _("Không điền sẵn")), *known])

    def clean_choices(self) -> list[dict[str, str]]:
        try:
            return read_choices(self.cleaned_data["choices"])
        except BadInput as error:
            raise ValidationError(str(error)) from error

    def row(self) -> Row:
        said = {name: self.cleaned_data[name] for name in NAMES}
        return Row(**said, choices=self.cleaned_data["choices"])


def initial_row(row: Row, read: int) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in NAMES}
    return kept | {"choices": choices_as_text(row.choices), "read": read}


class SheetForm(forms.Form):
    """The workbook of an edition, filled in."""

    read = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))
    file = UploadField(
        label=gettext_lazy("Bảng bộ chỉ số đã sửa"),
        kinds=(".xlsx", ".xls", ".ods"),
        limit=MAX_BYTES,
        why=gettext_lazy("Tải bảng của bản soạn về, sửa rồi đưa lên: cả bản soạn được thay."),
    )


class SetCopyForm(CopyForm):
    title = TextField(label=gettext_lazy("Tên bộ chỉ số"), max_length=200)


class DropForm(ConfirmForm):
    """Asked before a criterion goes with what stands below it; carries what the button said."""

    viec = forms.CharField(widget=forms.HiddenInput)
    read = forms.CharField(widget=forms.HiddenInput, required=False)


class RulesForm(HeadingForm):
    """What is of the edition as a whole."""

    title = TextField(label=gettext_lazy("Tên bộ chỉ số"), max_length=200)
    field_order = ("title", "basis", "combine", "mandatory", "rules_check", "needs_check")
    combine = forms.ChoiceField(
        label=gettext_lazy("Mức chung lấy từ"),
        choices=(
            ("lowest", gettext_lazy("nhóm có mức thấp nhất")),
            ("sum", gettext_lazy("tổng điểm các nhóm")),
            ("mean", gettext_lazy("trung bình điểm các nhóm")),
        ),
    )
    mandatory = TextField(
        label=gettext_lazy("Thiếu điều kiện bắt buộc thì mức cao nhất là"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ghi đúng tên một mức; để trống thì không hạ mức."),
    )
    rules_check = forms.BooleanField(
        label=gettext_lazy("Cách gộp mức còn cần kiểm tra"), required=False
    )
    valid_from = DayField(label=gettext_lazy("Áp dụng từ ngày"), required=False)
    valid_to = DayField(label=gettext_lazy("Áp dụng đến hết ngày"), required=False)
    read = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))


class BandForm(forms.Form):
    key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    label = TextField(label=gettext_lazy("Mức"), max_length=60)
    low_end = forms.ChoiceField(
        label=gettext_lazy("Đầu dưới"),
        choices=(("from", gettext_lazy("từ")), ("above", gettext_lazy("trên"))),
    )
    low = NumberField(label=gettext_lazy("Điểm dưới"), lowest=0, required=False)
    high_end = forms.ChoiceField(
        label=gettext_lazy("Đầu trên"),
        choices=(("to", gettext_lazy("đến")), ("below", gettext_lazy("dưới"))),
    )
    high = NumberField(label=gettext_lazy("Điểm trên"), lowest=0, required=False)


BandFormSet = forms.formset_factory(BandForm, extra=2, can_delete=True, max_num=12)


class RulesEditor:
    """The form of the whole and the rows of levels, as one; ``faults`` for the summary on top."""

    def __init__(self, edition: Edition, posted: Any = None) -> None:
        rules = edition.level_rules
        self.whole = RulesForm(posted, initial=_whole(edition, rules))
        self.bands = BandFormSet(posted, initial=list(_bands(rules)), prefix="muc")

    def is_valid(self) -> bool:
        return all([self.whole.is_valid(), self.bands.is_valid()])

    @property
    def faults(self) -> list[tuple[Any, str]]:
        forms_ = [self.whole, *self.bands]
        return [(field, error) for form in forms_ for field in form for error in field.errors]

    def data(self) -> dict[str, Any]:
        """What ``levels.read_rules`` reads; a new level is known by the first number nobody has."""
        kept = [
            form for form in self.bands if form.cleaned_data and not form.cleaned_data["DELETE"]
        ]
        taken = {form.cleaned_data["key"] for form in kept}
        for form in kept:
            if not form.cleaned_data["key"]:
                number = next(str(n) for n in range(1, 99) if str(n) not in taken)
                taken.add(number)
                form.cleaned_data["key"] = number
        bands = [_band(form.cleaned_data) for form in kept]
        said = self.whole.cleaned_data
        named = {band["label"]: band["key"] for band in bands}
        mandatory = named.get(said["mandatory"], said["mandatory"])
        return {
            "combine": said["combine"],
            "mandatory": mandatory,
            "check": said["rules_check"],
            "bands": bands,
        }


def _band(said: dict[str, Any]) -> dict[str, str]:
    found = {"key": said["key"], "label": said["label"]}
    for name in ("low", "high"):
        if said[name] is not None:
            found[said[f"{name}_end"]] = str(said[name])
    return found


def _whole(edition: Edition, rules: Rules) -> dict[str, Any]:
    index_set = edition.index_set
    kept = {name: getattr(index_set, name) for name in ("title", "basis", "needs_check")}
    return kept | {
        "combine": rules.combine,
        "mandatory": rules.label(rules.mandatory),
        "rules_check": rules.needs_check,
        "valid_from": edition.valid_from,
        "valid_to": edition.valid_to,
        "read": edition.saved,
    }


def _bands(rules: Rules) -> Iterable[dict[str, Any]]:
    for band in rules.bands:
        yield {
            "key": band.key,
            "label": band.label,
            "low": band.low,
            "low_end": "from" if band.has_low else "above",
            "high": band.high,
            "high_end": "to" if band.has_high else "below",
        }
