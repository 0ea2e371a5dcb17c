"""Which certificate an author got for which creation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Certificate
from phongtrao.recognition.models.creations import CreationShare


class ShareCertificate(models.Model):
    """The certificate may be replaced by another: ``Certificate.replaced_by`` leads on."""

    share = models.ForeignKey(CreationShare, models.PROTECT, related_name="certificates")
    certificate = models.OneToOneField(Certificate, models.CASCADE, related_name="creation_share")

    class Meta:
        verbose_name = _("giấy chứng nhận của tác giả")

    def __str__(self) -> str:
        return f"#{self.pk}"
