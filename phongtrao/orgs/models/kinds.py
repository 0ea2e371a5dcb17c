"""What units are: the few kinds the code knows, the types and levels of schooling people see.

A kind decides how a unit behaves (who leads others, who has no account, where plans come from). Types
and levels are rows: shipped as a dated pack, changed on screen, ended but never deleted, since their
codes stand in the past of units, in roles, groups and movements.
"""

from collections.abc import Collection
from datetime import date
from enum import nonmember
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PROVINCE = "province", _("Ủy ban nhân dân tỉnh, thành phố")
    DEPARTMENT = "department", _("Sở")
    OFFICE = "office", _("Phòng, ban của Sở")
    DISTRICT = "district", _("Quận, huyện (đến 30/6/2025)")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    SCHOOL = "school", _("Trường")
    CENTRE = "centre", _("Trung tâm")
    ROOM = "room", _("Tổ, phòng trong đơn vị")
    BODY = "body", _("Cơ quan, tổ chức ngoài ngành")
    silent = nonmember(frozenset({"room", "body"}))
    top = nonmember(frozenset({"province", "department"}))  # what is everybody's is kept here


class SchoolLevel(models.Model):
    """A level of schooling, or several that one school teaches. The code "" says: none."""

    code = models.CharField(_("mã"), max_length=14, unique=True, blank=True)
    name = models.CharField(_("tên cấp học"), max_length=80)
    # The basic levels taught; a basic level names itself.
    contains = ArrayField(
        models.CharField(max_length=14), default=list, blank=True, verbose_name=_("gồm các cấp")
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    needs_check = models.BooleanField(_("cần kiểm tra"), default=False)

    class Meta:
        verbose_name = _("cấp học")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_basic(self) -> bool:
        return self.contains == [self.code]


def levels_with(codes: Collection[str]) -> "models.QuerySet[SchoolLevel]":
    """The levels named and those that contain one of them: “TH và THCS” is found under both."""
    named = Q(code__in=codes) | Q(contains__overlap=list(codes))
    return SchoolLevel.objects.filter(named).order_by()


def level_name(code: str) -> str:
    return SchoolLevel.objects.filter(code=code).values_list("name", flat=True).first() or code


def level_name_of(column: str) -> Subquery:
    """The name of the level whose code stands in a column."""
    return Subquery(SchoolLevel.objects.filter(code=OuterRef(column)).values("name")[:1])


class UnitTypeQuerySet(models.QuerySet["UnitType"]):
    def in_force(self, day: date) -> Self:
        began = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(began & (Q(valid_to=None) | Q(valid_to__gte=day)))


class UnitType(models.Model):
    """What an office calls units: “Trường phổ thông dân tộc nội trú”. It behaves as its kind."""

    code = models.CharField(
        _("mã"),
        max_length=12,  # as long as a kind: both stand in the same lists
        unique=True,
        validators=[
            RegexValidator(
                r"^[A-Z][A-Z0-9-]*$", _("Mã gồm chữ hoa không dấu, số và gạch nối, ví dụ PTDTNT.")
            )
        ],
    )
    name = models.CharField(_("tên loại hình"), max_length=120)
    kind = models.CharField(_("thuộc nhóm"), max_length=12, choices=Kind.choices)
    # Codes of levels it may teach; none: whichever.
    levels = ArrayField(
        models.CharField(max_length=14), default=list, blank=True, verbose_name=_("cấp học")
    )
    valid_from = models.DateField(_("có từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("dùng đến hết ngày"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    needs_check = models.BooleanField(_("cần kiểm tra"), default=False)

    objects = UnitTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("loại hình đơn vị")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="orgs_unit_type_days",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Ngày cuối phải từ ngày bắt đầu trở đi."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_in_force(self, day: date) -> bool:
        began = self.valid_from is None or self.valid_from <= day
        return began and (self.valid_to is None or self.valid_to >= day)


def is_of_kinds(codes: Collection[str], prefix: str = "") -> Q:
    """Units of one of these kinds or types; one list holds both, as offices choose them."""
    return Q(**{f"{prefix}kind__in": codes}) | Q(**{f"{prefix}type__in": codes})


def is_of_levels(codes: Collection[str], prefix: str = "") -> Q:
    """Units that teach one of these levels, perhaps among others."""
    return Q(**{f"{prefix}level__in": levels_with(codes).values("code")})
