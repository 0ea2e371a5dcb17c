"""Answers and findings criterion by criterion, made from the edition; nothing is required: a draft may be anything."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.assessments.models import Criterion, Score
from phongtrao.assessments.rows import MOST_COUNTED, Way
from phongtrao.assessments.services.verifying import Found
from phongtrao.assessments.services.writing import Given
from phongtrao.base.forms import LongTextField, MarkedForm, NumberField, TextField, UploadField
from phongtrao.lib.numbers import format_number

VALUE, WORDS, FILE = "d-", "y-", "t-"
KINDS = (".pdf", ".docx", ".xlsx", ".jpg", ".jpeg", ".png")
LONGEST = 1_000


class OneOf(forms.ChoiceField):
    """A number chosen among few; stored as 60.00 it is still the choice named 60."""

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value


class ScoresForm(MarkedForm):
    words_label: Any = ""
    need: Any = ""
    words_need: Any = ""

    def __init__(self, *args: Any, leaves: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaves = list(leaves)
        for one in self.leaves:
            value = value_field(one)
            words = TextField(label=self.words_label, max_length=LONGEST, required=False)
            value.need, words.need = self.need, self.words_need  # type: ignore[attr-defined]  # read by need.html
            self.fields |= {f"{VALUE}{one.pk}": value, f"{WORDS}{one.pk}": words}

    def add_faults(self, faults: Mapping[int, str]) -> None:
        for pk, said in faults.items():
            self.add_error(f"{VALUE}{pk}", said)

    def value(self, criterion: Criterion) -> Decimal | None:
        said = self.cleaned_data.get(f"{VALUE}{criterion.pk}")
        return None if said in (None, "") else Decimal(said)

    def words(self, criterion: Criterion) -> str:
        return str(self.cleaned_data.get(f"{WORDS}{criterion.pk}", ""))

    @property
    def faults(self) -> list[tuple[Any, str]]:
        return [(field, str(error)) for field in self for error in field.errors]


class AnswersForm(ScoresForm):
    """What a unit says of itself. A file is asked for only where the criterion wants evidence."""

    words_label = gettext_lazy("Giải trình")
    need = gettext_lazy("cần khi nộp")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.leaves:
            if one.evidence:
                field = UploadField(label=_("Tệp minh chứng"), kinds=KINDS, required=False)
                field.help_text = ""
                self.fields[f"{FILE}{one.pk}"] = field

    def given(self) -> dict[int, Given]:
        return {one.pk: Given(self.value(one), self.words(one)) for one in self.leaves}

    def uploads(self) -> list[tuple[Criterion, Any]]:
        named = ((one, self.cleaned_data.get(f"{FILE}{one.pk}")) for one in self.leaves)
        return [(one, file) for one, file in named if file]


class FindingsForm(ScoresForm):
    words_label = gettext_lazy("Lý do")
    need = gettext_lazy("cần khi thẩm định xong")
    words_need = gettext_lazy("cần khi khác điểm tự chấm")

    def found(self) -> dict[int, Found]:
        return {one.pk: Found(self.value(one), self.words(one)) for one in self.leaves}


def initial_answers(scores: Iterable[Score]) -> dict[str, Any]:
    return _initial((one.criterion_id, one.value, one.note) for one in scores)


def initial_findings(scores: Iterable[Score]) -> dict[str, Any]:
    return _initial((one.criterion_id, one.verified_value, one.reason) for one in scores)


def value_field(criterion: Criterion) -> forms.Field:
    """The label is read aloud with the criterion's own words: it stands in a fieldset named by them."""
    most = format_number(criterion.most or 0)
    if criterion.way == Way.CONDITION:
        choices = [("", _("Chưa chọn")), ("1", _("Đạt")), ("0", _("Chưa đạt"))]
        return OneOf(label=_("Kết quả"), choices=choices, required=False)
    if criterion.way == Way.CHOICE:
        said = _("%(label)s – %(points)s điểm")
        rows = [
            (plain(Decimal(one["points"])), said % {"label": one["label"], "points": format_number(Decimal(one["points"]))})
            for one in criterion.choices
        ]  # fmt: skip
        return OneOf(label=_("Mức"), choices=[("", _("Chưa chọn")), *rows], required=False)
    labels = {
        Way.POINTS: _("Điểm (tối đa %s)") % most,
        Way.PERCENT: _("Tỷ lệ, từ 0 đến 100 (%)"),
        Way.COUNT: _("Số lượng"),
    }
    label = labels[Way(criterion.way)]
    field = NumberField(label=label, lowest=0, highest=MOST_COUNTED, required=False)
    field.widget.attrs["data-points"] = ""
    return field


def plain(value: Decimal) -> str:
    """As a choice is named: 60, not 60.00."""
    return f"{value.normalize():f}"


def _initial(rows: Iterable[tuple[int, Decimal | None, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pk, value, words in rows:
        found[f"{VALUE}{pk}"] = value
        found[f"{WORDS}{pk}"] = words
    return found


class ReturnForm(forms.Form):
    reason = LongTextField(label=gettext_lazy("Đơn vị cần bổ sung gì"), rows=3, max_length=2_000)


class ObjectForm(forms.Form):
    text = LongTextField(
        label=gettext_lazy("Ý kiến của đơn vị"),
        rows=4,
        max_length=2_000,
        help_text=gettext_lazy("Nêu rõ minh chứng nào chứng tỏ điểm tự chấm."),
    )


class ReplyForm(forms.Form):
    answer = LongTextField(label=gettext_lazy("Trả lời"), rows=4, max_length=2_000)

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = value_field(criterion)
        field.label = _("Kết quả thẩm định mới")
        field.help_text = _("Để nguyên nếu giữ kết quả cũ.")
        self.fields["value"] = field

    def value(self) -> Decimal | None:
        said = self.cleaned_data["value"]
        return None if said in (None, "") else Decimal(said)
