"""A campaign (đợt đánh giá): an edition, the units of a day, until when; what each unit scored and was given."""

from enum import nonmember
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.assessments.models.sets import Criterion, Edition
from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence
from phongtrao.indicators.models import Indicator
from phongtrao.orgs.models import Cluster, Line, Unit


def _points(label: Any = "") -> "models.DecimalField[Any, Any]":
    return models.DecimalField(label, max_digits=8, decimal_places=2, null=True, blank=True)


class Campaign(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang lập")
        SELF = "self", _("Đơn vị tự đánh giá")
        VERIFYING = "verify", _("Đang thẩm định")
        PUBLISHED = "published", _("Đã công bố")
        running = nonmember(frozenset({"self", "verify"}))

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.DRAFT
    )
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="campaigns", verbose_name=_("đơn vị tổ chức")
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="campaigns", verbose_name=_("bộ chỉ số")
    )
    title = models.CharField(_("tên đợt"), max_length=200)
    year = models.PositiveSmallIntegerField(_("năm"))  # of a school year the one it ends in
    # Whose: units at and below the owner on the line on the day, of these kinds and levels (none: all).
    line = models.CharField(max_length=5, choices=Line.choices, default=Line.PROF)
    kinds = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    levels = ArrayField(models.CharField(max_length=14), default=list, blank=True)
    as_of = models.DateField(_("đơn vị tính đến ngày"))
    self_due = models.DateField(_("hạn tự đánh giá"))
    verify_due = models.DateField(_("hạn thẩm định"))
    # Of a cluster: its members of the year instead, checked by one another.
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("cụm, khối thi đua"),
    )
    met_on = models.DateField(_("ngày họp"), null=True, blank=True)
    minutes = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("biên bản họp"),
    )
    # Published levels are the numbers of this indicator: 1 at that level of the rules or above, else 0.
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("tính vào chỉ số"),
    )
    counted_from = models.PositiveSmallIntegerField(_("tính từ mức thứ"), default=2)
    opened_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)  # of the day of verification
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("đợt đánh giá")
        constraints = [
            models.CheckConstraint(
                name="assessments_campaign_days",
                condition=Q(verify_due__gte=F("self_due")),
                violation_error_message=_("Hạn thẩm định phải sau hạn tự đánh giá."),
            ),
            models.CheckConstraint(
                name="assessments_published_has_moment",
                condition=~Q(status="published") | Q(published_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["owner", "-year"], name="assessments_campaign_newest")]

    def __str__(self) -> str:
        return self.title


class Assessment(Stateful):
    """One unit in one campaign. What it is writing is its own; handed in, those above read it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Chưa nộp")
        SUBMITTED = "submitted", _("Chờ thẩm định")
        RETURNED = "returned", _("Bị trả lại")
        VERIFIED = "verified", _("Đã thẩm định")
        OBJECTED = "objected", _("Có ý kiến phản hồi")
        FINAL = "final", _("Đã công bố")
        written = nonmember(frozenset({"draft", "returned"}))
        handed = nonmember(frozenset({"submitted", "verified", "objected", "final"}))
        judged = nonmember(frozenset({"verified", "objected", "final"}))
        to_judge = nonmember(frozenset({"draft", "submitted", "returned", "objected"}))

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="assessments", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessments")
    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.DRAFT
    )
    # Kept beside the scores because every board asks; services/keeping.py writes them.
    answered = models.PositiveSmallIntegerField(default=0)
    checked = models.PositiveSmallIntegerField(default=0)
    self_total = _points(_("tự chấm"))
    verified_total = _points(_("thẩm định"))
    groups = models.JSONField(default=dict, blank=True)  # code → [self, verified], as text
    lacks = models.JSONField(default=list, blank=True)  # codes of mandatory conditions not met
    self_level = models.CharField(max_length=20, blank=True, default="")
    level = models.CharField(
        _("mức"), max_length=20, blank=True, default=""
    )  # key of the edition's rules
    level_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    return_reason = models.TextField(blank=True, default="")
    reminded_on = models.DateField(_("nhắc ngày"), null=True, blank=True)
    verified_at = models.DateTimeField(_("thẩm định lúc"), null=True, blank=True)
    # Who verifies: the unit it was handed to (in a cluster the next member), else the campaign's office, of
    # which it may be given to one person.
    checker = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người thẩm định"),
    )
    # In a cluster: the place after the vote, and why it is shared.
    votes = models.PositiveSmallIntegerField(_("số phiếu bầu"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(_("xếp thứ"), null=True, blank=True)
    place_reason = models.CharField(max_length=300, blank=True, default="")
    pledge = models.TextField(_("đăng ký giao ước thi đua"), blank=True, default="")

    class Meta:
        verbose_name = _("đánh giá của đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="assessments_unit_once"),
            models.CheckConstraint(
                name="assessments_handed_in_has_moment",
                condition=Q(status="draft") | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="assessments_one_verifier", condition=Q(checker=None) | Q(verifier=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit"],
                name="assessments_to_write",
                condition=Q(status__in=("draft", "returned")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign} – {self.unit}"


class Score(models.Model):
    """What one unit says of one criterion, and what verification found."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="scores", db_index=False
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    value = _points(_("tự chấm"))  # as answered: points, a percentage, a count, 1 for met
    points = _points()
    note = models.TextField(_("giải trình"), blank=True, default="")
    verified_value = _points(_("thẩm định"))
    verified_points = _points()
    reason = models.TextField(_("lý do chênh lệch"), blank=True, default="")
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("điểm của tiêu chí")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="assessments_score_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ScoreProof(models.Model):
    score = models.ForeignKey(Score, models.CASCADE, related_name="proofs", db_index=False)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="score_proofs")

    class Meta:
        verbose_name = _("minh chứng của điểm")
        constraints = [
            models.UniqueConstraint(fields=["score", "evidence"], name="assessments_proof_once")
        ]

    def __str__(self) -> str:
        return str(self.evidence)


class Objection(models.Model):
    """A unit does not agree with what verification gave; the answer says what became of it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="objections")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(_("ý kiến"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("trả lời"), blank=True, default="")
    is_changed = models.BooleanField(_("đổi điểm"), default=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ý kiến về kết quả thẩm định")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"],
                condition=Q(answered_at=None),
                name="assessments_one_open_objection",
                violation_error_message=_("Tiêu chí này đã có ý kiến đang chờ trả lời."),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
