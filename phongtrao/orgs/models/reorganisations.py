"""Acts of reorganisation and what they leave: who follows whom, what was carried over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.base.workflow import Stateful
from phongtrao.orgs.models.units import Unit


class Reorganisation(models.Model):
    """One decision, carried out in one act. It can be undone while nothing was built on it."""

    title = models.CharField(_("về việc"), max_length=300)
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True, default="")
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    on = models.DateField(_("có hiệu lực từ ngày"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("thực hiện lúc"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    # {"founded": [pk], "closed": [pk], "latter": [pk of who follows], "changed": {pk: {field: value of
    # the eve}}, "after": {pk: the same as the act left it, new units too}, "summary": {what: number}}
    trace = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("sắp xếp đơn vị")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title


class PlannedAct(Stateful):
    """An order that waits: for the yes of who brought it, or for the day it takes effect."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Chờ xác nhận")
        WAITING = "waiting", _("Chờ đến ngày")
        DONE = "done", _("Đã thực hiện")
        REFUSED = "refused", _("Không thực hiện được")
        WITHDRAWN = "withdrawn", pgettext_lazy("state", "Đã rút")

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.DRAFT
    )
    title = models.CharField(_("về việc"), max_length=300)
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True, default="")
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    on = models.DateField(_("có hiệu lực từ ngày"))
    # {"steps": forest.write_steps(…), "posts": [[post, unit]]}
    order = models.JSONField(editable=False)
    # What the last preview found, as ``Reorganisation.trace["summary"]``; empty until there was one.
    summary = models.JSONField(default=dict, editable=False)
    reason = models.CharField(_("lý do"), max_length=500, blank=True, default="")
    act = models.OneToOneField(
        Reorganisation, models.PROTECT, null=True, blank=True, related_name="planned"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Who acts for another had laid that person's rights aside: the job acts in the own name as well.
    in_own_name = models.BooleanField(default=False, editable=False)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("sắp xếp dự kiến")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="orgs_planned_act_done_has_act",
                condition=Q(status="done", act__isnull=False) | ~Q(status="done"),
            )
        ]
        indexes = [
            models.Index(
                fields=["on"], name="orgs_planned_act_waiting", condition=Q(status="waiting")
            )
        ]

    def __str__(self) -> str:
        return self.title


class Succession(models.Model):
    """``latter`` follows ``former`` from a day on: an edge of lineage."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Sáp nhập, hợp nhất")
        SPLIT = "split", _("Chia, tách")
        TRANSFER = "transfer", _("Chuyển một phần")
        ABOLISH = "abolish", _("Chấm dứt, giao lại nhiệm vụ")

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="successions", null=True, blank=True
    )
    former = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    latter = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    kind = models.CharField(_("cách"), max_length=8, choices=Kind.choices)
    on = models.DateField(_("từ ngày"))
    # The one that took people and open work; the past of the former is filed under it.
    is_heir = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("kế thừa")
        constraints = [
            models.UniqueConstraint(
                name="orgs_succession_one_heir", fields=["former"], condition=Q(is_heir=True)
            ),
            models.CheckConstraint(
                name="orgs_succession_of_two", condition=~Q(former=models.F("latter"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.latter}"


class Carried(models.Model):
    """A row that an act gave to another unit or ended: enough to make it as it was."""

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="carried")
    carrier = models.CharField(max_length=60)  # key of the socket orgs.reorganisation
    row = models.BigIntegerField()
    former = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    until = models.DateField(null=True)  # where the row holds over days: its end before the act
    before = models.JSONField(null=True)  # where the row stays: what stood on it, {field: value}

    class Meta:
        indexes = [models.Index(fields=["reorganisation", "carrier"], name="orgs_carried_act")]

    def __str__(self) -> str:
        return f"{self.carrier} {self.row}"
