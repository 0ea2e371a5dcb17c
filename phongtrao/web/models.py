"""Long work: what runs in a job while its starter may leave the page."""

from enum import nonmember

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Work(models.Model):
    class Status(models.TextChoices):
        WAITING = "waiting", _("Đang chờ")
        RUNNING = "running", _("Đang chạy")
        DONE = "done", _("Xong")
        FAILED = "failed", _("Không xong")
        open = nonmember(frozenset({"waiting", "running"}))

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    title = models.CharField(_("việc"), max_length=300)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="works")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(default="", blank=True)
    result_url = models.CharField(max_length=500, default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["started_by", "-created_at"], name="web_work_mine")]
        constraints = [
            models.CheckConstraint(
                name="web_work_done_within_total", condition=Q(done__lte=F("total"))
            )
        ]

    def __str__(self) -> str:
        return self.title
