"""A learner's completion by name: only where an award needs the name. Apart from counts, gone with the name.

Who the learner is, for what and with whose consent stands in ``orgs.Learner``, which forgets it on its day.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.literacy.models.frameworks import FrameworkVersion
from phongtrao.orgs.models import Learner

PURPOSES = (Learner.Purpose.NOMINATION, Learner.Purpose.PRIZE)  # for which a name may have a result
AWARD = _("căn cứ khen thưởng, trao giải cho người học")


class LearnerResult(models.Model):
    """``confirmed_on`` None: written, not yet confirmed by the head."""

    # Names are forgotten by deleting the learner: nothing of it may stay.
    learner = models.ForeignKey(
        Learner, models.CASCADE, related_name="literacy_results", verbose_name=_("người học")
    )
    version = models.ForeignKey(
        FrameworkVersion, models.PROTECT, related_name="+", verbose_name=_("khung kỹ năng")
    )
    level = models.PositiveSmallIntegerField(_("mức"), null=True, blank=True)
    done_on = models.DateField(_("hoàn thành ngày"))
    reference = models.CharField(_("nơi học, mã tham chiếu"), max_length=300)
    confirmed_on = models.DateField(_("xác nhận ngày"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    LEARNER_PATH = "learner"
    PERSONAL: ClassVar[Declared] = {
        "level": Kept(Care.PERSONAL, AWARD),
        "done_on": Kept(Care.PERSONAL, AWARD),
        "reference": Kept(Care.PERSONAL, AWARD),
    }

    class Meta:
        verbose_name = _("kết quả kỹ năng số của người học")
        ordering = ("-done_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "version", "done_on"],
                name="literacy_learner_result_once",
                violation_error_message=_("Kết quả này đã được ghi."),
            ),
            models.CheckConstraint(
                name="literacy_learner_result_confirmed_later",
                condition=Q(confirmed_on=None) | Q(confirmed_on__gte=F("done_on")),
                violation_error_message=_("Ngày xác nhận phải từ ngày hoàn thành trở đi."),
            ),
        ]

    def __str__(self) -> str:
        """Never the name: this stands in history, which could not forget it."""
        return f"#{self.pk}"
