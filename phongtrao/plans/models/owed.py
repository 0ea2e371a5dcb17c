"""What one unit owes another by a day: written at home, handed in, judged.

The base of whatever is asked of many units at once (requested reports, numbers of a round). Who asks
and what for is the heir's; its states, its day and its reminders are the same everywhere.
"""

from enum import nonmember

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.orgs.models import Unit


class Owed(Stateful):
    """``due_on`` is the common day unless it was put off for this unit."""

    class Status(models.TextChoices):
        OPEN = "open", _("Chưa nộp")
        SUBMITTED = "submitted", _("Đã nộp, chờ duyệt")
        RETURNED = "returned", _("Bị trả lại")
        ACCEPTED = "accepted", _("Đã duyệt")
        handed = nonmember(frozenset({"submitted", "accepted"}))
        owed = nonmember(frozenset({"open", "returned"}))

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="%(class)ss", verbose_name=_("đơn vị")
    )
    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    due_on = models.DateField(_("hạn nộp"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True, default="")
    reminded_on = models.DateField(_("nhắc ngày"), null=True, blank=True)

    class Meta:
        abstract = True
