"""Rubrics in versions, and what a member gave a case by one of them."""

from enum import nonmember

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.councils.models.cases import Case
from phongtrao.councils.models.councils import Member
from phongtrao.documents.models import Shipped, Version


class Rubric(Shipped):
    """A form for scoring (packs/rubrics)."""

    class Meta(Shipped.Meta):
        verbose_name = _("phiếu chấm")


class RubricVersion(Version):
    """What sheets are scored by. ``data`` is what ``rubrics.read_rubric`` reads."""

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="versions", db_index=False)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("phiên bản phiếu chấm")
        ordering = ["rubric", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "number"], name="councils_rubric_version")
        ]

    def __str__(self) -> str:
        return f"{self.rubric} ({self.number})"


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    def living(self) -> "ScoreSheetQuerySet":
        return self.exclude(status=ScoreSheet.Status.VOID)

    def unfinished(self) -> "ScoreSheetQuerySet":
        return self.filter(status__in=ScoreSheet.Status.unfinished)

    def final(self) -> "ScoreSheetQuerySet":
        return self.filter(status=ScoreSheet.Status.FINAL)


class ScoreSheet(Stateful):
    """A case given to a member to score. While it is written nobody else reads it."""

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("Chưa chấm")
        DRAFT = "draft", _("Đang chấm")
        FINAL = "final", _("Đã chấm xong")
        VOID = "void", _("Không còn giá trị")

        unfinished = nonmember(frozenset({"assigned", "draft"}))

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.ASSIGNED
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="sheets", db_index=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="sheets")
    rubric = models.ForeignKey(RubricVersion, models.PROTECT, related_name="sheets")
    due_on = models.DateField(_("hạn chấm"), null=True, blank=True)
    asked_because = models.CharField(_("lý do phân công"), max_length=200, blank=True, default="")
    scores = models.JSONField(default=dict, blank=True)  # key of criterion → "12.5"
    notes = models.JSONField(default=dict, blank=True)  # key of criterion → words
    comment = models.TextField(_("nhận xét chung"), blank=True, default="")
    total = models.DecimalField(
        _("tổng điểm"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    dossier_hash = models.CharField(max_length=64, blank=True, default="")  # of the version scored
    finished_at = models.DateTimeField(_("chấm xong lúc"), null=True, blank=True)
    void_reason = models.CharField(_("lý do hủy"), max_length=200, blank=True, default="")
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # One moment for all sheets of one assignment: by it the whole of it is taken back.
    assigned_at = models.DateTimeField(_("phân công lúc"), default=timezone.now)
    reminded_on = models.DateField(null=True, blank=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu chấm của thành viên")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member"],
                condition=~Q(status="void"),
                name="councils_sheet_once",
                violation_error_message=_("Thành viên này đã được phân công chấm hồ sơ."),
            ),
            models.CheckConstraint(
                name="councils_final_has_total",
                condition=~Q(status="final") | Q(total__isnull=False, finished_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["member", "due_on"],
                name="councils_sheet_open",
                condition=Q(status__in=("assigned", "draft")),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
