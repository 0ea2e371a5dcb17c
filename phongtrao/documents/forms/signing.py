"""Who signs a paper, where: the lines above and below a signature. Decree 30/2020/NĐ-CP, annex I."""

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import TextField

SIGNING = ("place", "capacity", "position", "signer")


class SignedForm(forms.Form):
    """To be mixed into a form of a paper."""

    place = TextField(label=_("Địa danh"), max_length=60, required=False)
    capacity = TextField(
        label=_("Thẩm quyền ký"),
        max_length=60,
        required=False,
        help_text=_("Ví dụ KT. GIÁM ĐỐC; để trống nếu người đứng đầu ký."),
    )
    position = TextField(label=_("Chức vụ người ký"), max_length=60, required=False)
    signer = TextField(label=_("Họ và tên người ký"), max_length=80, required=False)
