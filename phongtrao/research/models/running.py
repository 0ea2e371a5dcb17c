"""While a task runs: periodic reports, changes asked for, visits and what they found, products. S0-28"""

from enum import nonmember

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.research.models.tasks import ResearchTask


class TaskReport(Stateful):
    class Status(models.TextChoices):
        DUE = "due", _("Chưa nộp")
        SUBMITTED = "submitted", _("Đã nộp, chờ xem")
        RETURNED = "returned", _("Trả lại để bổ sung")
        ACCEPTED = "accepted", _("Đã chấp nhận")

        owed = nonmember(frozenset({"due", "returned"}))

    class Pace(models.TextChoices):
        ON_TIME = "on_time", _("Đúng tiến độ")
        SLOW = "slow", _("Có nguy cơ chậm")
        LATE = "late", _("Chậm tiến độ")

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.DUE
    )
    task = models.ForeignKey(ResearchTask, models.CASCADE, related_name="reports", db_index=False)
    number = models.PositiveSmallIntegerField(_("kỳ"))
    due_on = models.DateField(_("hạn nộp"))
    done = models.TextField(_("việc đã làm"), blank=True, default="")
    next_work = models.TextField(_("việc kỳ tới"), blank=True, default="")
    trouble = models.TextField(_("khó khăn, đề nghị"), blank=True, default="")
    percent = models.PositiveSmallIntegerField(
        _("khối lượng hoàn thành (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    spent = models.DecimalField(
        _("đã chi (đồng)"), max_digits=15, decimal_places=0, null=True, blank=True
    )
    pace = models.CharField(
        _("tự đánh giá"), max_length=7, choices=Pace.choices, blank=True, default=""
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("ý kiến của cơ quan quản lý"), blank=True, default="")

    class Meta:
        verbose_name = _("báo cáo định kỳ của nhiệm vụ")
        ordering = ["task", "number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="research_report_once"),
            models.CheckConstraint(
                name="research_report_handed_in_whole",
                condition=Q(status__in=("due", "returned"))
                | (
                    ~Q(done="") & ~Q(pace="") & Q(percent__isnull=False, submitted_at__isnull=False)
                ),
                violation_error_message=_(
                    "Hãy ghi việc đã làm, khối lượng hoàn thành và tự đánh giá tiến độ."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(status__in=("due", "returned")),
                name="research_report_due",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class TaskChange(Stateful):
    """What the host asks to change; an approved one takes effect in the same moment."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Chờ xét")
        APPROVED = "approved", _("Được chấp thuận")
        REFUSED = "refused", _("Không được chấp thuận")

    class Kind(models.TextChoices):
        EXTEND = "extend", _("Gia hạn")
        BUDGET = "budget", _("Điều chỉnh kinh phí")
        PEOPLE = "people", _("Thay đổi người thực hiện")
        CONTENT = "content", _("Điều chỉnh nội dung, sản phẩm")
        OTHER = "other", _("Điều chỉnh khác")

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.ASKED
    )
    task = models.ForeignKey(ResearchTask, models.CASCADE, related_name="changes")
    kind = models.CharField(_("loại"), max_length=7, choices=Kind.choices)
    words = models.TextField(_("nội dung, lý do"))
    until = models.DateField(_("gia hạn đến hết ngày"), null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("số văn bản, lý do"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("điều chỉnh nhiệm vụ")
        ordering = ["task", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="research_extension_has_day",
                condition=~Q(kind="extend") | Q(until__isnull=False),
                violation_error_message=_("Gia hạn thì phải ghi ngày kết thúc mới."),
            ),
            models.CheckConstraint(
                name="research_change_answered",
                condition=Q(status="asked") | ~Q(answer=""),
                violation_error_message=_("Hãy ghi số văn bản chấp thuận, hoặc lý do từ chối."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class TaskVisit(models.Model):
    """Somebody came and looked: what was found, what is to be done by when, what was done about it."""

    task = models.ForeignKey(ResearchTask, models.CASCADE, related_name="visits")
    day = models.DateField(_("kiểm tra ngày"))
    team = models.CharField(_("thành phần kiểm tra"), max_length=300)
    found = models.TextField(_("nhận xét"))
    asked = models.TextField(_("kiến nghị"), blank=True, default="")
    due_on = models.DateField(_("khắc phục trước ngày"), null=True, blank=True)
    followed = models.TextField(_("kết quả khắc phục"), blank=True, default="")
    closed_on = models.DateField(_("đóng kiến nghị ngày"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kiểm tra nhiệm vụ")
        ordering = ["task", "-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="research_visit_asks_by_a_day",
                condition=Q(asked="") | Q(due_on__isnull=False),
                violation_error_message=_("Có kiến nghị thì phải ghi hạn khắc phục."),
            ),
            models.CheckConstraint(
                name="research_visit_closed_with_words",
                condition=Q(closed_on=None) | ~Q(followed=""),
                violation_error_message=_("Hãy ghi kết quả khắc phục trước khi đóng kiến nghị."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class TaskProduct(models.Model):
    class Kind(models.TextChoices):
        PAPER = "paper", _("Bài báo khoa học")
        BOOK = "book", _("Sách, tài liệu")
        SOFTWARE = "software", _("Phần mềm, cơ sở dữ liệu")
        PROCESS = "process", _("Quy trình, giải pháp")
        DEVICE = "device", _("Thiết bị, mẫu, vật liệu")
        TRAINING = "training", _("Kết quả đào tạo")

    task = models.ForeignKey(ResearchTask, models.CASCADE, related_name="products")
    kind = models.CharField(_("loại"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("tên sản phẩm"), max_length=300)
    place = models.CharField(_("nơi công bố, nơi lưu"), max_length=300, blank=True, default="")
    year = models.PositiveSmallIntegerField(_("năm"))

    class Meta:
        verbose_name = _("sản phẩm của nhiệm vụ")
        ordering = ["task", "year", "pk"]

    def __str__(self) -> str:
        return self.title
