"""Forms of certificates: their words, the day of issue, why one ends, what lists are narrowed by."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, TextField
from phongtrao.documents.certificate_words import FormWords
from phongtrao.documents.models import Certificate
from phongtrao.lib.text import fold
from phongtrao.web.tables import ANY, Filter

S = Certificate.Status
GIVEN = [choice for choice in S.choices if choice[0] in S.given]


class WordsForm(forms.Form):
    title = TextField(label=_("Tên giấy"), max_length=120)
    certifies = TextField(
        label=_("Dòng người chứng nhận"),
        max_length=200,
        help_text=_("Ví dụ HIỆU TRƯỞNG TRƯỜNG THCS HOA SEN CHỨNG NHẬN."),
    )
    superior = TextField(label=_("Tên cơ quan cấp trên"), max_length=120, required=False)
    issuer = TextField(label=_("Tên cơ quan cấp giấy"), max_length=160)
    symbol = TextField(
        label=_("Ký hiệu sau số và năm"),
        max_length=30,
        help_text=_("Số in thành 12/2026/GCN-SGDĐT; ký hiệu ở đây là GCN-SGDĐT."),
    )
    place = TextField(label=_("Địa danh"), max_length=60, required=False)
    capacity = TextField(label=_("Thẩm quyền ký"), max_length=60, required=False)
    position = TextField(label=_("Chức vụ người ký"), max_length=60, required=False)
    signer = TextField(label=_("Họ và tên người ký"), max_length=80, required=False)

    def words(self) -> FormWords:
        return FormWords.from_json(self.cleaned_data)


class DayForm(forms.Form):
    issued_on = DayField(
        label=_("Ngày cấp"), help_text=_("Từ ngày ban hành quyết định đến hôm nay.")
    )


class RevokeForm(forms.Form):
    reason = TextField(
        label=_("Lý do thu hồi"),
        max_length=300,
        help_text=_("Người được cấp và văn phòng đọc; trang kiểm tra công khai không nêu."),
    )
    decision = TextField(
        label=_("Số quyết định thu hồi"),
        max_length=60,
        required=False,
        help_text=_("Có thì trang kiểm tra công khai nêu ngay."),
    )
    decided_on = DayField(label=_("Ngày quyết định"), required=False)


class ReissueForm(forms.Form):
    name = TextField(
        label=_("Tên in trên giấy mới"),
        max_length=200,
        help_text=_("Sửa ở đây nếu giấy cũ in sai tên."),
    )
    reason = TextField(
        label=_("Lý do cấp lại"),
        max_length=300,
        help_text=_("Ví dụ: giấy cũ bị mất, bị hỏng, in sai tên."),
    )


class CodeForm(forms.Form):
    ma = TextField(label=_("Mã trên giấy chứng nhận"), max_length=4_500)  # or all the QR code says


class CertificateFilter(Filter):
    q = TextField(label=_("Số, họ tên, tên công trình, đơn vị"))
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *GIVEN])
    tu_ngay = DayField(label=_("Cấp từ ngày"))
    den_ngay = DayField(label=_("Cấp đến ngày"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            words = asked["q"]
            rows = rows.filter(
                Q(search_text__contains=fold(words)) | Q(written__icontains=words.strip())
            )
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["tu_ngay"]:
            rows = rows.filter(issued_on__gte=asked["tu_ngay"])
        if asked["den_ngay"]:
            rows = rows.filter(issued_on__lte=asked["den_ngay"])
        return rows
