"""Append-only history.

Three tables, because three things must hold at once: a line can never be changed (triggers refuse
UPDATE, DELETE and TRUNCATE), the lines are chained by hashes so that a missing one shows, and a
person's values can be erased on request. So values stand apart and only their salted hash is in the
line; and the chain stands apart, because linked inside the writing transaction all writers would queue.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One thing somebody did to one subject."""

    at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người làm"),
    )
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("làm thay"),
    )
    action = models.CharField(_("việc"), max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(_("đối tượng"), max_length=300)
    # Where it belonged, “plans.plan:7”: says who may read of it once it is deleted.
    home = models.CharField(max_length=60, default="", blank=True)
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, default="", blank=True)  # of EntryValues, salted

    class Meta:
        verbose_name = _("dòng nhật ký")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_entry_subject"),
            models.Index(fields=["actor", "-id"], name="audit_entry_actor"),
            models.Index(fields=["action", "-id"], name="audit_entry_action"),
            models.Index(fields=["at"], name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"


class EntryValues(models.Model):
    """Values before and after: may be erased, never changed."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="values")
    salt = models.CharField(max_length=32)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.entry_id}"


class Seal(models.Model):
    """A link of the chain: hash of the previous seal and of the entry."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position}"


class Verification(models.Model):
    """What a walk along the chain found; the head it saw keeps a cut-off tail from going unnoticed."""

    at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)
    sealed = models.BigIntegerField(_("đã niêm phong"))
    unsealed = models.BigIntegerField(_("chờ niêm phong"))
    head = models.CharField(max_length=64)
    broken_at = models.BigIntegerField(_("sai ở vị trí"), null=True)
    reason = models.CharField(_("lý do"), max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.sealed}"


class SensitiveRead(models.Model):
    """Somebody read sensitive data of one subject: who, what, when, and for what.

    Rows are added by ``audit.services.log_reads`` only and cannot be changed. They hold no personal
    value: the subject is named by its key, ``what`` is a registered kind of data.
    """

    at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("người xem"),
    )
    what = models.CharField(_("dữ liệu"), max_length=40)  # “orgs.discipline”
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    why = models.CharField(_("để làm gì"), max_length=200)

    class Meta:
        verbose_name = _("lần xem dữ liệu nhạy cảm")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_read_subject"),
            models.Index(fields=["reader", "-id"], name="audit_read_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_type} {self.subject_id}"
