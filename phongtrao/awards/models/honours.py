"""The catalogue: titles (danh hiệu thi đua) and forms of commendation (hình thức khen thưởng). S1-62 … S1-67"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import InForceQuerySet, Shipped
from phongtrao.plans.models import Movement


class HonourQuerySet(InForceQuerySet):
    def of_office(self, paths: list[int]) -> "HonourQuerySet":
        """Shipped ones and those of these units."""
        return self.filter(Q(owner=None) | Q(owner__in=paths))


class Honour(Shipped):
    """What can be earned. Without ``owner`` it is of the law; an office may add its own letters of praise."""

    class Kind(models.TextChoices):
        TITLE = "title", _("Danh hiệu thi đua")
        FORM = "form", _("Hình thức khen thưởng")

    class Level(models.TextChoices):
        """Who decides about it, from below; ``rank`` as scopes of recognition weigh."""

        BASE = "base", _("Cơ sở")
        PROVINCE = "province", _("Bộ, ngành, tỉnh, thành phố")
        GOVERNMENT = "government", _("Chính phủ, Thủ tướng Chính phủ")
        STATE = "state", _("Nhà nước")

    kind = models.CharField(_("loại"), max_length=5, choices=Kind.choices)
    level = models.CharField(_("cấp quyết định"), max_length=10, choices=Level.choices)
    decided_by = models.CharField(_("người có thẩm quyền quyết định"), max_length=200)
    for_people = models.BooleanField(_("cho cá nhân"), default=False)
    for_units = models.BooleanField(_("cho tập thể"), default=False)
    # Higher weighs more; of the same form in grades (hạng) the first grade is the highest.
    rank = models.PositiveSmallIntegerField(_("thứ bậc"), default=0)
    # How rules know it: a title by its key, a form by its sort (flag, merit, praise, order).
    sort = models.CharField(_("nhóm trong quy tắc"), max_length=40, blank=True, default="")
    years = models.PositiveSmallIntegerField(_("báo cáo thành tích mấy năm"), default=1)
    multiple = models.DecimalField(
        _("mức tiền thưởng cá nhân (số lần lương cơ sở)"), max_digits=6, decimal_places=2, null=True, blank=True
    )  # fmt: skip
    unit_multiple = models.DecimalField(
        _("mức tiền thưởng tập thể (số lần lương cơ sở)"), max_digits=6, decimal_places=2, null=True, blank=True
    )  # fmt: skip
    # An office's own, of one movement it runs: what it gives is of the movement, and counts for no merit.
    movement = models.ForeignKey(
        Movement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("của phong trào"),
    )
    valid_from = models.DateField(_("áp dụng từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects: Any = HonourQuerySet.as_manager()

    class Meta(Shipped.Meta):
        verbose_name = _("danh hiệu, hình thức khen thưởng")
        ordering = ["kind", "-rank", "pk"]
        constraints = [
            *Shipped.Meta.constraints,
            models.CheckConstraint(
                name="awards_honour_for_somebody",
                condition=Q(for_people=True) | Q(for_units=True),
                violation_error_message=_("Chọn ít nhất một: cho cá nhân, cho tập thể."),
            ),
            models.CheckConstraint(
                name="awards_honour_days",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
        ]
