"""Discipline: sensitive, read with a permission of its own, every read logged (audit.SensitiveRead)."""

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.orgs.models.days import DatedQuerySet
from phongtrao.orgs.models.people import Person
from phongtrao.orgs.models.units import Unit


class Discipline(models.Model):
    """A case against a person, or against a unit as a whole: being considered, or decided with a form.

    ``person`` empty: against ``unit`` itself; else ``unit`` is where the person worked at the time.
    ``form`` is a key of packs/people/discipline_forms.yaml, empty while the case is considered.
    ``days`` are those in which the person stands under it: NĐ 152/2025 Đ4(4) lets nobody be proposed
    then, and counting of achievements begins anew after them.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="disciplines", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="disciplines", verbose_name=_("đơn vị khi bị xem xét")
    )
    form = models.CharField(_("hình thức"), max_length=30, blank=True, default="")
    severity = models.PositiveSmallIntegerField(_("mức độ"), default=0, editable=False)
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True, default="")
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    days = DateRangeField(_("thời gian chịu kỷ luật"))
    reason = models.TextField(_("nội dung"), blank=True, default="")

    objects = DatedQuerySet["Discipline"].as_manager()

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "form": Kept(Care.SENSITIVE, _("xét điều kiện khen thưởng theo NĐ 152/2025, điều 4")),
        "decision": Kept(Care.SENSITIVE, _("tìm lại quyết định kỷ luật")),
        "days": Kept(Care.SENSITIVE, _("thời gian không xét khen thưởng")),
        "reason": Kept(Care.SENSITIVE, _("nội dung quyết định kỷ luật")),
    }

    class Meta:
        verbose_name = _("kỷ luật")
        indexes = [
            models.Index(fields=["person"], name="orgs_discipline_person"),
            models.Index(fields=["unit"], condition=Q(person=None), name="orgs_discipline_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                name="orgs_discipline_decided_whole",
                condition=Q(form="", decided_on=None, severity=0)
                | (~Q(form="") & Q(decided_on__isnull=False, severity__gt=0)),
                violation_error_message=_("Hình thức kỷ luật phải có ngày quyết định."),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"  # neither who nor what: labels end up in logs

    @property
    def subject(self) -> Person | Unit:
        """Whom the case is against."""
        return self.person or self.unit

    @property
    def is_pending(self) -> bool:
        return not self.form

    @property
    def is_over(self) -> bool:
        return self.days.upper is not None and self.days.upper <= timezone.localdate()

    @property
    def last_day(self) -> date | None:
        return self.days.upper - timedelta(days=1) if self.days.upper else None
