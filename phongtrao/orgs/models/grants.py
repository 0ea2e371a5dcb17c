"""Who may do what where."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Role
from phongtrao.base.constraints import References
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.orgs.models.days import DatedQuerySet
from phongtrao.orgs.models.kinds import (
    Kind,
    SchoolLevel,
    UnitType,
    level_name,
    level_name_of,
    levels_with,
)
from phongtrao.orgs.models.reorganisations import Reorganisation
from phongtrao.orgs.models.units import Line, Unit


class GrantQuerySet(DatedQuerySet["Grant"]):
    def with_levels(self) -> Self:
        """Each with the codes it reaches, for questions asked in Python of many units."""
        codes = SchoolLevel.objects.filter(contains__contains=[OuterRef("level")])
        return self.annotate(level_codes=ArraySubquery(codes.order_by().values("code")))

    def with_names(self) -> Self:
        """Each with the names of what it is narrowed to, for lists that print them."""
        types = UnitType.objects.filter(code=OuterRef("kind")).values("name")[:1]
        return self.annotate(level_name=level_name_of("level"), type_name=Subquery(types))


class Grant(models.Model):
    """A role over a subtree on one line, perhaps only for a kind or level of units, for some days."""

    class Capacity(models.TextChoices):
        """How the holder signs papers (NĐ 30/2020, điều 13)."""

        OWN = "", _("Ký với chức vụ của mình")
        DEPUTY = "KT.", _("KT. – ký thay cấp trưởng")
        ORDER = "TL.", _("TL. – ký thừa lệnh")
        BEHALF = "TM.", _("TM. – ký thay mặt tập thể")
        DELEGATED = "TUQ.", _("TUQ. – ký thừa ủy quyền")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="grants",
        verbose_name=_("tài khoản"),
    )
    role = models.CharField(_("vai trò"), max_length=10, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name=_("đơn vị"))
    line = models.CharField(_("tuyến"), max_length=5, choices=Line.choices, default=Line.ADMIN)
    # A kind of units or the code of a type; a level reaches those that contain it as well.
    kind = models.CharField(_("chỉ loại đơn vị"), max_length=12, blank=True, default="")
    level = models.CharField(_("chỉ cấp học"), max_length=14, blank=True, default="")
    capacity = models.CharField(
        _("thẩm quyền ký"), max_length=4, choices=Capacity.choices, blank=True, default=""
    )
    days = DateRangeField(_("thời gian"))
    # Set on rows an act of reorganisation began: what they go on from ends on that day.
    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="continued"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    # Set on rows by which somebody does another's job for some days: whose, on what paper, in what.
    acts_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("làm thay"),
    )
    basis = models.CharField(_("văn bản giao, ủy quyền"), max_length=200, blank=True, default="")
    matters = models.CharField(_("nội dung giao, ủy quyền"), max_length=300, blank=True, default="")

    objects = GrantQuerySet.as_manager()

    PERSON_PATH = "user__person"
    PERSONAL: ClassVar[Declared] = {
        "role": Kept(Care.INTERNAL, _("ai được làm gì, ở đâu")),
        "unit": Kept(Care.INTERNAL, _("ai được làm gì, ở đâu")),
        "days": Kept(Care.INTERNAL, _("ai được làm gì, ở đâu")),
    }

    class Meta:
        verbose_name = _("phân quyền")
        indexes = [models.Index(fields=["user"], name="orgs_grant_user")]
        constraints = [
            References(
                name="orgs_grant_level",
                field="level",
                to="orgs.SchoolLevel",
                to_field="code",
                violation_error_message=_("Không có cấp học này. Hãy chọn trong danh sách."),
            ),
            # It ends by itself: nobody does another's job without a last day.
            models.CheckConstraint(
                name="orgs_grant_acting_ends",
                condition=Q(acts_for=None) | Q(days__isempty=True) | Q(days__upper_inf=False),
                violation_error_message=_("Làm thay phải có ngày kết thúc."),
            ),
            models.CheckConstraint(
                name="orgs_grant_acting_for_another",
                condition=Q(acts_for=None) | ~Q(acts_for=F("user")),
                violation_error_message=_("Không ai làm thay cho chính mình."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"

    def clean(self) -> None:
        known = {"", *Kind.values}
        if self.kind not in known and not UnitType.objects.filter(code=self.kind).exists():
            raise ValidationError(_("Không có loại đơn vị này. Hãy chọn trong danh sách."))

    @cached_property
    def levels(self) -> frozenset[str]:
        """Codes of the levels it is narrowed to, those that contain it too; none: all levels.

        No query after ``with_levels``.
        """
        if not self.level:
            return frozenset()
        found = getattr(self, "level_codes", None)
        return frozenset(found or levels_with([self.level]).values_list("code", flat=True))

    def get_kind_display(self) -> str:
        """The name of the kind or type it is narrowed to; no query after ``with_names``."""
        if not self.kind:
            return ""
        if self.kind in Kind:
            return str(Kind(self.kind).label)
        return self._name("type_name") or str(UnitType.objects.filter(code=self.kind).first() or "")

    def get_level_display(self) -> str:
        """ "" for a role narrowed to no level; no query after ``with_names``."""
        return (self._name("level_name") or level_name(self.level)) if self.level else ""

    def _name(self, annotated: str) -> str:
        return getattr(self, annotated, None) or ""

    @property
    def last_day(self) -> date | None:
        """The last day it holds; None while no end is set."""
        return self.days.upper - timedelta(days=1) if self.days.upper else None

    @property
    def is_over(self) -> bool:
        today = timezone.localdate()
        return self.days.isempty or (self.days.upper is not None and self.days.upper <= today)

    @property
    def audit_label(self) -> str:
        """History keeps the account, not the name: names must be erasable."""
        return f"{self.user.username}: {self.role}, {self.unit}"
