"""What is handed to an authority above, and what it says."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, UploadField, offer, ticks
from phongtrao.documents.content import UPLOADS
from phongtrao.nominations.models import HandOverNote, Nomination

MOST = 200  # in one package: so many ticks a page holds
TALK = [(K, K.label) for K in (HandOverNote.Kind.QUESTION, HandOverNote.Kind.ANSWER)]


class ChosenForm(forms.Form):
    """Ticks before the names of nominations, all of them at first."""

    chosen = ticks(_("Hồ sơ"), ())

    def __init__(self, *args: Any, rows: Sequence[Nomination], **kwargs: Any) -> None:
        keys = [str(one.pk) for one in rows]
        super().__init__(*args, **kwargs)
        self.initial["chosen"] = keys
        offer(self, chosen=[(str(one.pk), f"{one.name} ({one.unit})") for one in rows])

    def picked(self) -> frozenset[int]:
        return frozenset(int(key) for key in self.cleaned_data["chosen"])


class HandOverForm(ChosenForm):
    to = TextField(
        label=_("Nơi nhận"),
        max_length=200,
        help_text=_("Ví dụ UBND tỉnh, Ban Thi đua – Khen thưởng, Bộ Giáo dục và Đào tạo."),
    )
    handed_on = DayField(label=_("Gửi ngày"), initial=timezone.localdate)
    field_order = ("to", "handed_on", "chosen")


class ReceiptForm(forms.Form):
    receipt = TextField(label=_("Số biên nhận"), max_length=60, required=False)
    received_on = DayField(label=_("Nhận ngày"), initial=timezone.localdate)


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=TALK)
    on = DayField(label=_("Ngày"), initial=timezone.localdate)
    words = LongTextField(label=_("Nội dung"), rows=5, max_length=5_000)


class AnswerForm(ChosenForm):
    chosen = ticks(
        _("Được khen"),
        (),
        help_text=_("Ai có tên trong quyết định mà không trình ở đây thì ghi ở “Khen thưởng”."),
    )
    number = TextField(label=_("Số quyết định"), max_length=60)
    on = DayField(label=_("Ngày quyết định"))
    who = TextField(label=_("Cơ quan, người quyết định"), max_length=200)
    file = UploadField(label=_("Bản chụp quyết định"), kinds=UPLOADS, required=False)
    reason = LongTextField(
        label=_("Lý do những đề nghị không được khen"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_("Người được đề nghị đọc lý do này."),
    )
    field_order = ("number", "on", "who", "file", "chosen", "reason")
