"""Taking in a plan: the file as read, and its facts as a person confirms them.

Facts that belong to an upper app (targets, criteria, agenda) wait here, confirmed, until that app
adopts them: ``adopted_by`` names who did. A second reading never loses what a person has decided.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import StoredFile
from phongtrao.orgs.models import Unit
from phongtrao.plans.models.plans import Plan
from phongtrao.web.models import Work


class Intake(Stateful):
    class Status(models.TextChoices):
        READING = "reading", _("Đang đọc")
        REVIEW = "review", _("Chờ soát")
        PUBLISHED = "published", _("Đã ban hành")
        FAILED = "failed", _("Không đọc được")
        DROPPED = "dropped", _("Đã bỏ")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.READING
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="intakes", verbose_name=_("tệp kế hoạch")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="intakes", verbose_name=_("đơn vị tiếp nhận")
    )
    title = models.TextField(_("tên kế hoạch"), blank=True, default="")
    blocks = models.JSONField(default=list)  # reader.Block as dicts: the source, left of the review
    warnings = models.JSONField(default=list)
    # Short names the text defines: reader.Abbreviation as dicts.
    abbreviations = models.JSONField(default=list)
    # {name as written: unit} of names a person has said the meaning of; the words of the plan stay.
    meant_units = models.JSONField(default=dict)
    error = models.TextField(blank=True, default="")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="intakes")
    work = models.ForeignKey(Work, models.SET_NULL, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kế hoạch tiếp nhận")

    def __str__(self) -> str:
        return self.title or self.file.name

    @property
    def audit_label(self) -> str:
        """Before it is read a plan has only the name of its file, which may name a person."""
        return self.title or f"#{self.pk}"


class IntakeFact(models.Model):
    class State(models.TextChoices):
        PENDING = "pending", _("Chưa soát")
        CONFIRMED = "confirmed", _("Đã soát")
        DROPPED = "dropped", pgettext_lazy("state", "Bỏ")

    class Origin(models.TextChoices):
        READ = "read", _("Máy đọc")
        ADDED = "added", _("Người thêm")

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="facts")
    section = models.CharField(max_length=30)  # a key of the plan schema: tasks, indicators, …
    position = models.PositiveIntegerField(default=0)
    value = models.JSONField(default=dict)
    value_read = models.JSONField(default=dict)  # as the reader gave it: for “sửa so với máy đọc”
    origin = models.CharField(max_length=5, choices=Origin.choices, default=Origin.READ)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    confidence = models.FloatField(default=1.0)
    doubt = models.TextField(blank=True, default="")
    first_block = models.PositiveIntegerField(null=True, blank=True)
    last_block = models.PositiveIntegerField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    passage = models.TextField(blank=True, default="")
    # The same sentence read as something else too: a duty with a day is a task and perhaps a report.
    # While that one waits to be looked at, this one goes with it.
    rides_with = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="riders"
    )
    # The content that a person has turned into this task or target.
    made_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="turned_into"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.CharField(
        max_length=40, blank=True, default=""
    )  # app label of the upper app

    class Meta:
        ordering = ["intake", "section", "position", "pk"]
        indexes = [
            models.Index(
                fields=["section"],
                name="plans_fact_waiting",
                condition=Q(state="confirmed", adopted_by=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.position}"
