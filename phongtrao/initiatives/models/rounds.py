"""A round (đợt xét sáng kiến): who may submit by when, in which form, judged by whom. S0-33 to S0-39."""

from enum import nonmember

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.councils.models import Council, CouncilRule, RubricVersion
from phongtrao.documents.models import FormVersion, OfficialDocument
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models import Task


class InitiativeRound(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang lập")
        OPEN = "open", _("Đang nhận hồ sơ")
        JUDGING = "judging", _("Đang xét")
        ENDED = "ended", _("Đã kết thúc")
        running = nonmember(frozenset({"open", "judging"}))

    class Level(models.TextChoices):
        TEAM = "team", _("Tổ chuyên môn")
        SCHOOL = "school", _("Trường")
        COMMUNE = "commune", _("Xã, phường, đặc khu")
        CLUSTER = "cluster", _("Cụm")
        DEPARTMENT = "department", _("Sở")
        PROVINCE = "province", _("Tỉnh, thành phố")

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.DRAFT
    )
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="initiative_rounds", verbose_name=_("đơn vị tổ chức")
    )
    title = models.CharField(_("tên đợt xét"), max_length=200)
    level = models.CharField(_("cấp xét"), max_length=10, choices=Level.choices)
    year = models.CharField(_("năm học, năm"), max_length=20)  # as lib.periods writes a period
    # What this round recognises may be sent on to that one.
    upper = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lower",
        verbose_name=_("gửi lên đợt xét"),
    )
    task = models.ForeignKey(
        Task,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiative_rounds",
        verbose_name=_("theo nhiệm vụ của kế hoạch"),
    )
    guide = models.TextField(_("hướng dẫn"), blank=True, default="")
    guide_document = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiative_rounds",
        verbose_name=_("văn bản hướng dẫn"),
    )
    # Whose people may submit: units below the owner on the line, of these kinds and levels (none: all).
    line = models.CharField(max_length=5, choices=Line.choices, default=Line.PROF)
    kinds = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    levels = ArrayField(models.CharField(max_length=14), default=list, blank=True)
    opens_on = models.DateField(_("nhận từ ngày"))
    closes_on = models.DateField(_("nhận đến hết ngày"))
    check_days = models.PositiveSmallIntegerField(_("số ngày kiểm tra hợp lệ"), default=30)
    decide_days = models.PositiveSmallIntegerField(_("số ngày xét công nhận"), default=90)
    form = models.ForeignKey(
        FormVersion, models.PROTECT, related_name="+", verbose_name=_("mẫu báo cáo")
    )
    rubric = models.ForeignKey(
        RubricVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("phiếu chấm"),
    )
    voting = models.ForeignKey(
        CouncilRule,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quy tắc biểu quyết"),
    )
    council = models.ForeignKey(
        Council,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiative_rounds",
        verbose_name=_("hội đồng"),
    )
    is_blind = models.BooleanField(_("phản biện không biết tên tác giả"), default=False)
    # Lists an office words itself: [{"key", "label"}]; ``checklist``: what a valid dossier has. A theme may
    # name "levels", codes of basic levels whose schools are offered it; without them all are.
    themes = models.JSONField(_("chủ đề"), default=list, blank=True)
    areas = models.JSONField(_("lĩnh vực"), default=list, blank=True)
    tags = models.JSONField(_("thẻ"), default=list, blank=True)
    checklist = models.JSONField(_("điều kiện hợp lệ"), default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("đợt xét sáng kiến")
        constraints = [
            models.CheckConstraint(
                name="initiatives_round_days",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Ngày kết thúc nhận hồ sơ phải sau ngày bắt đầu."),
            )
        ]
        indexes = [models.Index(fields=["owner", "-closes_on"], name="initiatives_round_newest")]

    def __str__(self) -> str:
        return self.title
