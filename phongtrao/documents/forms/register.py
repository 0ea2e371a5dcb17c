"""Forms and filters of documents, evidence and templates."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, UploadField
from phongtrao.base.search import with_words
from phongtrao.documents.content import UPLOADS
from phongtrao.documents.models import (
    Citation,
    DocumentKind,
    Evidence,
    OfficialDocument,
    StoredFile,
)
from phongtrao.documents.queries import search_documents, unit_named
from phongtrao.documents.services import DocumentData
from phongtrao.lib.text import document_number, fold
from phongtrao.web.tables import ANY, Filter

# ------------------------------------------------------------------ filters


class DocumentFilter(Filter):
    first = ("q", "loai")

    q = forms.CharField(label=_("Số, trích yếu hoặc cơ quan ban hành"))
    loai = forms.ChoiceField(label=_("Loại văn bản"), choices=[ANY, *DocumentKind.choices])
    co_quan = forms.CharField(label=_("Cơ quan ban hành"))
    nam = forms.IntegerField(label=_("Năm ban hành"), min_value=1900, max_value=2200)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[ANY, *OfficialDocument.Status.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = search_documents(rows, asked["q"])
        if asked["loai"]:
            rows = rows.filter(kind=asked["loai"])
        if asked["co_quan"]:
            rows = rows.filter(search_text__contains=fold(asked["co_quan"]))
        if asked["nam"]:
            rows = rows.filter(issued_on__year=asked["nam"])
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        return rows


class EvidenceFilter(Filter):
    q = forms.CharField(label=_("Tên minh chứng"))
    loai = forms.ChoiceField(label=_("Loại"), choices=[ANY, *Evidence.Kind.choices])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            rows = with_words(rows, "title", q)
        if kind := self.cleaned_data["loai"]:
            rows = rows.filter(kind=kind)
        return rows


# ------------------------------------------------------------------ forms


class DocumentForm(forms.Form):
    number = TextField(
        label=_("Số, ký hiệu"),
        max_length=60,
        required=False,
        help_text=_("Như in trên văn bản, ví dụ 05/KH-SGDĐT. Để trống nếu còn là dự thảo."),
    )
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentKind.choices)
    issuer_name = TextField(
        label=_("Cơ quan ban hành"),
        max_length=200,
        help_text=_("Gõ đúng tên một đơn vị trong hệ thống thì văn bản được nối với đơn vị đó."),
    )
    abstract = LongTextField(label=_("Trích yếu"), rows=3, max_length=2_000)
    signer = TextField(label=_("Người ký"), max_length=120, required=False)
    signer_title = TextField(label=_("Chức vụ người ký"), max_length=120, required=False)
    capacity = TextField(
        label=_("Thẩm quyền ký"),
        max_length=60,
        required=False,
        help_text=_("KT., TL., TM. hoặc TUQ., nếu có."),
    )
    file = UploadField(label=_("Tệp văn bản"), kinds=UPLOADS, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("number") and not document_number(cleaned["number"]):
            self.add_error("number", _("Số, ký hiệu chưa đúng. Hãy nhập như in trên văn bản."))
        if cleaned.get("number") and not cleaned.get("issued_on"):
            self.add_error(
                "issued_on", _("Văn bản có số thì phải có ngày ban hành. Hãy nhập ngày.")
            )
        return cleaned

    def document_data(self, file: StoredFile | None) -> DocumentData:
        values = {k: v for k, v in self.cleaned_data.items() if k != "file"}
        return DocumentData(
            **values, issuer=unit_named(self.cleaned_data["issuer_name"]), file=file
        )


class CitationForm(forms.Form):
    role = forms.ChoiceField(label=_("Quan hệ"), choices=Citation.Role.choices)
    number = TextField(
        label=_("Số, ký hiệu văn bản được dẫn"),
        max_length=60,
        help_text=_("Văn bản chưa có trong sổ sẽ được ghi là “mới biết qua văn bản khác”."),
    )
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentKind.choices)
    issuer_name = TextField(label=_("Cơ quan ban hành"), max_length=200)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    abstract = TextField(label=_("Trích yếu"), max_length=2_000, required=False)
    passage = LongTextField(label=_("Đoạn trích"), rows=2, required=False)


class EvidenceForm(forms.Form):
    title = TextField(
        label=_("Tên minh chứng"),
        max_length=200,
        required=False,
        help_text=_("Để trống thì lấy tên tệp."),
    )
    file = UploadField(label=_("Tệp"), kinds=UPLOADS, required=False)
    url = forms.URLField(
        label=_("hoặc địa chỉ trên mạng"), required=False, max_length=500, assume_scheme="https"
    )
    valid_until = DayField(label=_("Có giá trị đến"), required=False)


class EvidenceChangeForm(forms.Form):
    title = TextField(label=_("Tên minh chứng"), max_length=200)
    valid_until = DayField(label=_("Có giá trị đến"), required=False)


class TemplateForm(forms.Form):
    file = UploadField(
        label=_("Tệp mẫu (.docx)"),
        kinds=(".docx",),
        why=_("Hệ thống kiểm tra mọi chỗ trước khi dùng và nêu rõ chỗ sai."),
    )
    note = TextField(
        label=_("Ghi chú"),
        max_length=300,
        required=False,
        help_text=_("Mẫu này khác mẫu trước ở điểm nào."),
    )
