"""The words of a decision of recognition around its list."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.documents.forms.planned import PlannedForm
from phongtrao.documents.forms.signing import SIGNING, SignedForm
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.text import fold
from phongtrao.recognition.models import ScopeRecognition
from phongtrao.recognition.services.decisions import DecisionWording
from phongtrao.web.tables import ANY, Filter

SAID = ("abstract", "authority", "bases", "articles", "annex_title", *SIGNING)


class DecisionForm(SignedForm, PlannedForm):
    abstract = TextField(label=_("Trích yếu"), max_length=500)
    authority = TextField(
        label=_("Thẩm quyền ban hành"),
        max_length=200,
        help_text=_("Dòng chữ hoa trên các căn cứ, ví dụ GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO."),
    )
    bases = LongTextField(
        label=_("Căn cứ"),
        rows=5,
        max_length=10_000,
        required=False,
        help_text=_("Mỗi dòng một căn cứ, bắt đầu bằng “Căn cứ”; in nghiêng ở đầu văn bản."),
    )
    articles = LongTextField(
        label=_("Các điều"),
        rows=8,
        max_length=20_000,
        help_text=_(
            "Mỗi dòng một đoạn; dòng bắt đầu bằng “Điều 1.” in đậm số điều. “./.” cuối văn bản tự thêm."
        ),
    )
    annex_title = TextField(label=_("Tên danh sách ở phụ lục"), max_length=300)
    note = TextField(label=_("Bản này khác bản trước ở đâu"), max_length=300, required=False)
    field_order = (*SAID, "groups", "recipients", "note")

    def wording(self) -> DecisionWording:
        said = {name: self.cleaned_data[name] for name in (*SAID, "note")}
        return DecisionWording(**said, recipients=self.planned())


class DecisionFilter(Filter):
    q = TextField(label=_("Trích yếu, số, ký hiệu"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[ANY, *OfficialDocument.Status.choices]
    )
    cap = forms.ChoiceField(
        label=_("Phạm vi ảnh hưởng"), choices=[ANY, *ScopeRecognition.Scope.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(document__search_text__contains=fold(asked["q"]))
        if asked["tinh_trang"]:
            rows = rows.filter(document__status=asked["tinh_trang"])
        if asked["cap"]:
            rows = rows.filter(scope=asked["cap"])
        return rows


class LineFilter(Filter):
    q = TextField(label=_("Tên, đơn vị"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if words := self.cleaned_data["q"]:
            sought = fold(words)
            rows = rows.filter(creation__search_text__contains=sought) | rows.filter(
                creation__unit__search_text__contains=sought
            )
        return rows
