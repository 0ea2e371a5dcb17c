"""Start of the year (đăng ký thi đua): what an office asks to be registered by when, and who registered what."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models.honours import Honour
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.orgs.models import Person, Unit


class RegistrationCall(Stateful):
    """An office asks units of some kinds to register for a year until a day.

    Whom it asks is fixed when it opens (``CalledUnit``). With ``is_required`` only what was registered may
    be proposed at the end of the year.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Đã mở")
        CANCELLED = "cancelled", _("Đã hủy")

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.OPEN
    )
    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="registration_calls", verbose_name=_("đơn vị tổ chức")
    )
    title = models.CharField(_("tên đợt đăng ký"), max_length=200)
    period = models.CharField(_("năm học, năm"), max_length=6)  # key of lib.periods
    text = models.TextField(_("hướng dẫn"), blank=True, default="")
    kinds = ArrayField(models.CharField(max_length=12), verbose_name=_("loại đơn vị đăng ký"))
    opens_on = models.DateField(_("từ ngày"))
    closes_on = models.DateField(_("đến hết ngày"))
    is_required = models.BooleanField(_("chỉ xét danh hiệu đã đăng ký"), default=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("đợt đăng ký thi đua")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "period"],
                condition=Q(status="open"),
                name="awards_call_once",
                violation_error_message=_(
                    "Đơn vị đã mở đợt đăng ký cho năm này. Hãy sửa đợt ấy, hoặc hủy rồi mở lại."
                ),
            ),
            models.CheckConstraint(
                name="awards_call_days",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Ngày cuối phải từ ngày bắt đầu trở đi."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CalledUnitQuerySet(models.QuerySet["CalledUnit"]):
    def standing(self) -> "CalledUnitQuerySet":
        """Of calls nobody cancelled."""
        return self.filter(call__status=RegistrationCall.Status.OPEN)

    def owed(self) -> "CalledUnitQuerySet":
        return self.standing().filter(said_on=None)


class CalledUnit(models.Model):
    """What one unit owes a call; ``said_on``: its head has confirmed; ``reminded_on``: of ``plans.services.owed``."""

    call = models.ForeignKey(RegistrationCall, models.CASCADE, related_name="called")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    due_on = models.DateField(_("đến hết ngày"))
    said_on = models.DateField(_("xác nhận ngày"), null=True, blank=True)
    reminded_on = models.DateField(_("nhắc ngày"), null=True, blank=True)

    objects: Any = CalledUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị phải đăng ký")
        ordering = ["call", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "unit"], name="awards_called_once"),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], name="awards_called_due", condition=Q(said_on__isnull=True)
            ),
            models.Index(fields=["unit"], name="awards_called_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.call}"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def standing(self) -> "RegistrationQuerySet":
        return self.exclude(status=Registration.Status.WITHDRAWN)


class Registration(Stateful):
    """What a person or, without ``person``, a unit sets out to earn in a year, and by doing what.

    ``unit``: where the person works then. Only what its head has confirmed counts.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chờ thủ trưởng xác nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        RETURNED = "returned", _("Thủ trưởng trả lại")
        WITHDRAWN = "withdrawn", _("Đã rút")

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.WAITING
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="registrations", verbose_name=_("đơn vị")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("cá nhân"),
    )
    period = models.CharField(_("năm học, năm"), max_length=6)  # key of lib.periods
    honours: Any = models.ManyToManyField(
        Honour, through="RegisteredTitle", related_name="+", verbose_name=_("danh hiệu")
    )
    actions = models.TextField(_("việc làm cụ thể"), max_length=2_000)
    registered_on = models.DateField(_("đăng ký ngày"))
    # Why something was changed after the day of the call; earlier ones stand in history.
    late_reason = models.CharField(
        _("lý do thay đổi sau hạn"), max_length=300, blank=True, default=""
    )
    # What the head asks for, while it is returned.
    remark = models.CharField(_("ý kiến của thủ trưởng"), max_length=300, blank=True, default="")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: Any = RegistrationQuerySet.as_manager()

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "actions": Kept(Care.INTERNAL, _("căn cứ xét danh hiệu cuối năm")),
        "late_reason": Kept(Care.INTERNAL, _("biết vì sao đăng ký thay đổi sau hạn")),
        "remark": Kept(Care.INTERNAL, _("biết phải sửa gì trong đăng ký bị trả lại")),
    }

    class Meta:
        verbose_name = _("đăng ký thi đua")
        ordering = ["-period", "pk"]
        indexes = [models.Index(fields=["unit", "period"], name="awards_registration_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "period"],
                condition=Q(person__isnull=False),
                name="awards_registration_person",
                violation_error_message=_("Người này đã có đăng ký cho năm ấy. Hãy sửa đăng ký đã có."),
            ),
            models.UniqueConstraint(
                fields=["unit", "period"],
                condition=Q(person__isnull=True),
                name="awards_registration_collective",
                violation_error_message=_("Tập thể này đã có đăng ký cho năm ấy. Hãy sửa đăng ký đã có."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person or self.unit} {self.period}"


class RegisteredTitle(models.Model):
    """One title of a registration; ``counts_on``: ``since``, kept within its year, is the day rules see."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="titles")
    honour = models.ForeignKey(Honour, models.PROTECT, related_name="+")
    since = models.DateField()
    counts_on = models.DateField(editable=False)

    class Meta:
        verbose_name = _("danh hiệu đăng ký")
        ordering = ["registration", "-honour__rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "honour"], name="awards_registered_title_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.honour)
