"""A form of report on screen: what stands over it, then rows, each a box or a heading. Works without a script."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField, WholeNumberField
from phongtrao.documents.field_rows import SECTION, Row, fields_of, rows_of
from phongtrao.documents.fields import BadField, Field, FieldKind, read_fields
from phongtrao.documents.forms.boxes import BoxForm
from phongtrao.documents.forms.shipped import HeadingForm
from phongtrao.documents.models import Form, FormVersion
from phongtrao.initiatives.services.report_forms import Read

SPARE = 2  # empty rows at the end
STEP = 10  # between the numbers of two rows: one may be put between
KINDS = (*FieldKind.choices, (SECTION, gettext_lazy("Đề mục, không có chỗ điền")))


class ReadForm(forms.Form):
    """Carries back which version was on screen."""

    number = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))
    saved = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))

    def read(self) -> Read:
        return Read(self.cleaned_data["number"], self.cleaned_data["saved"])


class WholeForm(HeadingForm, ReadForm):
    """What is of the form as a whole."""

    field_order = ("title", "basis", "needs_check", "number", "saved")


class RowForm(BoxForm):
    NAMES = (*BoxForm.NAMES, "may_be_secret")
    key = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    label = TextField(
        label=gettext_lazy("Tên ô"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Hãy ghi tên ô, hoặc đánh dấu “Bỏ dòng này” ở dòng để trống.")
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=KINDS,
        initial=FieldKind.LONG,
        error_messages={
            "invalid_choice": gettext_lazy("Loại ô không có trong danh sách. Hãy chọn lại loại.")
        },
    )
    least_words = WholeNumberField(
        label=gettext_lazy("Ít nhất (chữ)"),
        lowest=0,
        highest=5_000,
        required=False,
    )
    may_be_secret = forms.BooleanField(
        label=gettext_lazy("Tác giả được giữ bí mật ô này"), required=False
    )
    field_order = ("key", "label", "kind", "hint", "least_words", "measure", "choices")

    def row(self, key: str) -> Row:
        return Row(
            key=key, **self.said() | {"least_words": int(self.cleaned_data["least_words"] or 0)}
        )


class BaseRows(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    def add_fields(self, form: RowForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = gettext_lazy("Thứ tự")
        form.fields["DELETE"].label = gettext_lazy("Bỏ dòng này")
        form.order_fields(["ORDER"])
        form.use_required_attribute = False


Rows = forms.formset_factory(
    RowForm, formset=BaseRows, extra=SPARE, can_delete=True, can_order=True, max_num=120
)


class FormEditor:
    """Heading and rows as one: filled from a version, read back as the boxes of the next."""

    def __init__(self, form: Form, version: FormVersion, posted: Any = None) -> None:
        self.whole = WholeForm(
            posted,
            initial={
                "title": form.title,
                "basis": form.basis,
                "needs_check": form.needs_check,
                "number": version.number,
                "saved": version.saved,
            },
        )
        kept = enumerate(rows_of(read_fields(version.fields)), start=1)
        rows = [{"ORDER": place * STEP, **_initial(row)} for place, row in kept]
        self.rows = Rows(posted, initial=rows, prefix="dong")
        self._keys: dict[str, RowForm] = {}
        self._moved: list[RowForm] | None = None

    @property
    def parts(self) -> tuple[Any, ...]:
        return self.whole, self.rows

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in self.parts])  # noqa: C419 -- every part says what is wrong

    @property
    def faults(self) -> list[tuple[Any, str]]:
        """(field, sentence) of everything that is wrong, for the summary on top."""
        forms_ = [self.whole, *self.rows]
        return [(field, error) for form in forms_ for field in form for error in field.errors]

    def boxes(self) -> list[Field]:
        """What the service keeps; BadField by the keys given here, which the service knows or replaces."""
        return fields_of(self._read_rows())

    def move(self, asked: str) -> None:
        """“3 -1”: the fourth row of the page goes up one, among those that stay."""
        place, _space, steps = asked.partition(" ")
        kept = self._kept()
        rows = {str(number): form for number, form in enumerate(self.rows)}
        row = rows.get(place)
        if row in kept and steps in ("-1", "1"):
            at = kept.index(row)
            kept.insert(max(at + int(steps), 0), kept.pop(at))
        self._moved = kept

    def add_fault(self, error: BadField) -> None:
        """Say at the field what is wrong."""
        row = self._keys.get(error.key)
        if row is None:
            self.whole.add_error(None, str(error))
        else:
            name = error.field if error.field in row.fields else "label"
            row.add_error(name, str(error))

    def _read_rows(self) -> Iterator[Row]:
        for place, form in enumerate(self._kept()):
            key = form.cleaned_data["key"] or f"m{place}"
            self._keys[key] = form
            yield form.row(key)

    def _kept(self) -> list[RowForm]:
        if self._moved is not None:
            return self._moved
        return [form for form in self.rows.ordered_forms if not _is_struck(form)]


def _initial(row: Row) -> dict[str, Any]:
    return {"key": row.key, "least_words": row.least_words or None, **RowForm.initial_of(row)}


def _is_struck(form: RowForm) -> bool:
    return not form.cleaned_data or bool(form.cleaned_data.get("DELETE"))
