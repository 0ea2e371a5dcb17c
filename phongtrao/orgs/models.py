"""Units through time, people, and who may do what where.

A unit stands in two trees at once: the administrative line (a primary school under its commune) and
the professional line (the same school under the Sở). Spans hold name and parents by day; today's
name and places are kept on the unit as well, as delimited paths, because every list asks for them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import nonmember
from typing import Self, TypeVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Role
from phongtrao.base.fields import PathField, SortKeyField
from phongtrao.lib.text import fold, name_sort_key, sort_key

Dated = TypeVar("Dated", bound=models.Model)


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

    def with_account(self) -> "UnitQuerySet":
        """Inner rooms and outside bodies report to nobody by themselves."""
        return self.exclude(kind__in=Unit.Kind.silent)


class Unit(models.Model):
    class Kind(models.TextChoices):
        PROVINCE = "province", _("Ủy ban nhân dân tỉnh, thành phố")
        DEPARTMENT = "department", _("Sở")
        OFFICE = "office", _("Phòng, ban của Sở")
        COMMUNE = "commune", _("Xã, phường, đặc khu")
        SCHOOL = "school", _("Trường")
        CENTRE = "centre", _("Trung tâm")
        ROOM = "room", _("Tổ, phòng trong đơn vị")
        BODY = "body", _("Cơ quan, tổ chức ngoài ngành")
        silent = nonmember(frozenset({"room", "body"}))
        top = nonmember(frozenset({"province", "department"}))  # what is everybody's is kept here

    class Level(models.TextChoices):
        NONE = "", _("Không theo cấp học")
        PRESCHOOL = "preschool", _("Mầm non")
        PRIMARY = "primary", _("Tiểu học")
        LOWER = "lower", _("Trung học cơ sở")
        PRIMARY_LOWER = "primary_lower", _("Tiểu học và trung học cơ sở")
        UPPER = "upper", _("Trung học phổ thông")
        LOWER_UPPER = "lower_upper", _("Phổ thông có nhiều cấp học")
        CONTINUING = "continuing", _("Giáo dục thường xuyên, nghề nghiệp")

    class Area(models.TextChoices):
        URBAN = "urban", _("Đô thị")
        RURAL = "rural", _("Nông thôn")
        HARD = "hard", _("Đặc biệt khó khăn, hải đảo")

    code = models.CharField(_("mã định danh"), max_length=35, unique=True, null=True, blank=True)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    level = models.CharField(
        _("cấp học"), max_length=14, choices=Level.choices, blank=True, default=""
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
            models.CheckConstraint(
                name="orgs_unit_closed_after_opened",
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                violation_error_message=_("Ngày chấm dứt phải sau ngày thành lập."),
            )
        ]

    def __str__(self) -> str:
        return self.name

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
    """Name and place of a unit over some days; the last span is open."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="spans")
    name = models.CharField(_("tên"), max_length=200)
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

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="orgs_span_no_overlap",
                expressions=[(same("unit"), "&&"), ("days", "&&")],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_(
                    "Hai giai đoạn của một đơn vị không được chồng lên nhau."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.days}"


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


class DatedQuerySet(models.QuerySet[Dated]):
    """Rows with ``days``."""

    def today(self) -> Self:
        return self.filter(days__contains=timezone.localdate())

    def over(self) -> Self:
        return self.filter(days__fully_lt=(timezone.localdate(), None))

    def not_over(self) -> Self:
        """Today's, and those that begin later."""
        over = Q(days__isempty=True) | Q(days__fully_lt=(timezone.localdate(), None))
        return self.exclude(over)


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
    kind = models.CharField(
        _("chỉ loại đơn vị"), max_length=12, choices=Unit.Kind.choices, blank=True, default=""
    )
    level = models.CharField(
        _("chỉ cấp học"), max_length=14, choices=Unit.Level.choices, blank=True, default=""
    )
    capacity = models.CharField(
        _("thẩm quyền ký"), max_length=4, choices=Capacity.choices, blank=True, default=""
    )
    days = DateRangeField(_("thời gian"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DatedQuerySet["Grant"].as_manager()

    class Meta:
        verbose_name = _("phân quyền")
        indexes = [models.Index(fields=["user"], name="orgs_grant_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"

    @property
    def is_over(self) -> bool:
        today = timezone.localdate()
        return self.days.isempty or (self.days.upper is not None and self.days.upper <= today)

    @property
    def audit_label(self) -> str:
        """History keeps the account, not the name: names must be erasable."""
        return f"{self.user.username}: {self.role}, {self.unit}"
