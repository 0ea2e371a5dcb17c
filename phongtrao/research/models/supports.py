"""Support asked and given, for whom: an activity of these kinds tied to a task, an author, or both. S0-22"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.models import Activity
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.orgs.models import Person
from phongtrao.research.models.tasks import ResearchTask

ASKED, GIVEN = "support_asked", "support_given"  # kinds of activity (packs/activities)


class Support(models.Model):
    """``person``: the author, of an initiative or of a task."""

    # A draft that is thrown away takes its tie along.
    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="supports", db_index=False, verbose_name=_("hỗ trợ")
    )
    task = models.ForeignKey(
        ResearchTask,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supports",
        verbose_name=_("nhiệm vụ KH&CN"),
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supports",
        verbose_name=_("tác giả"),
    )

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "activity": Kept(Care.INTERNAL, _("theo dõi hỗ trợ đã đề nghị, đã nhận của tác giả")),
    }

    class Meta:
        verbose_name = _("hỗ trợ nhiệm vụ, tác giả")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "task", "person"],
                nulls_distinct=False,
                name="research_support_once",
                violation_error_message=_("Hỗ trợ này đã được ghi cho nhiệm vụ, tác giả ấy."),
            ),
            models.CheckConstraint(
                name="research_support_of_somebody",
                condition=Q(task__isnull=False) | Q(person__isnull=False),
                violation_error_message=_("Hãy chọn nhiệm vụ hoặc ghi tác giả."),
            ),
        ]

    def __str__(self) -> str:
        """Never the name: this stands in history, which could not forget it."""
        return f"#{self.pk}"
