"""What the officer decides beside the facts, when an intake becomes a plan or amends one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, TextField, offer
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.access.amending import amendable_plans
from phongtrao.plans.forms.intake import ISSUING, units_for
from phongtrao.plans.forms.plans import movements_to_serve, plans_above
from phongtrao.plans.models import Movement, Plan
from phongtrao.plans.queries.intake import issuer_elsewhere
from phongtrao.plans.services.intake_publish import Publication


class PublishForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=_("Đơn vị ban hành"), queryset=Unit.objects.none(), empty_label=None
    )
    line = forms.ChoiceField(
        label=_("Tuyến giao việc"),
        choices=Line.choices,
        initial=Line.PROF,
        help_text=_("Nhiệm vụ đi xuống các đơn vị theo tuyến này."),
    )
    starts_on = DayField(label=_("Thực hiện từ ngày"))
    ends_on = DayField(label=_("Đến ngày"), required=False)
    movements = forms.ModelMultipleChoiceField(
        label=_("Thuộc phong trào đã có"),
        queryset=Movement.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Một kế hoạch có thể phục vụ nhiều phong trào."),
    )
    new_movement = TextField(
        label=_("Hoặc phát động phong trào mới"),
        required=False,
        max_length=300,
        help_text=_(
            "Tên phong trào. Mục đích, đối tượng, giai đoạn và nội dung đã soát được đưa vào phong trào."
        ),
    )
    parent = forms.ModelChoiceField(
        label=_("Thực hiện kế hoạch của cấp trên"), queryset=Plan.objects.none(), required=False
    )

    amends = forms.ModelChoiceField(
        label=_("Sửa đổi, thay thế kế hoạch đang thực hiện"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("Không, đây là kế hoạch mới"),
        help_text=_(
            "Chọn thì văn bản này thành bản sửa đổi: văn phòng đối chiếu từng nhiệm vụ rồi mới áp dụng."
        ),
    )
    amending = forms.ChoiceField(
        label=_("Cách sửa đổi"),
        choices=[("", "—"), *Plan.Amending.choices],
        required=False,
    )
    confirms_issuer = forms.BooleanField(
        label=_(
            "Tôi đã xem: văn bản do cơ quan khác ban hành, vẫn ban hành cho đơn vị chọn ở trên"
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        user: AbstractBaseUser,
        said: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """``said``: the document fields of the paper; who issued it is asked only where it differs."""
        super().__init__(*args, **kwargs)
        # A school's answer to a movement above is no home for a plan from above.
        self.owners = units_for(user)
        owners = list(self.owners)
        served = movements_to_serve(user, owners).filter(owner__kind__in=ISSUING)
        above = plans_above(user, owners)
        offer(
            self,
            owner=self.owners,
            movements=served.order_by("title"),
            parent=above.order_by("title"),
            amends=amendable_plans(user).order_by("title"),
        )
        if not served.exists():
            del self.fields["movements"]
        owner = self._owner()
        self.issuer = issuer_elsewhere(said or {}, owner) if owner else ""
        if not self.issuer:
            del self.fields["confirms_issuer"]

    def _owner(self) -> Unit | None:
        """The unit that is chosen as the page stands."""
        asked = str(self["owner"].value() or "")
        return self.owners.filter(pk=int(asked)).first() if asked.isdecimal() else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Ngày kết thúc phải sau ngày bắt đầu."))
        amends = cleaned.get("amends")
        if amends and not cleaned.get("amending"):
            self.add_error(
                "amending", _("Hãy chọn văn bản chỉ nêu phần thay đổi hay nêu lại toàn văn.")
            )
        if not amends and not cleaned.get("movements") and not cleaned.get("new_movement"):
            self.add_error(
                "new_movement",
                _(
                    "Kế hoạch phải thuộc ít nhất một phong trào. "
                    "Hãy chọn phong trào đã có hoặc ghi tên phong trào mới."
                ),
            )
        return cleaned

    def publication(self) -> Publication:
        asked = self.cleaned_data
        served = list(asked.get("movements") or [])
        return Publication(**{**asked, "movements": served})
