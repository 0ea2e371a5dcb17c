"""Outbox: a notice is written in the transaction of the deed; mail is collected once a day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful


class Mail(Stateful):
    """The digest of one day for one person, kept as sent so that it can be sent again."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chờ gửi")
        SENT = "sent", _("Đã gửi")
        FAILED = "failed", _("Gửi không được")

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails")
    address = models.EmailField(_("địa chỉ"))
    day = models.DateField(_("ngày"))
    subject = models.CharField(_("tiêu đề"), max_length=200)
    body = models.TextField(_("nội dung"))
    status = models.CharField(
        _("trạng thái"), max_length=10, choices=Status.choices, default=Status.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    error = models.TextField(_("lỗi"), blank=True, default="")
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)

    PERSON_PATH = "to__person"
    PERSONAL: ClassVar[Declared] = {
        "address": Kept(Care.PERSONAL, _("gửi thông báo")),
        "subject": Kept(Care.INTERNAL, _("gửi lại thư khi chưa đến")),
        "body": Kept(Care.INTERNAL, _("gửi lại thư khi chưa đến")),
    }

    class Meta:
        verbose_name = _("thư tổng hợp")
        constraints = [
            models.UniqueConstraint(fields=["to", "day"], name="notifications_one_digest_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.day}"

    @property
    def audit_label(self) -> str:
        """History keeps no address: it must be erasable."""
        return f"#{self.pk}"


class Notice(models.Model):
    """One thing one person should know: the bell. The key keeps it from being said twice."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=200)
    text = models.TextField(_("nội dung"))
    url = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, blank=True, related_name="notices")

    PERSON_PATH = "to__person"
    PERSONAL: ClassVar[Declared] = {
        "text": Kept(Care.INTERNAL, _("báo việc cần làm")),
        "created_at": Kept(Care.INTERNAL, _("báo việc cần làm")),
    }

    class Meta:
        verbose_name = _("thông báo")
        constraints = [
            models.UniqueConstraint(fields=["to", "key"], name="notifications_never_twice")
        ]
        indexes = [
            # Only the unread: the bell stays fast however long the past grows.
            models.Index(
                fields=["to", "-id"], name="notice_unread", condition=models.Q(read_at=None)
            ),
            models.Index(fields=["to"], name="notice_not_mailed", condition=models.Q(mail=None)),
        ]

    def __str__(self) -> str:
        return self.text
