"""The form of a paper written on the screen, from the blank template of its kind."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField, offer
from phongtrao.documents.forms.outgoing import OWN_KINDS
from phongtrao.documents.forms.planned import PlannedForm
from phongtrao.documents.forms.signing import SIGNING, SignedForm
from phongtrao.documents.models import DocumentKind
from phongtrao.documents.services import Draft, Wording
from phongtrao.orgs.models import Unit

# The template prints the name of the kind, so “another paper” has none.
WRITTEN_KINDS = [choice for choice in OWN_KINDS if choice[0] != DocumentKind.OTHER]
ORDER = (
    *("unit", "kind", "abstract", "addressed_to", "text"),
    *SIGNING,
    *("groups", "recipients", "note"),
)


class WrittenForm(SignedForm, PlannedForm):
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=WRITTEN_KINDS)
    abstract = LongTextField(
        label=_("Trích yếu"),
        rows=2,
        max_length=2_000,
        help_text=_("Công văn in thành “V/v …” dưới số; văn bản khác in dưới tên loại."),
    )
    addressed_to = LongTextField(
        label=_("Kính gửi"),
        rows=2,
        max_length=2_000,
        required=False,
        need=_("cần khi là công văn"),
        help_text=_("Mỗi dòng một nơi; “Như trên” trong “Nơi nhận” thay cho các nơi ghi ở đây."),
    )
    text = LongTextField(
        label=_("Nội dung"),
        rows=12,
        max_length=50_000,
        help_text=_(
            "Mỗi dòng là một đoạn. Các dòng đầu bắt đầu bằng “Căn cứ” được in nghiêng như căn cứ;"
            " “./.” cuối văn bản tự thêm."
        ),
    )
    note = TextField(label=_("Ghi chú về bản này"), max_length=300, required=False)
    field_order = ORDER

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        if said.get("kind") == DocumentKind.LETTER and not said.get("addressed_to"):
            self.add_error("addressed_to", _("Công văn phải có nơi được gửi."))
        return said

    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(said["kind"], said["abstract"], said["note"], self.planned())

    def wording(self) -> Wording:
        return Wording(**{name: self.cleaned_data[name] for name in Wording.__slots__})


class NewWrittenForm(WrittenForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị ban hành"), empty_label=None)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=units)
