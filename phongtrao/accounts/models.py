"""Who signs in. Which rights a user has, and where, is said by grants (orgs)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.lib.text import fold, name_sort_key


class Role(models.TextChoices):
    """Kinds of role; where and how long one holds is the grant's business."""

    OFFICE = "office", _("Văn phòng, thường trực phong trào")
    LEADER = "leader", _("Lãnh đạo")
    HEAD = "head", _("Thủ trưởng đơn vị")
    FOCAL = "focal", _("Đầu mối của đơn vị")
    TEACHER = "teacher", _("Giáo viên, nhân viên")
    COUNCIL = "council", _("Ủy viên hội đồng")
    APPRAISER = "appraiser", _("Thẩm định")
    AUDITOR = "auditor", _("Thanh tra, kiểm tra")
    PERSONNEL = "personnel", _("Tổ chức cán bộ")
    ADMIN = "admin", _("Quản trị hệ thống")


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(
        self, username: str, full_name: str, password: str | None = None, **more: Any
    ) -> "User":
        """Save a new account; without a password nobody can sign in to it yet."""
        user = self.model(username=username, full_name=full_name, **more)
        user.search_keys()
        user.set_password(password)
        user.full_clean()
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    username = models.CharField(_("tên đăng nhập"), max_length=60, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    sort_key = SortKeyField()
    search_text = models.CharField(max_length=200, editable=False, default="")
    email = models.EmailField(_("thư điện tử"), blank=True, default="")
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    wants_mail = models.BooleanField(_("nhận thư tổng hợp mỗi ngày"), default=True)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    # SHA-256 of the secret in the address of one's calendar; empty: there is no such address.
    calendar_key = models.CharField(max_length=64, blank=True, default="", editable=False)

    objects: ClassVar[UserManager] = UserManager()

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "username": Kept(Care.INTERNAL, _("đăng nhập")),
        "full_name": Kept(Care.PUBLIC, _("ghi ai đã làm việc gì")),
        "email": Kept(Care.PERSONAL, _("gửi thông báo")),
    }

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="accounts_user_username_ci",
                violation_error_message=_("Tên đăng nhập này đã có người dùng."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="accounts_user_email_ci",
                violation_error_message=_("Thư điện tử này đã có người dùng."),
            ),
            models.UniqueConstraint(
                fields=["calendar_key"],
                condition=~models.Q(calendar_key=""),
                name="accounts_user_calendar_key",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def audit_label(self) -> str:
        """History keeps the account, not the name: names must be erasable."""
        return self.username

    def search_keys(self) -> None:
        """Order and search text follow the name; whoever changes the name calls this."""
        self.sort_key = name_sort_key(self.full_name)
        self.search_text = fold(f"{self.full_name} {self.username}")

    def get_full_name(self) -> str:
        return self.full_name


class OneTimeCode(models.Model):
    """What one person sets a password with, once. Only its hash is kept."""

    MOST_TRIES = 5

    code_hash = models.CharField(max_length=128, blank=True, default="")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("cấp lúc"))
    expires_at = models.DateTimeField(_("hiệu lực đến"))
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

    class Meta:
        abstract = True


class ResetCode(OneTimeCode):
    """A printed code for a new password."""

    user = models.ForeignKey(User, models.CASCADE, related_name="reset_codes")

    class Meta:
        verbose_name = _("mã đặt lại mật khẩu")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at=None),
                name="accounts_reset_code_one_open",
            ),
            models.CheckConstraint(
                name="accounts_reset_code_tries", condition=models.Q(tries__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor taken back; perhaps too old."""
        return self.filter(used_at=None, withdrawn_at=None)


class Invitation(OneTimeCode):
    """The way into an account nobody has signed in to yet: a link by mail or a printed slip."""

    class Via(models.TextChoices):
        MAIL = "mail", _("Thư điện tử")
        SLIP = "slip", _("Phiếu in")

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    via = models.CharField(_("cách mời"), max_length=4, choices=Via.choices)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    error = models.CharField(_("lỗi"), max_length=300, blank=True, default="")
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời mời")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="accounts_invitation_one_open",
            ),
            models.UniqueConstraint(
                fields=["code_hash"],
                condition=~models.Q(code_hash=""),
                name="accounts_invitation_code",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class SignIn(models.Model):
    """One browser in which somebody is signed in. The address is kept shortened."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(_("trình duyệt"), max_length=60, blank=True, default="")
    address = models.CharField(_("địa chỉ mạng"), max_length=45, blank=True, default="")
    started_at = models.DateTimeField(_("đăng nhập lúc"))
    seen_at = models.DateTimeField(_("dùng gần nhất"))

    PERSON_PATH = "user__person"
    PERSONAL: ClassVar[Declared] = {
        "browser": Kept(Care.PERSONAL, _("nhận ra máy lạ đang đăng nhập")),
        "address": Kept(Care.PERSONAL, _("nhận ra máy lạ đang đăng nhập")),
        "seen_at": Kept(Care.PERSONAL, _("nhận ra máy lạ đang đăng nhập")),
    }

    class Meta:
        verbose_name = _("phiên đăng nhập")

    def __str__(self) -> str:
        return self.browser


class GatewayLink(models.Model):
    """Which subject of which gateway (OIDC issuer) has come as this account."""

    user = models.ForeignKey(User, models.CASCADE, related_name="gateway_links")
    issuer = models.CharField(_("cổng đăng nhập"), max_length=200)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(_("nối lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("nối với cổng đăng nhập")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="accounts_gateway_subject"),
            models.UniqueConstraint(fields=["issuer", "user"], name="accounts_gateway_user"),
        ]

    def __str__(self) -> str:
        return self.issuer
