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


class ResetCode(models.Model):
    """A printed code with which one person sets a new password once. Only its hash is kept."""

    MOST_TRIES = 5

    user = models.ForeignKey(User, models.CASCADE, related_name="reset_codes")
    code_hash = models.CharField(max_length=128)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("cấp lúc"))
    expires_at = models.DateTimeField(_("hiệu lực đến"))
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

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
