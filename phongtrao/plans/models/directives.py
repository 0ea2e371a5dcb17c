"""What a unit made of an order in an incoming paper: the task, and the words it came from. S0-20."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Incoming
from phongtrao.plans.models.tasks import Task


class Directive(models.Model):
    """One task of the unit from one incoming paper; the passage stands in the task itself."""

    incoming = models.ForeignKey(
        Incoming, models.PROTECT, related_name="directives", verbose_name=_("văn bản đến")
    )
    task = models.OneToOneField(Task, models.CASCADE, related_name="directive")

    class Meta:
        verbose_name = _("việc theo văn bản đến")

    def __str__(self) -> str:
        return str(self.task)
