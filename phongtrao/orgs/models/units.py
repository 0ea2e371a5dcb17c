"""Units on two lines and through time.

A unit stands in two trees at once: the administrative line (a primary school under its commune) and
the professional line (the same school under the Sở). Spans hold name, code, level and parents by
day; today's are kept on the unit as well, the places as delimited paths, because every list asks.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from phongtrao.base.constraints import References
from phongtrao.base.fields import PathField, SortKeyField
from phongtrao.lib.text import fold, sort_key
from phongtrao.orgs.models.days import DatedQuerySet
from phongtrao.orgs.models.kinds import Kind as UnitKind
from phongtrao.orgs.models.kinds import UnitType, level_name, level_name_of


def same(field: str) -> Func:
    """A column as a one-value range, for exclusion constraints without btree_gist."""
    return Func(
        F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


class Line(models.TextChoices):
    ADMIN = "admin", _("Tuyến hành chính")
    PROF = "prof", _("Tuyến chuyên môn")

    @property
    def path_field(self) -> str:
        return f"{self.value}_path"


class UnitQuerySet(models.QuerySet["Unit"]):
    def standing(self) -> "UnitQuerySet":
        """Units that exist today."""
        return self.filter(closed_on=None)

    def under(self, unit: "Unit", line: str) -> "UnitQuerySet":
        """The unit and everything below it on the line, as of today."""
        field = Line(line).path_field
        return self.filter(**{f"{field}__startswith": getattr(unit, field)})

    def with_names(self) -> "UnitQuerySet":
        """Each with its type and ``level_name``, for lists that print them."""
        return self.select_related("type").annotate(level_name=level_name_of("level"))

    def with_account(self) -> "UnitQuerySet":
        """Inner rooms and outside bodies report to nobody by themselves."""
        return self.exclude(kind__in=Unit.Kind.silent)

    def highest_first(self) -> "UnitQuerySet":
        """What is offered first is the unit itself, not whichever below it comes first in the alphabet."""
        return self.order_by(Length("admin_path"), "sort_key", "pk")


class Unit(models.Model):
    Kind = UnitKind

    class Level(StrEnum):
        """Codes of shipped levels that the demo and tests name; names and all others are rows."""

        PRESCHOOL = "preschool"
        PRIMARY = "primary"
        LOWER = "lower"
        UPPER = "upper"

    class Area(models.TextChoices):
        URBAN = "urban", _("Đô thị")
        RURAL = "rural", _("Nông thôn")
        HARD = "hard", _("Đặc biệt khó khăn, hải đảo")

    code = models.CharField(_("mã định danh"), max_length=35, null=True, blank=True)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    level = models.CharField(_("cấp học"), max_length=14, blank=True, default="")
    type = models.ForeignKey(
        UnitType,
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("loại hình"),
    )
    area = models.CharField(_("địa bàn"), max_length=6, choices=Area.choices, default=Area.URBAN)
    opened_on = models.DateField(_("thành lập ngày"))
    closed_on = models.DateField(_("chấm dứt ngày"), null=True, blank=True)

    # Today's answers of the spans; orgs.services keeps them.
    name = models.CharField(_("tên"), max_length=200, editable=False)
    short_name = models.CharField(_("tên ngắn"), max_length=80, blank=True, default="")
    search_text = models.CharField(max_length=400, editable=False, default="")
    sort_key = SortKeyField()
    admin_path = PathField()
    prof_path = PathField()

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        indexes = [
            models.Index(fields=["admin_path"], name="orgs_unit_admin_path"),
            models.Index(fields=["prof_path"], name="orgs_unit_prof_path"),
            models.Index(fields=["kind", "level"], name="orgs_unit_kind_level"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="orgs_unit_code",
                fields=["code"],
                condition=Q(closed_on=None),
                violation_error_message=_("Đã có đơn vị mang mã định danh này."),
            ),
            models.CheckConstraint(
                name="orgs_unit_closed_after_opened",
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                violation_error_message=_("Ngày chấm dứt phải sau ngày thành lập."),
            ),
            References(
                name="orgs_unit_level",
                field="level",
                to="orgs.SchoolLevel",
                to_field="code",
                violation_error_message=_("Không có cấp học này. Hãy chọn trong danh sách."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A type belongs to a kind and may narrow the levels; nothing is asked of a unit without one."""
        if self.type is None:
            return
        if self.type.kind != self.kind:
            raise ValidationError(
                _("Loại hình “%(type)s” không thuộc nhóm “%(kind)s”. Hãy chọn lại.")
                % {"type": self.type, "kind": self.get_kind_display()}
            )
        if self.type.levels and self.level not in self.type.levels:
            raise ValidationError(
                _("Loại hình “%s” không có cấp học đã chọn. Hãy chọn lại cấp học.") % self.type
            )

    @property
    def type_name(self) -> str:
        """What people call it; its kind while no type is said. Lists use ``with_names``."""
        return self.type.name if self.type else self.get_kind_display()

    def get_level_display(self) -> str:
        """The name of its level: as annotated by ``with_names``, else one query."""
        named: str | None = getattr(self, "level_name", None)
        return named if named is not None else level_name(self.level)

    def search_keys(self) -> None:
        """Order and search text follow the names and the code; whoever changes them calls this."""
        self.sort_key = sort_key(self.name)
        self.search_text = fold(f"{self.name} {self.short_name} {self.code or ''}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: its parents on the two lines."""

    admin: Unit | None = None
    prof: Unit | None = None


class UnitSpan(models.Model):
    """Name, code, level and place of a unit over some days; the last span is open while it stands."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="spans")
    name = models.CharField(_("tên"), max_length=200)
    code = models.CharField(_("mã định danh"), max_length=35, null=True, blank=True)
    level = models.CharField(_("cấp học"), max_length=14, blank=True, default="")
    type = models.ForeignKey(
        UnitType,
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("loại hình"),
    )
    admin_parent = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cấp trên hành chính"),
    )
    prof_parent = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cấp trên chuyên môn"),
    )
    days = DateRangeField(_("thời gian"))

    objects = DatedQuerySet["UnitSpan"].as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="orgs_span_no_overlap",
                expressions=[(same("unit"), "&&"), ("days", "&&")],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_(
                    "Hai giai đoạn của một đơn vị không được chồng lên nhau."
                ),
            ),
            References(
                name="orgs_span_level", field="level", to="orgs.SchoolLevel", to_field="code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.days}"
