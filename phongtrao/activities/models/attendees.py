"""People an activity lists by name, with what they came away with. S1-38, S4-10"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.models.activities import Activity
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.orgs.models import Person, Unit

TRAINED = _("kết quả tập huấn, bồi dưỡng của người dự")


class Attendee(models.Model):
    class Result(models.TextChoices):
        ATTENDED = "attended", _("Đã dự")
        PASSED = "passed", _("Đạt")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendees", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    # Where the person worked on the day: numbers of units count them there.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    result = models.CharField(
        _("kết quả"), max_length=8, choices=Result.choices, default=Result.ATTENDED
    )
    score = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2, null=True, blank=True)
    certificate = models.CharField(_("số chứng nhận"), max_length=60, blank=True, default="")

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "result": Kept(Care.INTERNAL, TRAINED),
        "score": Kept(Care.PERSONAL, TRAINED),
        "certificate": Kept(Care.PERSONAL, TRAINED),
    }

    class Meta:
        verbose_name = _("người dự")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                name="activities_attendee_once",
                violation_error_message=_("Người này đã có trong danh sách người dự."),
            ),
            models.CheckConstraint(
                name="activities_attendee_score",
                condition=Q(score=None) | Q(score__gte=0),
                violation_error_message=_("Điểm không thể dưới 0."),
            ),
        ]

    def __str__(self) -> str:
        """Never the name: this stands in history, which could not forget it."""
        return f"#{self.pk}"
