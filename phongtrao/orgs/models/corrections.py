"""What a person finds wrong in their own record, and what the unit says to it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.orgs.models.people import Person
from phongtrao.orgs.models.units import Unit


class Correction(Stateful):
    """Asked by the person, answered by the unit that keeps the record. Luật 91/2025/QH15."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Chờ trả lời")
        FIXED = "fixed", _("Đã sửa")
        DECLINED = "declined", _("Giữ nguyên")
        WITHDRAWN = "withdrawn", _("Đã rút")

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.ASKED
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="corrections")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="corrections", verbose_name=_("đơn vị trả lời")
    )
    about = models.CharField(_("phần cần sửa"), max_length=300)  # the words of the record that day
    text = models.TextField(_("đúng ra là"))
    asked_at = models.DateTimeField(_("gửi lúc"), auto_now_add=True)
    answer = models.TextField(_("trả lời"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "about": Kept(Care.PERSONAL, _("sửa hồ sơ theo đề nghị")),
        "text": Kept(Care.PERSONAL, _("sửa hồ sơ theo đề nghị")),
        "answer": Kept(Care.PERSONAL, _("trả lời người đề nghị")),
    }

    class Meta:
        verbose_name = _("đề nghị sửa hồ sơ")
        indexes = [models.Index(fields=["unit", "status"], name="orgs_correction_unit")]
        constraints = [
            models.CheckConstraint(
                name="orgs_correction_declined_with_words",
                condition=~Q(status="declined") | ~Q(answer=""),
                violation_error_message=_("Hãy ghi lý do giữ nguyên."),
            )
        ]

    def __str__(self) -> str:
        return self.about

    @property
    def audit_label(self) -> str:
        """History keeps the number: what is asked may be personal."""
        return f"#{self.pk}"
