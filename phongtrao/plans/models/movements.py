"""A movement (phong trào thi đua) lives for years; plans and tasks hang on it. S0-01, S0-15 to S0-19."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.models import Unit


def launching_kinds() -> list[str]:
    """Who is asked to launch unless the movement says otherwise: not the rooms of the Sở itself."""
    return [Unit.Kind.COMMUNE.value, Unit.Kind.SCHOOL.value, Unit.Kind.CENTRE.value]


class Movement(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        LAUNCHED = "launched", _("Đã phát động")
        RUNNING = "running", _("Đang triển khai")
        INTERIM = "interim", _("Sơ kết")
        FINAL = "final", _("Tổng kết")
        CLOSED = "closed", _("Đã kết thúc")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    title = models.CharField(_("tên phong trào"), max_length=300)
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="movements", verbose_name=_("đơn vị phát động")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("hưởng ứng phong trào"),
    )
    launched_by = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="movements",
        verbose_name=_("văn bản phát động"),
    )
    goals = models.TextField(_("mục tiêu"), blank=True, default="")
    subjects = models.TextField(_("đối tượng"), blank=True, default="")
    starts_on = models.DateField(_("bắt đầu"))
    ends_on = models.DateField(_("kết thúc"), null=True, blank=True)
    launched_on = models.DateField(_("ngày phát động"), null=True, blank=True)
    # By when the units below launch their own movement in answer to this one. S0-16
    units_launch_by = models.DateField(_("hạn các đơn vị phát động"), null=True, blank=True)
    # Who is asked to launch: kinds of units and, for those that have one, levels (none: all). S0-16
    asked_kinds = ArrayField(
        models.CharField(max_length=12),
        default=launching_kinds,
        blank=True,
        verbose_name=_("loại đơn vị phải phát động"),
    )
    asked_levels = ArrayField(
        models.CharField(max_length=14),
        default=list,
        blank=True,
        verbose_name=_("cấp học phải phát động"),
    )
    # A review held every year before a day, as lib.periods writes it: “--12-15”.
    yearly_review = models.CharField(
        _("sơ kết hằng năm trước ngày"), max_length=7, blank=True, default=""
    )

    class Meta:
        verbose_name = _("phong trào thi đua")
        constraints = [
            models.CheckConstraint(
                name="plans_movement_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="plans_movement_yearly_review",
                condition=Q(yearly_review="")
                | Q(yearly_review__regex=r"^--[0-1][0-9]-[0-3][0-9]$"),
                violation_error_message=_("Ngày sơ kết hằng năm viết như “15/12”."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Content(models.Model):
    """A node of the movement's contents (nội dung thi đua); tasks are attached to it. S0-19."""

    movement = models.ForeignKey(Movement, models.CASCADE, related_name="contents")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField(default=0)
    text = models.TextField(_("nội dung"))

    class Meta:
        ordering = ["movement", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class Phase(models.Model):
    """A stage with its dated review. S0-16 to S0-18, S1-48 to S1-50."""

    movement = models.ForeignKey(Movement, models.CASCADE, related_name="phases")
    name = models.CharField(_("giai đoạn"), max_length=120)
    milestone = models.TextField(_("việc chính"), blank=True, default="")
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    review_on = models.DateField(_("ngày sơ kết, tổng kết"), null=True, blank=True)
    # What came of the review: when it was held, its paper, what was learnt. S1-49
    reviewed_on = models.DateField(_("đã sơ kết, tổng kết ngày"), null=True, blank=True)
    review_paper = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("báo cáo sơ kết, tổng kết"),
    )
    lessons = models.TextField(_("kết quả, bài học"), blank=True, default="")

    class Meta:
        ordering = ["movement", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="plans_phase_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày kết thúc giai đoạn phải sau ngày bắt đầu."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class YearlyReview(models.Model):
    """The review of a year, once it was held: its day, its paper, what was learnt. S0-17, S1-49."""

    movement = models.ForeignKey(Movement, models.CASCADE, related_name="yearly_reviews")
    year = models.PositiveSmallIntegerField(_("năm"))
    held_on = models.DateField(_("ngày tổ chức"))
    paper = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("báo cáo sơ kết"),
    )
    lessons = models.TextField(_("kết quả, bài học"), blank=True, default="")

    class Meta:
        ordering = ["movement", "year"]
        constraints = [
            models.UniqueConstraint(
                name="plans_yearly_review_once",
                fields=["movement", "year"],
                violation_error_message=_("Năm này đã ghi sơ kết. Hãy tải lại trang."),
            )
        ]

    def __str__(self) -> str:
        return str(self.year)
