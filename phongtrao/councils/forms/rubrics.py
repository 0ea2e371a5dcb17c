"""A rubric on screen: what is of the whole, rows of criteria, of grades and of caps. Works without a script."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import NumberField, TextField
from phongtrao.councils.models import Rubric
from phongtrao.councils.rubric_rows import (
    DEEPEST,
    Row,
    new_key,
    parse_weights,
    rows_of,
    tree_of,
    write_weights,
)
from phongtrao.councils.rubrics import BadRubric, read_rubric
from phongtrao.documents.forms.shipped import HeadingForm
from phongtrao.lib.errors import BadInput

SPARE = 2  # empty rows at the end
HUNDRED = Decimal(100)
DEPTHS = (
    (0, gettext_lazy("Mục lớn")),
    (1, gettext_lazy("— Mục con")),
    (2, gettext_lazy("—— Mục con của mục con")),
)
FACTS = (("copied", gettext_lazy("Tỉ lệ trùng lặp với tài liệu đã có")),)
METHODS = (("mean", gettext_lazy("Trung bình cộng")), ("median", gettext_lazy("Trung vị")))


class WholeForm(HeadingForm):
    """What is of the rubric as a whole."""

    field_order = ("title", "basis", "method", "pass_from", "spread_alarm", "needs_check", "read")
    method = forms.ChoiceField(
        label=gettext_lazy("Điểm của hồ sơ là"),
        choices=METHODS,
        help_text=gettext_lazy("Trung vị bỏ qua một người chấm quá cao hoặc quá thấp."),
    )
    pass_from = NumberField(
        label=gettext_lazy("Đạt từ (điểm)"),
        lowest=0,
        required=False,
        help_text=gettext_lazy("Để trống thì mức đạt theo bảng xếp loại."),
    )
    spread_alarm = NumberField(
        label=gettext_lazy("Chênh lệch cần xem lại (điểm)"),
        lowest=0,
        required=False,
        help_text=gettext_lazy(
            "Khi phiếu cao nhất và thấp nhất cách nhau từ mức này, hệ thống nhắc mời thêm phản biện."
        ),
    )
    read = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))

    FIELDS: ClassVar[tuple[str, ...]] = ("pass_from", "spread_alarm")


class CriterionForm(forms.Form):
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    label = TextField(label=gettext_lazy("Tiêu chí"), max_length=300)
    depth = forms.TypedChoiceField(
        label=gettext_lazy("Thuộc"), choices=DEPTHS[: DEEPEST + 1], coerce=int, initial=0
    )
    most = NumberField(label=gettext_lazy("Tối đa"), lowest=0, required=False)
    least = NumberField(label=gettext_lazy("Tối thiểu"), lowest=0, required=False)
    disqualifies = forms.BooleanField(label=gettext_lazy("Dưới tối thiểu thì loại"), required=False)
    needs_evidence = forms.BooleanField(label=gettext_lazy("Cần minh chứng"), required=False)
    guide = TextField(label=gettext_lazy("Hướng dẫn chấm"), max_length=500, required=False)
    weights = TextField(
        label=gettext_lazy("Hệ số theo lĩnh vực, cấp học"), max_length=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("most", "least"):
            self.fields[name].need = gettext_lazy("nếu có")  # type: ignore[attr-defined]  # by need.html

    def clean_weights(self) -> dict[str, Decimal]:
        try:
            return parse_weights(self.cleaned_data["weights"])
        except BadInput as error:
            raise ValidationError(str(error)) from error

    def row(self) -> Row:
        names = ("label", "most", "least", "disqualifies", "needs_evidence", "guide", "weights")
        said = {name: self.cleaned_data[name] for name in names}
        return Row(key=self.cleaned_data["key"], depth=self.cleaned_data["depth"], **said)


class GradeForm(forms.Form):
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    since = NumberField(label=gettext_lazy("Từ (điểm)"), lowest=0)
    label = TextField(label=gettext_lazy("Xếp loại"), max_length=60)
    passes = forms.BooleanField(label=gettext_lazy("Là đạt"), required=False, initial=True)


class CapForm(forms.Form):
    fact = forms.ChoiceField(label=gettext_lazy("Khi"), choices=FACTS, initial=FACTS[0][0])
    since = NumberField(label=gettext_lazy("Từ (%)"), lowest=0, highest=100)
    most = NumberField(label=gettext_lazy("Điểm cao nhất còn lại"), lowest=0)


CriterionFormSet = forms.formset_factory(
    CriterionForm, extra=SPARE, can_delete=True, can_order=True, max_num=80
)
GradeFormSet = forms.formset_factory(GradeForm, extra=SPARE, can_delete=True, max_num=12)
CapFormSet = forms.formset_factory(CapForm, extra=1, can_delete=True, max_num=5)


class RubricEditor:
    """The four forms as one: filled from a version, read back as the data of the next."""

    def __init__(self, rubric: Rubric, data: dict[str, Any], posted: Any = None) -> None:
        values = read_rubric(data)
        self.whole = WholeForm(
            posted,
            initial={
                "title": rubric.title,
                "basis": rubric.basis,
                "needs_check": rubric.needs_check,
                "method": values.method,
                "pass_from": values.pass_from,
                "spread_alarm": values.spread_alarm,
                "read": rubric.newest,  # type: ignore[attr-defined]  # annotated by access
            },
        )
        rows = [{"ORDER": n * 10, **_initial(row)} for n, row in enumerate(rows_of(data), start=1)]
        grades = [
            {"key": one.key, "since": one.since, "label": one.label, "passes": one.passes}
            for one in values.grades
        ]
        caps = [
            {"fact": one.fact, "since": one.since * HUNDRED, "most": one.most}
            for one in values.caps
        ]
        self.criteria = CriterionFormSet(posted, initial=rows, prefix="tieu-chi")
        self.grades = GradeFormSet(posted, initial=grades, prefix="xep-loai")
        self.caps = CapFormSet(posted, initial=caps, prefix="khong-che")

    @property
    def parts(self) -> tuple[Any, ...]:
        return self.whole, self.criteria, self.grades, self.caps

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in self.parts])  # noqa: C419 -- every part says what is wrong

    @property
    def faults(self) -> list[tuple[Any, str]]:
        """(field, sentence) of everything that is wrong, for the summary on top."""
        forms_ = [self.whole, *self.criteria, *self.grades, *self.caps]
        return [(field, error) for form in forms_ for field in form for error in field.errors]

    def data(self) -> dict[str, Any]:
        """What the service keeps; rows without a key get one nobody has."""
        said = self.whole.cleaned_data
        whole = {name: str(said[name]) for name in WholeForm.FIELDS if said[name] is not None}
        kept = [form for form in self.criteria.ordered_forms if not _is_struck(form)]
        _give_keys("c", kept)
        grades = list(_kept(self.grades))
        _give_keys("g", grades)
        return {
            "method": said["method"],
            **whole,
            "criteria": tree_of(form.row() for form in kept),
            "grades": [_grade(form) for form in sorted(grades, key=_since, reverse=True)],
            "caps": [_cap(form) for form in _kept(self.caps)],
        }

    def add_fault(self, error: BadRubric) -> None:
        """Say at the field what ``read_rubric`` found wrong."""
        names = {"max": "most", "min": "least", "": "label"}
        for form in self.criteria:
            if error.key and form.cleaned_data.get("key") == error.key:
                form.add_error(names.get(error.field, error.field), str(error))
                return
        field = error.field if error.field in self.whole.fields else None
        self.whole.add_error(field, str(error))


def _initial(row: Row) -> dict[str, Any]:
    names = ("key", "label", "depth", "most", "least", "disqualifies", "needs_evidence", "guide")
    return {name: getattr(row, name) for name in names} | {"weights": write_weights(row.weights)}


def _kept(formset: Any) -> Iterable[Any]:
    return (form for form in formset if form.has_changed() or form.initial if not _is_struck(form))


def _is_struck(form: Any) -> bool:
    return not form.cleaned_data or bool(form.cleaned_data.get("DELETE"))


def _give_keys(letter: str, rows: list[Any]) -> None:
    taken = {form.cleaned_data["key"] for form in rows}
    for form in rows:
        form.cleaned_data["key"] = form.cleaned_data["key"] or new_key(letter, taken)


def _since(form: Any) -> Decimal:
    return Decimal(form.cleaned_data["since"])


def _grade(form: Any) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "key": said["key"],
        "label": said["label"],
        "since": str(said["since"]),
        "passes": said["passes"],
    }


def _cap(form: Any) -> dict[str, Any]:
    said = form.cleaned_data
    return {"fact": said["fact"], "since": str(said["since"] / HUNDRED), "most": str(said["most"])}
