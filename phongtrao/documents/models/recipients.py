"""To whom an office sends its papers: named groups, kept in order, and what the papers are sent for."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Cluster, Line, Unit


class Purpose(models.TextChoices):
    """What a recipient gets the paper for, as printed in “Nơi nhận” (NĐ 30/2020)."""

    CARRY_OUT = "carry_out", _("để thực hiện")
    REPORT = "report", _("để báo cáo")
    DIRECT = "direct", _("để chỉ đạo")
    COORDINATE = "coordinate", _("để phối hợp")
    KNOW = "know", _("để biết")
    KEEP = "keep", _("lưu")


def is_one_recipient() -> Q:
    """Exactly one of unit, user and outside is filled in."""
    return (
        Q(unit__isnull=False, user__isnull=True, outside="")
        | Q(unit__isnull=True, user__isnull=False, outside="")
        | (Q(unit__isnull=True, user__isnull=True) & ~Q(outside=""))
    )


class RecipientGroup(models.Model):
    """A group of an office. By rule (kinds × levels × areas under the office) its units are those of the
    day it is used; members named one by one come besides. S0-60, S1-90, S4-24.
    """

    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="recipient_groups", verbose_name=_("của đơn vị")
    )
    name = models.CharField(
        _("tên nhóm"), max_length=200, help_text=_("Như in trong “Nơi nhận”: Các trường THCS.")
    )
    position = models.PositiveIntegerField(default=0)
    purpose = models.CharField(
        _("thường gửi"), max_length=10, choices=Purpose.choices, default=Purpose.CARRY_OUT
    )
    line = models.CharField(_("theo tuyến"), max_length=5, choices=Line.choices, default=Line.PROF)
    # Empty kinds: no rule, only the members named one by one.
    kinds = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    levels = ArrayField(models.CharField(max_length=14), default=list, blank=True)
    areas = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    # Besides the rule: whoever is in these clusters in the year of the day.
    clusters = models.ManyToManyField(
        Cluster, blank=True, related_name="+", verbose_name=_("cụm, khối thi đua")
    )

    class Meta:
        verbose_name = _("nhóm nơi nhận")
        ordering = ["owner", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="documents_group_name_once",
                violation_error_message=_("Đơn vị đã có nhóm tên này. Hãy đặt tên khác."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class RecipientMember(models.Model):
    """A unit, a person or a name outside the system; the order is the office's."""

    group = models.ForeignKey(RecipientGroup, models.CASCADE, related_name="members")
    position = models.PositiveIntegerField(default=0)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outside = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("nơi nhận trong nhóm")
        ordering = ["group", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="documents_member_is_one",
                condition=is_one_recipient(),
                violation_error_message=_("Mỗi dòng là một đơn vị, một người hoặc một nơi ngoài."),
            )
        ]

    def __str__(self) -> str:
        return str(self.unit or self.user or self.outside)
