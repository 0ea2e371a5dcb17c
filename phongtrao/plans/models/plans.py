"""A plan (kế hoạch): the issued document, the movements it serves, the plan above it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models.movements import Movement


class Plan(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        PUBLISHED = "published", _("Đang thực hiện")
        CLOSED = "closed", _("Đã kết thúc")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    title = models.TextField(_("tên kế hoạch"))
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="plans", verbose_name=_("đơn vị ban hành")
    )
    line = models.CharField(
        _("tuyến giao việc"), max_length=5, choices=Line.choices, default=Line.PROF
    )
    document = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("văn bản"),
    )
    movements = models.ManyToManyField(
        Movement, related_name="plans", blank=True, verbose_name=_("phong trào")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thực hiện kế hoạch"),
    )
    contact = models.CharField(_("đầu mối liên hệ"), max_length=300, blank=True, default="")
    programme = models.CharField(
        _("thuộc chương trình, đề án"), max_length=300, blank=True, default=""
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # What a draft was begun from: another plan, or an outline of packs/outlines. S0-53.
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", editable=False
    )
    outline = models.CharField(max_length=60, blank=True, default="", editable=False)
    # The year of the incoming papers whose orders stand here: the unit's inner list, not a paper's plan.
    orders_of = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("kế hoạch")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "orders_of"],
                name="plans_plan_orders_once_a_year",
                condition=Q(orders_of__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title
