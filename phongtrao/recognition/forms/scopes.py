"""Decisions about effect and scope, and requests for them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, offer
from phongtrao.orgs.models import Unit
from phongtrao.recognition.models import Creation, ScopeRecognition
from phongtrao.web.forms import ConfirmForm


def _scopes_left(creation: Creation) -> list[tuple[str, str]]:
    """Those that do not hold yet."""
    held = set(creation.scopes.filter(revoked_on=None).values_list("scope", flat=True))
    return [(key, str(label)) for key, label in ScopeRecognition.Scope.choices if key not in held]


class ScopeForm(forms.Form):
    scope = forms.ChoiceField(label=_("Phạm vi ảnh hưởng"))
    decided_by = forms.ModelChoiceField(
        label=_("Cơ quan ban hành quyết định"),
        queryset=Unit.objects.none(),
        empty_label=_("Chọn cơ quan"),
    )
    number = TextField(
        label=_("Số, ký hiệu quyết định"),
        max_length=60,
        help_text=_(
            "Như in trên văn bản, ví dụ 05/QĐ-SGDĐT. Chưa có trong sổ thì được ghi vào sổ."
        ),
    )
    decided_on = DayField(label=_("Ngày quyết định"))
    effect = LongTextField(
        label=_("Hiệu quả áp dụng"), required=False, help_text=_("Như quyết định ghi.")
    )

    def __init__(
        self, *args: Any, creation: Creation, deciders: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, scope=_scopes_left(creation), decided_by=deciders)


class RevokeForm(ConfirmForm):
    """What revokes it: the reason, and the decision where there is one."""

    number = TextField(
        label=_("Số, ký hiệu quyết định hủy bỏ"),
        required=False,
        max_length=60,
        help_text=_("Bỏ trống nếu chưa có quyết định riêng."),
    )
    issued_on = DayField(label=_("Ngày quyết định hủy bỏ"), required=False)
    reason = TextField(label=_("Lý do"), max_length=300)

    field_order = ("reason", "number", "issued_on", "confirm")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("number") and not found.get("issued_on"):
            self.add_error("issued_on", _("Có số thì phải có ngày của quyết định."))
        issued_on = found.get("issued_on")
        if issued_on and issued_on > timezone.localdate():
            self.add_error("issued_on", _("Ngày quyết định chưa đến."))
        return found


class RequestForm(forms.Form):
    scope = forms.ChoiceField(label=_("Phạm vi đề nghị"))
    owner = forms.ModelChoiceField(
        label=_("Gửi đến"), queryset=Unit.objects.none(), empty_label=None
    )
    effect = LongTextField(
        label=_("Hiệu quả, nơi đã áp dụng"),
        help_text=_("Các đơn vị đã xác nhận áp dụng hiện kèm đề nghị, không cần kể lại."),
    )

    def __init__(
        self, *args: Any, creation: Creation, owners: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        above = [pair for pair in _scopes_left(creation) if pair[0] != ScopeRecognition.Scope.BASE]
        offer(self, scope=above, owner=owners)


class ReasonForm(forms.Form):
    reason = LongTextField(label=_("Lý do"), rows=3, max_length=2_000)


class ShortReasonForm(forms.Form):
    reason = TextField(label=_("Lý do"), max_length=300)
