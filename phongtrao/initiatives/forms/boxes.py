"""The boxes of a form of report as fields: on the writing page, and as an office looks at them beforehand."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, NumberField, UploadField
from phongtrao.documents.content import UPLOADS
from phongtrao.documents.fields import LONGEST_TEXT, Field, FieldKind

YES, NO = "co", "khong"
YES_NO = (("", gettext_lazy("Chưa chọn")), (YES, gettext_lazy("Có")), (NO, gettext_lazy("Không")))
NOT_CHOSEN = ("", gettext_lazy("Chưa chọn"))


class PreviewForm(forms.Form):
    """What an author will meet; sent nowhere."""

    use_required_attribute = False

    def __init__(self, boxes: list[Field]) -> None:
        super().__init__()
        self.boxes = boxes
        self.fields.update({box.key: field_of(box) for box in boxes})

    def parts(self) -> list[tuple[str, list[BoundField]]]:
        return parts_of(self, self.boxes)


def parts_of(form: forms.Form, boxes: list[Field]) -> list[tuple[str, list[BoundField]]]:
    """(heading, fields below it); what stands above the first heading has none. Boxes without a field are left out."""
    parts: list[tuple[str, list[BoundField]]] = [("", [])]
    for box in boxes:
        if box.section:
            parts.append((box.section, []))
        if box.key in form.fields:
            parts[-1][1].append(form[box.key])
    return [part for part in parts if any(part)]


def field_of(box: Field) -> forms.Field:
    field = _empty_field(box)
    if box.is_required:
        field.need = _("cần khi nộp")  # type: ignore[attr-defined]  # read by need.html
    return field


def _empty_field(box: Field) -> forms.Field:
    said: dict[str, Any] = {"label": box.full_label, "required": False, "help_text": _hint(box)}
    if box.kind == FieldKind.FILE:
        return UploadField(kinds=UPLOADS, label=box.label, required=False, why=box.hint)
    if box.kind == FieldKind.NUMBER:
        return NumberField(lowest=0, **said)
    if box.kind == FieldKind.LONG:
        return LongTextField(rows=8, max_length=LONGEST_TEXT["long"], **said)
    if box.kind == FieldKind.TEXT:
        return LongTextField(rows=3, max_length=LONGEST_TEXT["text"], **said)
    choices = (
        YES_NO if box.kind == FieldKind.YES_NO else [NOT_CHOSEN, *((c, c) for c in box.choices)]
    )
    return forms.ChoiceField(choices=choices, **said)


def _hint(box: Field) -> str:
    if not box.least_words:
        return box.hint
    return f"{box.hint} {_('Ít nhất %d chữ.') % box.least_words}".strip()
