"""What comes with the program as data and an office may copy and change: forms, rubrics, rules."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Unit


class Shipped(models.Model):
    """Without ``owner`` it is shipped (``packs``): read and copied, not changed."""

    key = models.CharField(_("mã"), max_length=40)
    title = models.CharField(_("tên"), max_length=200)
    owner = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("của đơn vị"),
    )
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True, default="")
    needs_check = models.BooleanField(_("cần kiểm tra"), default=False)

    class Meta:
        abstract = True
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "owner"],
                name="%(app_label)s_%(class)s_once",
                nulls_distinct=False,
                violation_error_message=_("Đơn vị đã có mẫu mang mã này."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class InForceQuerySet(models.QuerySet[Any]):
    """Of what has ``valid_from`` and ``valid_to``."""

    def in_force(self, day: date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class InForce:
    """One of them."""

    valid_from: Any
    valid_to: Any

    def holds_on(self, day: date) -> bool:
        return bool(self.valid_from <= day and (self.valid_to is None or day <= self.valid_to))


class Version(models.Model):
    """One state of it, never changed: what was filled in by it is shown by it for good."""

    number = models.PositiveIntegerField(_("phiên bản"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
