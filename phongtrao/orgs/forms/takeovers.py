"""Input about handing over."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.base.forms import LongTextField, offer
from phongtrao.orgs.forms.people import RolesField
from phongtrao.orgs.models import Grant


class GiverForm(forms.Form):
    """Who hands over to whom: the first step."""

    giver = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Bên giao"))
    receiver = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Bên nhận"))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, giver=people, receiver=people)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("giver") and said.get("giver") == said.get("receiver"):
            self.add_error("receiver", gettext_lazy("Bên giao và bên nhận phải là hai người."))
        return said


class TakeoverForm(forms.Form):
    """What goes along besides the open work: the second step."""

    grants = RolesField(
        Grant.objects.none(),
        label=gettext_lazy("Chuyển luôn các vai trò"),
        required=False,
        help_text=gettext_lazy("Bên giao thôi vai trò, bên nhận giữ vai trò ấy từ hôm nay."),
    )
    note = LongTextField(
        label=gettext_lazy("Dặn dò, hồ sơ kèm theo"), max_length=2_000, rows=3, required=False
    )

    def __init__(self, *args: Any, grants: QuerySet[Grant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, grants=grants)
        if not grants:
            del self.fields["grants"]
