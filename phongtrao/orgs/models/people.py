"""People and what they are, where, over which days."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.lib.text import fold, name_sort_key
from phongtrao.orgs.models.days import DatedQuerySet
from phongtrao.orgs.models.reorganisations import Reorganisation
from phongtrao.orgs.models.units import Unit


class Person(models.Model):
    code = models.CharField(_("mã"), max_length=40, unique=True, null=True, blank=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    sort_key = SortKeyField()
    search_text = models.CharField(max_length=240, editable=False, default="")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("tài khoản"),
    )

    class Meta:
        verbose_name = _("người")
        indexes = [models.Index(fields=["sort_key"], name="orgs_person_sort")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def audit_label(self) -> str:
        """History keeps the number, not the name: names must be erasable."""
        return self.code or f"#{self.pk}"

    def search_keys(self) -> None:
        """Order and search text follow the name; whoever changes it calls this."""
        self.sort_key = name_sort_key(self.full_name)
        self.search_text = fold(self.full_name)


class Post(models.Model):
    """What a person is, where, over which days."""

    class Category(models.TextChoices):
        CADRE = "cadre", _("Cán bộ")
        CIVIL = "civil", _("Công chức")
        PUBLIC = "public", _("Viên chức")
        WORKER = "worker", _("Người lao động")

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("đơn vị"))
    position = models.CharField(_("chức vụ"), max_length=100)
    category = models.CharField(_("đối tượng"), max_length=8, choices=Category.choices)
    is_frontline = models.BooleanField(_("trực tiếp làm chuyên môn"), default=True)
    days = DateRangeField(_("thời gian"))
    # Set on rows an act of reorganisation began: what they go on from ends on that day.
    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="continued"
    )

    objects = DatedQuerySet["Post"].as_manager()

    class Meta:
        verbose_name = _("vị trí công tác")

    def __str__(self) -> str:
        return f"{self.person}, {self.position}"

    @property
    def last_day(self) -> date | None:
        """The last day in it; None while no end is set."""
        return self.days.upper - timedelta(days=1) if self.days.upper else None

    @property
    def is_over(self) -> bool:
        return self.days.upper is not None and self.days.upper <= timezone.localdate()
