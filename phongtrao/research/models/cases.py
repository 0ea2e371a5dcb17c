"""What a council decided of a task: whether it is chosen, how its result is rated."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.councils.models import Case
from phongtrao.research.models.tasks import ResearchTask

SELECTION, ACCEPTANCE = "science_selection", "science_acceptance"


class TaskCase(models.Model):
    """``ended``: decided or withdrawn; another one may follow."""

    task = models.ForeignKey(ResearchTask, models.PROTECT, related_name="cases")
    case = models.OneToOneField(Case, models.PROTECT, related_name="research_case")
    purpose = models.CharField(
        _("xét"),
        max_length=20,
        choices=[(SELECTION, _("Xét chọn")), (ACCEPTANCE, _("Nghiệm thu"))],
    )
    is_ended = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("nhiệm vụ trước hội đồng")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(is_ended=False),
                name="research_one_open_case",
                violation_error_message=_("Nhiệm vụ đang chờ hội đồng xét."),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
