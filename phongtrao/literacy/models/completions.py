"""Who has reached what, who confirmed it until when; and learners, who are numbers. S1-34 S1-61

A name is kept of staff only. Of children, of elderly people, of everybody else there is a count with its
denominator, by unit, group, framework and day.
"""

from datetime import timedelta
from enum import nonmember
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Certificate, OfficialDocument
from phongtrao.literacy.models.attempts import Attempt
from phongtrao.literacy.models.frameworks import FrameworkVersion, SkillFramework, TargetGroup
from phongtrao.orgs.models import Person, Unit

RENEWABLE_DAYS = 60
PROOF = _("xác nhận kỹ năng số, căn cứ đánh giá và khen thưởng")


class Completion(Stateful):
    """A person of a unit has reached a level, as a test, a list or somebody says; a unit confirms it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chờ xác nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        REFUSED = "refused", _("Không xác nhận")

    class Source(models.TextChoices):
        TEST = "test", _("Bài tự kiểm tra")
        IMPORT = "import", _("Nhập từ nền tảng khác")
        TYPED = "typed", _("Đơn vị ghi")

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.WAITING
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    decider = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị xác nhận")
    )
    group = models.ForeignKey(
        TargetGroup, models.PROTECT, related_name="+", verbose_name=_("nhóm đối tượng")
    )
    version = models.ForeignKey(
        FrameworkVersion, models.PROTECT, related_name="+", verbose_name=_("khung kỹ năng")
    )
    level = models.PositiveSmallIntegerField(_("mức"), null=True, blank=True)
    done_on = models.DateField(_("hoàn thành ngày"))
    source = models.CharField(_("nguồn"), max_length=6, choices=Source.choices)
    attempt = models.OneToOneField(
        Attempt, models.SET_NULL, null=True, blank=True, related_name="completion"
    )
    valid_months = models.PositiveSmallIntegerField(_("có giá trị (tháng)"), default=0)
    reference = models.CharField(
        _("nơi học, mã tham chiếu"), max_length=300, blank=True, default=""
    )
    reason = models.CharField(_("lý do không xác nhận"), max_length=300, blank=True, default="")
    made_at = models.DateTimeField(_("ghi lúc"), default=timezone.now)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "level": Kept(Care.INTERNAL, PROOF),
        "done_on": Kept(Care.INTERNAL, PROOF),
        "reference": Kept(Care.PERSONAL, PROOF),
        "reason": Kept(Care.PERSONAL, PROOF),
    }

    class Meta:
        verbose_name = _("kết quả kỹ năng số")
        constraints = [
            # Of tests several may be passed on one day: the attempt tells them apart.
            models.UniqueConstraint(
                fields=["person", "version", "done_on", "source"],
                condition=~Q(source="test"),
                name="literacy_completion_once",
                violation_error_message=_("Kết quả này đã được ghi."),
            ),
            models.CheckConstraint(
                name="literacy_completion_refused_why",
                condition=~Q(status="refused") | ~Q(reason=""),
                violation_error_message=_("Không xác nhận thì phải ghi lý do."),
            ),
        ]
        indexes = [models.Index(fields=["decider", "status"], name="literacy_completion_waits")]

    def __str__(self) -> str:
        """Never the name: this stands in history, which could not forget it."""
        return f"#{self.pk}"


class Confirmation(Stateful):
    """A competent unit says so, until a day. ``document``: the decision it rests on, if there is one."""

    class Status(models.TextChoices):
        VALID = "valid", _("Còn giá trị")
        EXPIRED = "expired", _("Hết hạn")
        REVOKED = "revoked", _("Đã hủy bỏ")
        over = nonmember(frozenset({"expired", "revoked"}))

    status = models.CharField(
        _("tình trạng"), max_length=7, choices=Status.choices, default=Status.VALID
    )
    completion = models.OneToOneField(Completion, models.PROTECT, related_name="confirmation")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị xác nhận")
    )
    decided_on = models.DateField(_("xác nhận ngày"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_until = models.DateField(_("có giá trị đến hết ngày"), null=True, blank=True)
    document = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("theo văn bản"),
    )
    ended_on = models.DateField(_("hết giá trị từ ngày"), null=True, blank=True)
    reason = models.CharField(_("lý do hủy bỏ"), max_length=300, blank=True, default="")

    PERSON_PATH = "completion__person"
    PERSONAL: ClassVar[Declared] = {
        "decided_on": Kept(Care.INTERNAL, PROOF),
        "valid_until": Kept(Care.INTERNAL, PROOF),
        "reason": Kept(Care.PERSONAL, PROOF),
    }

    class Meta:
        verbose_name = _("xác nhận kỹ năng số")
        constraints = [
            models.CheckConstraint(
                name="literacy_confirmation_ends_later",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("decided_on")),
                violation_error_message=_("Ngày hết giá trị phải từ ngày xác nhận trở đi."),
            ),
            models.CheckConstraint(
                name="literacy_confirmation_over_since",
                condition=Q(status="valid", ended_on=None)
                | (~Q(status="valid") & Q(ended_on__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["valid_until"],
                name="literacy_confirmation_expires",
                condition=Q(status="valid"),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_ending(self) -> bool:
        """Near its end: it may be renewed, by a new test or a new decision."""
        soon = timezone.localdate() + timedelta(days=RENEWABLE_DAYS)
        return self.valid_until is not None and self.valid_until <= soon


class ConfirmationCertificate(models.Model):
    """Which certificate was made of which confirmation. Keys only."""

    confirmation = models.OneToOneField(
        Confirmation, models.PROTECT, related_name="certificate_link"
    )
    certificate = models.OneToOneField(
        Certificate, models.CASCADE, related_name="literacy_confirmation"
    )

    class Meta:
        verbose_name = _("giấy chứng nhận của xác nhận")

    def __str__(self) -> str:
        return f"#{self.pk}"


class LearnerCount(models.Model):
    """How many of a group have done it by a day. ``whole`` None: the unit's learners (its headcount) are the whole."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    group = models.ForeignKey(
        TargetGroup, models.PROTECT, related_name="+", verbose_name=_("nhóm đối tượng")
    )
    framework = models.ForeignKey(
        SkillFramework, models.PROTECT, related_name="+", verbose_name=_("khung kỹ năng")
    )
    day = models.DateField(_("tính đến ngày"))
    done = models.PositiveIntegerField(_("số người đạt"))
    whole = models.PositiveIntegerField(_("tổng số người"), null=True, blank=True)
    reference = models.CharField(_("nguồn số liệu"), max_length=300, blank=True, default="")
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("số người đạt kỹ năng số")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "group", "framework", "day"],
                name="literacy_count_once",
                violation_error_message=_("Đã có số của nhóm này, ngày này."),
            ),
            models.CheckConstraint(
                name="literacy_count_within",
                condition=Q(whole=None) | Q(done__lte=F("whole")),
                violation_error_message=_("Số người đạt không thể lớn hơn tổng số người."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.group}, {self.day}: {self.done}"
