"""A target (chỉ tiêu): what an indicator is to reach by a year, of which units."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.indicators.models.definitions import Indicator
from phongtrao.indicators.models.populations import Populated
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import IntakeFact, PlanTarget


class Target(Populated):
    class Comparator(models.TextChoices):
        MORE = ">", _("trên")
        AT_LEAST = ">=", _("ít nhất")
        EQUAL = "=", _("đạt")
        AT_MOST = "<=", _("không quá")
        LESS = "<", _("dưới")

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="targets", verbose_name=_("chỉ số")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="indicator_targets", verbose_name=_("của đơn vị")
    )
    year = models.PositiveSmallIntegerField(
        _("đến năm"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    comparator = models.CharField(
        _("so sánh"), max_length=2, choices=Comparator.choices, default=Comparator.AT_LEAST
    )
    value = models.DecimalField(_("mức"), max_digits=18, decimal_places=4)
    # Whom the paper says it is for, and the cell as it is written there.
    scope = models.CharField(_("đối tượng"), max_length=300, blank=True, default="")
    written = models.CharField(_("như văn bản viết"), max_length=500, blank=True, default="")
    # Cascaded or localised: the target above it takes up, perhaps with a level of its own.
    derived_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="derived",
        verbose_name=_("từ chỉ tiêu cấp trên"),
    )
    origin_target = models.ForeignKey(
        PlanTarget, models.SET_NULL, null=True, blank=True, related_name="adopted"
    )
    origin_fact = models.ForeignKey(
        IntakeFact, models.SET_NULL, null=True, blank=True, related_name="adopted"
    )
    position = models.PositiveSmallIntegerField(default=0)
    needs_check = models.BooleanField(_("cần kiểm tra"), default=False)

    class Meta:
        verbose_name = _("chỉ tiêu")
        ordering = ["indicator", "position", "year", "pk"]
        indexes = [models.Index(fields=["unit", "year"], name="indicators_target_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "year", "scope"],
                name="indicators_target_once",
                violation_error_message=_(
                    "Đã có chỉ tiêu này cho năm và đối tượng ấy. Hãy sửa chỉ tiêu đã có."
                ),
            ),
            models.CheckConstraint(
                name="indicators_target_one_origin",
                condition=Q(origin_target=None) | Q(origin_fact=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"
