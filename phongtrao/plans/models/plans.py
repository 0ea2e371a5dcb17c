"""A plan (kế hoạch): the issued document, the movements it serves, the plan above it."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models.movements import Movement
from phongtrao.web.models import Work


class Plan(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        PUBLISHED = "published", _("Đang thực hiện")
        CLOSED = "closed", _("Đã kết thúc")
        MERGED = (
            "merged",
            _("Đã đưa vào kế hoạch được sửa đổi"),
        )  # of an amendment that is in effect

    class Amending(models.TextChoices):
        """How an amendment speaks: of what changes only, or the whole plan anew."""

        PART = "part", _("Chỉ nêu phần sửa đổi, bổ sung, bãi bỏ")
        WHOLE = "whole", _("Nêu lại toàn văn (thay thế)")

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
    # The running plan that this one amends or replaces; ``starts_on`` is then the day it takes effect.
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("sửa đổi, thay thế kế hoạch"),
    )
    amending = models.CharField(
        _("cách sửa đổi"), max_length=5, choices=Amending.choices, blank=True, default=""
    )
    # The job that puts a large amendment in effect; see services.applying.
    applying = models.ForeignKey(
        Work, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    # The year of the incoming papers whose orders stand here: the unit's inner list, not a paper's plan.
    orders_of = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("kế hoạch")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "orders_of"],
                name="plans_plan_orders_once_a_year",
                condition=Q(orders_of__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["amends"],
                name="plans_plan_one_open_amendment",
                condition=Q(amends__isnull=False, status__in=["draft", "published"]),
                violation_error_message=_(
                    "Kế hoạch này đang có một bản sửa đổi chưa áp dụng. Hãy làm xong hoặc bỏ bản đó trước."
                ),
            ),
            models.CheckConstraint(
                name="plans_plan_amends_somehow",
                condition=Q(amends=None, amending="") | (Q(amends__isnull=False) & ~Q(amending="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_awaiting_its_day(self, today: date) -> bool:
        """Whether it is an amendment that was issued and takes effect later."""
        return self._is_issued_amendment and self.starts_on > today

    def is_being_applied(self, today: date) -> bool:
        """Whether it is an amendment whose day has come and that a job puts in effect."""
        return self._is_issued_amendment and self.starts_on <= today

    @property
    def _is_issued_amendment(self) -> bool:
        return self.amends_id is not None and self.status == self.Status.PUBLISHED
