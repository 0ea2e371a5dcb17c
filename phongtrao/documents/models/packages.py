"""Papers packed for a document-management system: a zip with the files and what it holds."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models.files import StoredFile
from phongtrao.web.models import Work


class Package(models.Model):
    """Asked for by one person, for whom alone it is; the choice is kept as it stood in the address."""

    work = models.ForeignKey(Work, models.SET_NULL, null=True, blank=True, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    query = models.TextField(blank=True, default="")
    documents = models.PositiveIntegerField(_("số văn bản"), default=0)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("gói văn bản")

    def __str__(self) -> str:
        return f"#{self.pk}"
