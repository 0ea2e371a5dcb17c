"""A research task, its members and the stages it went through. S0-24 to S0-27"""

from enum import nonmember
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.lib.text import fold, sort_key
from phongtrao.orgs.models import Person, Unit
from phongtrao.recognition.models import Creation
from phongtrao.research.models.regimes import RegimeVersion


class ResearchTaskQuerySet(models.QuerySet["ResearchTask"]):
    def going(self) -> Self:
        return self.filter(status__in=ResearchTask.Status.going)


class ResearchTask(Stateful):
    class Status(models.TextChoices):
        """Fixed; stages of the regime lie inside them."""

        PROPOSED = "proposed", _("Đề xuất")
        SELECTING = "selecting", _("Đang xét chọn")
        APPROVED = "approved", _("Đã phê duyệt")
        RUNNING = "running", _("Đang thực hiện")
        ACCEPTING = "accepting", _("Đang nghiệm thu")
        ACCEPTED = "accepted", _("Đã nghiệm thu, đạt")
        FAILED = "failed", _("Nghiệm thu không đạt")
        STOPPED = "stopped", _("Dừng thực hiện")
        DROPPED = "dropped", _("Không được chọn")
        CLOSED = "closed", _("Đã thanh lý")

        going = nonmember(
            frozenset({"proposed", "selecting", "approved", "running", "accepting", "accepted"})
        )
        contracted = nonmember(frozenset({"running", "accepting"}))
        ended = nonmember(frozenset({"failed", "stopped", "dropped", "closed"}))

    class Level(models.TextChoices):
        BASE = "base", _("Cấp cơ sở")
        PROVINCE = "province", _("Cấp tỉnh, thành phố")
        MINISTRY = "ministry", _("Cấp bộ")
        NATION = "nation", _("Cấp quốc gia")

    class Orientation(models.TextChoices):
        APPLICATION = "application", _("Ứng dụng")
        DEVELOPMENT = "development", _("Ứng dụng kết hợp phát triển")
        NEW = "new", _("Hướng mới, nhiều tiềm năng")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.PROPOSED
    )
    regime = models.ForeignKey(
        RegimeVersion, models.PROTECT, related_name="tasks", verbose_name=_("quy trình")
    )
    stage = models.CharField(_("bước"), max_length=40)  # key of the regime
    code = models.CharField(_("mã số"), max_length=40)
    title = models.CharField(_("tên nhiệm vụ"), max_length=400)
    about = models.TextField(_("mục tiêu, nội dung"), blank=True, default="")
    level = models.CharField(_("cấp"), max_length=8, choices=Level.choices)
    orientation = models.CharField(_("định hướng"), max_length=11, choices=Orientation.choices)
    fields = ArrayField(models.CharField(max_length=20), verbose_name=_("lĩnh vực"), default=list)
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="research_managed", verbose_name=_("cơ quan quản lý")
    )
    host = models.ForeignKey(
        Unit, models.PROTECT, related_name="research_hosted", verbose_name=_("tổ chức chủ trì")
    )
    partners = models.ManyToManyField(
        Unit, related_name="research_joined", blank=True, verbose_name=_("đơn vị phối hợp")
    )
    # Who answers for it on the side of the office; reminded, and their leaders when it is late. S0-26
    minder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người theo dõi"),
    )
    proposed_on = models.DateField(_("đề xuất ngày"))
    starts_on = models.DateField(_("thực hiện từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    accepted_on = models.DateField(_("nghiệm thu ngày"), null=True, blank=True)
    rating = models.CharField(_("xếp loại"), max_length=20, blank=True, default="")  # key
    rating_label = models.CharField(_("xếp loại"), max_length=60, blank=True, default="")
    passed = models.BooleanField(null=True, blank=True)
    shares_fixed_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(_("lý do"), max_length=300, blank=True, default="")
    stopped_on = models.DateField(_("dừng ngày"), null=True, blank=True)
    is_violation = models.BooleanField(_("dừng do vi phạm"), default=False)
    to_return = models.DecimalField(
        _("kinh phí phải nộp trả"), max_digits=15, decimal_places=0, default=0
    )
    returned_on = models.DateField(_("đã nộp trả ngày"), null=True, blank=True)
    creation = models.OneToOneField(
        Creation, models.PROTECT, null=True, blank=True, related_name="research_task"
    )
    search_text = models.TextField(editable=False, default="")
    sort_key = SortKeyField(max_length=800)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ResearchTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm vụ KH&CN")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "code"],
                name="research_task_code",
                violation_error_message=_("Cơ quan quản lý đã có nhiệm vụ mang mã số này."),
            ),
            models.CheckConstraint(
                name="research_task_days",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu thực hiện."),
            ),
            models.CheckConstraint(
                name="research_rated_whole",
                condition=Q(accepted_on=None, rating="", passed=None)
                | (Q(accepted_on__isnull=False, passed__isnull=False) & ~Q(rating="")),
            ),
            models.CheckConstraint(
                name="research_accepted_passed",
                condition=~Q(status="accepted") | Q(passed=True, shares_fixed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="research_ended_has_reason",
                condition=~Q(status__in=("stopped", "dropped")) | ~Q(end_reason=""),
                violation_error_message=_("Hãy ghi lý do dừng hoặc không chọn."),
            ),
        ]
        indexes = [models.Index(fields=["host", "status"], name="research_task_host")]

    def __str__(self) -> str:
        return self.title

    def search_keys(self) -> None:
        self.sort_key = sort_key(self.title)[:800]
        self.search_text = fold(f"{self.code} {self.title}")


class TaskMember(models.Model):
    """Who works on it, from when to when. Shares are said once, at acceptance, and stay."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Chủ nhiệm")
        SECRETARY = "secretary", _("Thư ký khoa học")
        MEMBER = "member", _("Thành viên chính")
        HELPER = "helper", _("Thành viên")

    task = models.ForeignKey(ResearchTask, models.CASCADE, related_name="members", db_index=False)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="research_work", verbose_name=_("người")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("nơi công tác khi đó")
    )
    role = models.CharField(_("vai trò"), max_length=9, choices=Role.choices)
    work = models.CharField(_("nội dung tham gia"), max_length=300, blank=True, default="")
    since = models.DateField(_("từ ngày"))
    left_on = models.DateField(_("thôi tham gia từ ngày"), null=True, blank=True)
    left_because = models.CharField(_("lý do thôi"), max_length=300, blank=True, default="")
    share = models.DecimalField(
        _("tỷ lệ đóng góp (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "share": Kept(Care.INTERNAL, _("khen thưởng đúng đóng góp")),
        "left_because": Kept(Care.PERSONAL, _("theo dõi người thực hiện nhiệm vụ")),
    }

    class Meta:
        verbose_name = _("thành viên nhiệm vụ")
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "person"],
                name="research_member_once",
                violation_error_message=_("Người này đã có trong nhiệm vụ."),
            ),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(role="lead", left_on=None),
                name="research_one_lead",
                violation_error_message=_("Nhiệm vụ đã có chủ nhiệm."),
            ),
            models.CheckConstraint(
                name="research_member_days",
                condition=Q(left_on=None) | (Q(left_on__gt=F("since")) & ~Q(left_because="")),
                violation_error_message=_(
                    "Ngày thôi tham gia phải sau ngày bắt đầu, và hãy ghi lý do."
                ),
            ),
            models.CheckConstraint(
                name="research_member_share",
                condition=Q(share=None) | Q(share__gt=0, share__lte=100),
                violation_error_message=_("Tỷ lệ đóng góp lớn hơn 0 và không quá 100%."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class StageRecord(models.Model):
    """One stage a task was in: since when, by when, which points of its checklist are there."""

    task = models.ForeignKey(ResearchTask, models.CASCADE, related_name="stages", db_index=False)
    key = models.CharField(max_length=40)
    began_on = models.DateField(_("từ ngày"))
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    due_because = models.CharField(max_length=400, blank=True, default="")  # by the office
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    ticked = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        verbose_name = _("bước của nhiệm vụ")
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(done_on=None), name="research_one_open_stage"
            )
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_on=None), name="research_stage_due")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
