"""A task (nhiệm vụ): who leads, who coordinates, when, what comes out, and where the paper says so."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.models import Unit
from phongtrao.plans.models.movements import Content, Movement, Phase
from phongtrao.plans.models.plans import Plan
from phongtrao.plans.models.versions import PlanVersion


class TaskQuerySet(models.QuerySet["Task"]):
    def standing(self) -> "TaskQuerySet":
        """Tasks of the plan itself that are in force: no unit's own, none an amendment dropped or the
        office merged into another."""
        return self.filter(local_to=None, ended_in=None, merged_into=None)


class Task(models.Model):
    class Timing(models.TextChoices):
        """How the time is said; ``timing_value`` holds it as partial ISO 8601 (lib.periods.Timing)."""

        DATE = "date", _("Đến một ngày")
        MONTH = "month", _("Trong tháng")
        QUARTER = "quarter", _("Trong quý")
        YEAR = "year", _("Trong năm")
        YEARLY = "yearly", _("Hằng năm, trước một ngày")
        MONTHLY = "monthly", _("Hằng tháng, trước một ngày")
        QUARTERLY = "quarterly", _("Hằng quý, trước một ngày của tháng cuối quý")
        CONTINUOUS = "continuous", _("Thường xuyên")
        SEPARATE_PLAN = "separate_plan", _("Theo kế hoạch riêng")
        PHASE = "phase", _("Theo giai đoạn")
        UNSPECIFIED = "unspecified", _("Chưa nói")

    class Deliverable(models.TextChoices):
        DOCUMENT = "document", _("Văn bản")
        EVENT = "event", _("Hội nghị, sự kiện")
        PRODUCT = "product", _("Sản phẩm")
        LIST = "list", _("Danh sách")
        MOVEMENT = "movement", _("Phong trào")
        PLAN = "plan", _("Kế hoạch")
        OTHER = "other", _("Khác")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    # A unit's own task beside those of the plan (S0-09); empty for the plan's.
    local_to = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="local_tasks",
        verbose_name=_("nhiệm vụ riêng của"),
    )
    part_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    derived_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="derived",
        verbose_name=_("từ nhiệm vụ của cấp trên"),
    )
    content = models.ForeignKey(
        Content,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("nội dung thi đua"),
    )
    # Of an amendment: the running plan's task whose words these are to become.
    stands_for = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="rewordings", editable=False
    )
    # The version that dropped it. What was done stays with it; no number of the plan counts it.
    ended_in = models.ForeignKey(
        PlanVersion, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # The task of the same plan that took its work over; always one that is merged into no other.
    merged_into = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="merged", editable=False
    )
    position = models.PositiveIntegerField(default=0)
    section = models.CharField(_("mục"), max_length=300, blank=True, default="")
    ordinal = models.CharField(_("số thứ tự"), max_length=20, blank=True, default="")
    text = models.TextField(_("nhiệm vụ, giải pháp"))
    timing = models.CharField(
        _("thời gian"), max_length=14, choices=Timing.choices, default=Timing.UNSPECIFIED
    )
    timing_value = models.CharField(max_length=12, blank=True, default="")
    timing_text = models.CharField(
        _("thời gian như văn bản viết"), max_length=200, blank=True, default=""
    )
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="tasks")
    deliverable = models.CharField(_("kết quả"), max_length=300, blank=True, default="")
    deliverable_kind = models.CharField(
        _("dạng kết quả"), max_length=10, choices=Deliverable.choices, default=Deliverable.OTHER
    )
    # What is arranged beside the words of the paper, also once the plan is issued.
    in_charge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks_in_charge",
        verbose_name=_("lãnh đạo phụ trách"),
    )
    programme = models.CharField(
        _("thuộc chương trình, đề án"), max_length=300, blank=True, default=""
    )
    # “Theo kế hoạch riêng” and “phát động phong trào”, once that plan or movement is here. S4-39, S4-40
    by_plan = models.ForeignKey(
        Plan,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks_by_it",
        verbose_name=_("theo kế hoạch riêng"),
    )
    makes = models.ForeignKey(
        Movement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="made_by_tasks",
        verbose_name=_("phong trào là kết quả"),
    )
    guidance = models.ManyToManyField(
        OfficialDocument, related_name="guided_tasks", blank=True, verbose_name=_("hướng dẫn")
    )
    # Where the paper says so: page, passage, and the fact of the intake it came from.
    page = models.PositiveIntegerField(_("trang"), null=True, blank=True)
    passage = models.TextField(_("đoạn trích"), blank=True, default="")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm vụ")
        ordering = ["plan", "position", "pk"]
        indexes = [models.Index(fields=["plan", "position"], name="plans_task_order")]
        constraints = [
            models.CheckConstraint(
                name="plans_task_phase_named",
                condition=~Q(timing="phase") | Q(phase__isnull=False),
                violation_error_message=_("Nhiệm vụ theo giai đoạn phải chọn giai đoạn."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def is_standing(self) -> bool:
        """The same as ``TaskQuerySet.standing``, of one row."""
        return not (self.local_to_id or self.ended_in_id or self.merged_into_id)

    @property
    def audit_home(self) -> str:
        """The plan; of a unit's own task the unit's work, or what it makes of its incoming papers."""
        if self.local_to_id is None:
            return f"plans.plan:{self.plan_id}"
        is_order = self.plan.orders_of is not None
        return f"plans.{'orders' if is_order else 'work'}:{self.local_to_id}"


class TaskParty(models.Model):
    """A lead (chủ trì) or coordinator (phối hợp) as written, and the unit meant, when it is one."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Chủ trì")
        COORDINATOR = "coordinator", _("Phối hợp")

    task = models.ForeignKey(Task, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=11, choices=Role.choices)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("như văn bản viết"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["task", "role", "position", "pk"]

    def __str__(self) -> str:
        return self.name
