"""Forms of accounts; those of allauth with our words."""

from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Invitation
from phongtrao.base.forms import TextField
from phongtrao.lib.text import fold
from phongtrao.web.tables import ANY, Filter

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Text: TypeAlias = "str | StrPromise"
Words: TypeAlias = "dict[str, tuple[Text, Text]]"

PASSWORD_HELP = _("Ít nhất 8 ký tự; không chỉ gồm chữ số, không giống tên của bạn.")
AGAIN: "tuple[Text, Text]" = (_("Nhập lại mật khẩu mới"), "")
CODE_HELP = _("Sáu chữ số đang hiện trong ứng dụng xác thực trên điện thoại.")


def say(form: forms.BaseForm, words: Words) -> None:
    """Give the fields our label and help; what a browser fills in by itself stays as it was."""
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Words = {
            "login": (_("Tên đăng nhập hoặc thư điện tử"), ""),
            "password": (_("Mật khẩu"), ""),
            "remember": (_("Nhớ tôi trên máy này"), _("Đừng chọn trên máy dùng chung.")),
        }
        say(self, words)


class ConfirmPasswordForm(account.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, {"password": (_("Mật khẩu"), "")})


class NewPasswordForm(account.ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Words = {
            "oldpassword": (_("Mật khẩu hiện tại"), ""),
            "password1": (_("Mật khẩu mới"), PASSWORD_HELP),
            "password2": AGAIN,
        }
        say(self, words)


class FirstPasswordForm(account.SetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, {"password1": (_("Mật khẩu mới"), PASSWORD_HELP), "password2": AGAIN})


class ResetPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, {"password1": (_("Mật khẩu mới"), PASSWORD_HELP), "password2": AGAIN})


class ForgottenPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Địa chỉ đã ghi trong tài khoản của bạn.")
        say(self, {"email": (_("Thư điện tử"), hint)})


class CodeForm(mfa.AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, {"code": (_("Mã xác thực hoặc mã dự phòng"), CODE_HELP)})


class ConfirmCodeForm(mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, {"code": (_("Mã xác thực hoặc mã dự phòng"), CODE_HELP)})


class ActivateForm(totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, {"code": (_("Mã xác thực"), CODE_HELP)})


class PreferencesForm(forms.Form):
    wants_mail = forms.BooleanField(
        label=_("Nhận thư tổng hợp mỗi ngày"),
        required=False,
        help_text=_("Một thư lúc 7 giờ sáng, chỉ khi có thông báo chưa đọc."),
    )


class AcceptForm(forms.Form):
    """A password of one's own, twice."""

    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=AGAIN[0],
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        if {"password1", "password2"} <= data.keys() and data["password1"] != data["password2"]:
            self.add_error("password2", _("Hai lần nhập chưa giống nhau. Hãy nhập lại."))
        return data


class UseCodeForm(AcceptForm):
    """From the printed sheet to a new password."""

    field_order = ("username", "code", "password1", "password2")

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Ghi trên tờ giấy đơn vị đưa cho bạn."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Mã trên giấy"),
        max_length=20,
        help_text=_("Mười chữ và số, ví dụ 7KAQ4-MWX3T; chữ hoa, chữ thường đều được."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


class AccountForm(forms.Form):
    """What an administrator may change of an account."""

    full_name = TextField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Để nhận thư tổng hợp và tự đặt lại mật khẩu."),
    )


class NewAccountForm(AccountForm):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Chữ cái, chữ số và @ . + - _; không phân biệt chữ hoa, thường."),
    )
    field_order = ("username", "full_name", "email")


class AccountFilter(Filter):
    first = ("q", "tinh_trang")

    q = forms.CharField(label=_("Tên hoặc tên đăng nhập"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[ANY, ("mo", _("Đang hoạt động")), ("khoa", _("Đã khóa"))],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            rows = rows.filter(search_text__contains=fold(q))
        if state := self.cleaned_data["tinh_trang"]:
            rows = rows.filter(is_active=state == "mo")
        return rows


class ColleagueFilter(Filter):
    first: ClassVar[tuple[str, ...]] = ("q",)

    q = forms.CharField(label=_("Tên hoặc tên đăng nhập"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        q = self.cleaned_data["q"]
        return rows.filter(search_text__contains=fold(q)) if q else rows


class InviteFilter(ColleagueFilter):
    """Those nobody has signed in as."""

    first: ClassVar[tuple[str, ...]] = ("q", "moi")

    moi = forms.ChoiceField(
        label=_("Lời mời"),
        choices=[ANY, ("chua", _("Chưa mời")), ("roi", _("Đã mời, chưa nhận"))],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().narrow(rows)
        if asked := self.cleaned_data["moi"]:
            now = timezone.now()
            open_ones = Invitation.objects.open().filter(user=OuterRef("pk"), expires_at__gt=now)
            rows = rows.filter(Exists(open_ones) if asked == "roi" else ~Exists(open_ones))
        return rows


class InvitationFilter(Filter):
    first = ("q", "tinh_trang")

    q = forms.CharField(label=_("Tên hoặc tên đăng nhập"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[
            ANY,
            ("cho", _("Chưa nhận")),
            ("nhan", _("Đã nhận")),
            ("het", _("Đã hết hạn")),
            ("rut", _("Đã rút")),
        ],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            rows = rows.filter(user__search_text__contains=fold(q))
        now, still = timezone.now(), {"used_at": None, "withdrawn_at": None}
        asked: dict[str, dict[str, Any]] = {
            "": {},
            "cho": {**still, "expires_at__gt": now},
            "het": {**still, "expires_at__lte": now},
            "nhan": {"used_at__isnull": False},
            "rut": {"used_at": None, "withdrawn_at__isnull": False},
        }
        return rows.filter(**asked[self.cleaned_data["tinh_trang"]])
