"""Input about roles."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import Role, User
from phongtrao.base.forms import DayField
from phongtrao.orgs.forms.kinds import some_kind, some_level
from phongtrao.orgs.models import Grant, Line, Unit
from phongtrao.orgs.services import NewRole


class GrantForm(forms.Form):
    """A role for one account over the unit of the page."""

    account = forms.CharField(
        label=gettext_lazy("Tên đăng nhập hoặc thư điện tử"),
        help_text=gettext_lazy("Người được phân quyền phải có tài khoản."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=Role.choices)
    line = forms.ChoiceField(
        label=gettext_lazy("Tuyến"),
        choices=Line.choices,
        help_text=gettext_lazy("Vai trò phủ đơn vị này và mọi đơn vị bên dưới trên tuyến đã chọn."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Chỉ loại đơn vị"), choices=some_kind, required=False
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Chỉ cấp học"),
        choices=some_level,
        required=False,
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("Thẩm quyền ký văn bản"),
        choices=Grant.Capacity.choices,
        required=False,
        help_text=gettext_lazy(
            "Cấp phó ký thay chọn KT.; được giao ký thừa lệnh hoặc ủy quyền chọn TL., TUQ."
        ),
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(
        label=gettext_lazy("Hết hiệu lực từ ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chưa biết; có thể thu hồi bất cứ lúc nào."),
    )

    def clean_account(self) -> User:
        name = self.cleaned_data["account"].strip()
        found = User.objects.get_queryset().filter(Q(username__iexact=name) | Q(email__iexact=name))
        user = found.active().first()
        if user is None:
            raise forms.ValidationError(
                _("Không có tài khoản “%s” đang hoạt động. Hãy mở tài khoản trước.") % name
            )
        return user

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] <= said["since"]:
            self.add_error("until", _("Ngày hết hiệu lực phải sau ngày bắt đầu."))
        return said

    def new_role(self, unit: Unit) -> NewRole:
        said = {**self.cleaned_data}
        del said["account"]
        return NewRole(unit=unit, **said)
