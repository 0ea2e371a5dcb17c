"""Rounds of commendation: what may be asked for, by whom, how many, until when. S0-49 … S0-52 S3-43 S3-44"""

from enum import nonmember
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import Award, Honour, RuleSetVersion
from phongtrao.base.workflow import Stateful
from phongtrao.councils.models import CouncilRule
from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement


class AwardRound(Stateful):
    """Run by ``owner``. What a round asks for beyond its owner's own right goes on to the round ``above``."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        OPEN = "open", _("Đang nhận hồ sơ")
        CLOSED = "closed", _("Đã khóa nhận")
        ENDED = "ended", _("Đã kết thúc")

        running = nonmember(frozenset({"open", "closed"}))

    class Occasion(models.TextChoices):
        YEARLY = "yearly", _("Hằng năm")
        INTERIM = "interim", _("Sơ kết")
        FINAL = "final", _("Tổng kết")
        CONFERENCE = "conference", _("Hội nghị điển hình tiên tiến, đại hội thi đua")
        SUDDEN = "sudden", _("Đột xuất, khen kịp thời")

    class Launched(models.TextChoices):
        """Who launched the movement, as awards.ceilings asks: a movement in answer to one above has its rank."""

        UNIT = "unit", _("Sở, trường, xã")
        PROVINCE = "province", _("Bộ, ban, ngành, tỉnh")
        STATE = "state", _("Chủ tịch nước, Thủ tướng Chính phủ")

    status = models.CharField(
        _("tình trạng"), max_length=6, choices=Status.choices, default=Status.DRAFT
    )
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="award_rounds", verbose_name=_("đơn vị tổ chức")
    )
    title = models.CharField(_("tên đợt"), max_length=300)
    occasion = models.CharField(_("dịp"), max_length=10, choices=Occasion.choices)
    movement = models.ForeignKey(
        Movement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="award_rounds",
        verbose_name=_("phong trào"),
    )
    launched = models.CharField(
        _("cấp phát động phong trào"),
        max_length=8,
        choices=Launched.choices,
        blank=True,
        default="",
    )
    above = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="below",
        verbose_name=_("gửi tiếp lên đợt"),
    )
    period = models.CharField(_("năm học, năm xét"), max_length=6)  # key of lib.periods
    # Of rules about a span: plan 003 asks of 2020–2025.
    first_year = models.PositiveSmallIntegerField(_("xét từ năm"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    guidance = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="award_rounds",
        verbose_name=_("văn bản hướng dẫn"),
    )
    note = models.TextField(_("hướng dẫn thêm"), blank=True, default="")
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="received_rounds",
        verbose_name=_("người nhận hồ sơ"),
    )
    opens_on = models.DateField(_("nhận từ ngày"))
    due_at = models.DateTimeField(_("hạn gửi"))  # what comes later is marked as late
    notice_days = models.PositiveSmallIntegerField(_("số ngày làm việc công khai"), default=5)
    needs_registration = models.BooleanField(_("phải đã đăng ký thi đua"), default=False)
    # Keys of nominations.parts: what a dossier must have for this authority (NĐ 152/2025, điều 6).
    checklist = models.JSONField(_("thành phần hồ sơ"), default=list)
    ended_on = models.DateField(_("kết thúc ngày"), null=True, blank=True, editable=False)
    # When the years of keeping were over: reports, packages, what others said of the nominated.
    dossiers_gone_on = models.DateField(_("xóa hồ sơ ngày"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("đợt khen thưởng")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="nominations_round_years",
                condition=Q(first_year=None) | Q(last_year__gte=F("first_year")),
                violation_error_message=_("Năm cuối phải từ năm đầu trở đi."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoundForm(models.Model):
    """A title or form that may be asked for, by which rule and vote, with which report."""

    class Report(models.TextChoices):
        """Of NĐ 152/2025/NĐ-CP; numbers beside 01, 05 and 08 are derived: to be checked."""

        UNIT_MERIT = "04", _("Mẫu 04: công trạng, tập thể")
        PERSON_MERIT = "05", _("Mẫu 05: công trạng, cá nhân")
        SUDDEN = "06", _("Mẫu 06: đột xuất")
        THEME = "08", _("Mẫu 08: chuyên đề")

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="forms")
    honour = models.ForeignKey(
        Honour, models.PROTECT, related_name="+", verbose_name=_("danh hiệu, hình thức")
    )
    route = models.CharField(
        _("loại khen thưởng"), max_length=10, choices=Award.Route.choices, default=Award.Route.YEARLY
    )  # fmt: skip
    rules = models.ForeignKey(
        RuleSetVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bộ tiêu chuẩn"),
    )
    rule = models.CharField(_("tiêu chuẩn"), max_length=60, blank=True, default="")
    # The rule of the other kind of subject, where a form is for people and for collectives.
    unit_rule = models.CharField(_("tiêu chuẩn của tập thể"), max_length=60, blank=True, default="")
    voting = models.ForeignKey(
        CouncilRule,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("biểu quyết theo"),
    )
    report = models.CharField(
        _("mẫu báo cáo thành tích"), max_length=2, choices=Report.choices, default=Report.THEME
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("hình thức được đề nghị")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "honour", "route"],
                name="nominations_round_form_once",
                violation_error_message=_("Hình thức này đã có trong đợt."),
            )
        ]

    def __str__(self) -> str:
        return str(self.honour)

    def rule_of(self, *, is_person: bool) -> str:
        return self.rule if is_person else self.unit_rule


class Quota(models.Model):
    """How many one unit may ask for. Locked (``select_for_update``) by whoever takes a place.

    A round that has any of a category allows none to units without one.
    """

    class Category(models.TextChoices):
        UNITS = "units", _("Tập thể")
        PEOPLE = "people", _("Cá nhân")

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="quotas", db_index=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="award_quotas", verbose_name=_("đơn vị")
    )
    category = models.CharField(_("đối tượng"), max_length=6, choices=Category.choices)
    most = models.PositiveIntegerField(_("được đề nghị nhiều nhất"))

    objects: Any = models.Manager()

    class Meta:
        verbose_name = _("chỉ tiêu đề nghị")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "category"],
                name="nominations_quota_once",
                violation_error_message=_("Đơn vị này đã có chỉ tiêu. Hãy sửa dòng đã có."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.most}"
