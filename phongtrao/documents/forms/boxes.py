"""One box of a form an office words itself (``documents.fields``), as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.documents.fields import Field, FieldKind


class BoxForm(forms.Form):
    label = TextField(label=gettext_lazy("Tên ô"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=FieldKind.choices)
    measure = TextField(
        label=gettext_lazy("Đơn vị tính"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Chỉ cho ô số: sáng kiến, người, %."),
    )
    choices = LongTextField(
        label=gettext_lazy("Các lựa chọn"),
        required=False,
        rows=3,
        help_text=gettext_lazy("Chỉ cho ô chọn một, mỗi dòng một lựa chọn."),
    )
    hint = TextField(label=gettext_lazy("Giải thích dưới ô"), required=False, max_length=300)
    is_required = forms.BooleanField(
        label=gettext_lazy("Bắt buộc điền"), required=False, initial=True
    )

    NAMES: tuple[str, ...] = ("label", "kind", "measure", "hint", "is_required")

    @classmethod
    def initial_of(cls, box: Any) -> dict[str, Any]:
        """``box``: a Field, or a row of ``documents.field_rows``."""
        said = {name: getattr(box, name) for name in cls.NAMES}
        return {**said, "choices": "\n".join(box.choices)}

    def said(self) -> dict[str, Any]:
        """By the names of ``Field``, but its key."""
        asked = self.cleaned_data
        return {
            **{name: asked[name] for name in self.NAMES},
            "choices": tuple(asked["choices"].splitlines()),
        }

    def box(self, key: str = "") -> Field:
        return Field(key=key, **self.said())
