"""Who does whose job, from when until when, on what paper."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import User
from phongtrao.base.forms import DayField, TextField, field_of
from phongtrao.orgs import queries
from phongtrao.orgs.models import DatedQuerySet, Grant
from phongtrao.orgs.services import Deputising
from phongtrao.orgs.services.acting import CAPACITIES


class Colleague(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, user: Any) -> str:
        return f"{user.full_name} ({user.username})"


class RoleOf(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, grant: Any) -> str:
        return f"{grant.get_role_display()}, {grant.unit}"


class DeputyForm(forms.Form):
    """The holder's own roles, all ticked; colleagues to choose from."""

    grants = RoleOf(
        label=_("Vai trò được làm thay"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    deputy = Colleague(label=_("Người làm thay"), queryset=None)
    since = DayField(label=_("Từ ngày"))
    last_day = DayField(
        label=_("Đến hết ngày"),
        help_text=_("Sau ngày này quyền làm thay tự hết, không ai phải nhớ."),
    )
    capacity = forms.ChoiceField(
        label=_("Ký văn bản với tư cách"),
        required=False,
        choices=[("", _("Không ký văn bản")), *((c.value, c.label) for c in CAPACITIES)],
        help_text=_("Cấp phó được giao phụ trách: KT. Người được ủy quyền bằng văn bản: TUQ."),
    )
    basis = TextField(
        label=_("Văn bản giao, ủy quyền"),
        required=False,
        max_length=200,
        help_text=_("Số, ngày của văn bản. TUQ. phải có văn bản (Nghị định 30/2020, điều 13)."),
    )
    matters = TextField(
        label=_("Nội dung giao, ủy quyền"),
        required=False,
        max_length=300,
        help_text=_(
            "Đứng trong lịch sử và trên trang này. Chương trình không tách theo nội dung: người làm thay"
            " làm được mọi việc của vai trò. Muốn hẹp hơn, chỉ chọn những vai trò cần giao."
        ),
    )

    def __init__(self, *args: Any, holder: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held: DatedQuerySet[Grant] = queries.handable_grants(holder)
        field_of(self, "grants", RoleOf).queryset = held
        field_of(self, "deputy", Colleague).queryset = queries.possible_deputies(holder)
        self.initial.setdefault("grants", [grant.pk for grant in held])

    def order(self) -> Deputising:
        return Deputising(**self.cleaned_data)


class AnyDeputyForm(DeputyForm):
    """For an administrator: whoever has an account."""

    deputy = forms.CharField(label=_("Tên đăng nhập của người làm thay"))  # type: ignore[assignment]  # another field of the same name

    def __init__(self, *args: Any, holder: AbstractBaseUser, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        held = queries.handable_grants(holder)
        field_of(self, "grants", RoleOf).queryset = held
        self.initial.setdefault("grants", [grant.pk for grant in held])

    def clean_deputy(self) -> User:
        name = self.cleaned_data["deputy"].strip()
        user = User.objects.get_queryset().active().filter(username__iexact=name).first()
        if user is None:
            raise forms.ValidationError(_("Không có tài khoản đang hoạt động với tên này."))
        return user
