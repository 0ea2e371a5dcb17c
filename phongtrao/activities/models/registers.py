"""Dated registers of a unit's people, and the themes of its communication of a year. S2-15, S4-08, S4-10, S4-42"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.models.kinds import Channel
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Person, Unit

LISTED = _("danh sách cốt cán, tuyên truyền viên, chuyên gia của đơn vị")


class RegisterEntry(models.Model):
    class Register(models.TextChoices):
        CORE = "core", _("Đội ngũ cốt cán")
        COMMUNICATOR = "voice", _("Tuyên truyền viên")
        EXPERT = "expert", _("Chuyên gia")

    register = models.CharField(_("danh sách"), max_length=6, choices=Register.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    field = models.CharField(_("lĩnh vực, phần việc"), max_length=200, blank=True, default="")
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "field": Kept(Care.INTERNAL, LISTED),
        "since": Kept(Care.INTERNAL, LISTED),
        "until": Kept(Care.INTERNAL, LISTED),
    }

    class Meta:
        verbose_name = _("người trong danh sách")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "unit", "person"],
                condition=Q(until=None),
                name="activities_register_once",
                violation_error_message=_("Người này đang có trong danh sách."),
            ),
            models.CheckConstraint(
                name="activities_register_ends_later",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Theme(models.Model):
    """One theme of a unit's communication plan of a year; what was done is counted from activities."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("chủ đề"), max_length=200)
    channel = models.CharField(_("kênh"), max_length=7, choices=Channel.choices)
    planned = models.PositiveSmallIntegerField(_("số sản phẩm dự kiến"), default=1)
    # The registered paper that asks for it; else words: not every office has it in its register.
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản hướng dẫn")
    )  # fmt: skip
    guidance = models.CharField(_("theo hướng dẫn"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("chủ đề truyền thông")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "title", "channel"],
                name="activities_theme_once",
                violation_error_message=_("Chủ đề này đã có trên kênh ấy."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def guided_by(self) -> str:
        """Number and day of the paper, never its abstract: who reads the theme need not read the paper."""
        if not (paper := self.document):
            return self.guidance
        named = (
            f"{paper.number} ({format_date(paper.issued_on)})" if paper.issued_on else paper.number
        )
        return "; ".join(part for part in (named, self.guidance) if part)
