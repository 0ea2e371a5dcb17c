"""Forms an office edits without a programmer: boxes (``documents.fields``) in versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models.shipped import Shipped, Version


class Form(Shipped):
    """A form people fill in (packs/forms)."""

    class Meta(Shipped.Meta):
        verbose_name = _("mẫu khai")


class FormVersion(Version):
    form = models.ForeignKey(Form, models.PROTECT, related_name="versions", db_index=False)
    fields = models.JSONField(default=list)  # as documents.fields writes them

    class Meta:
        verbose_name = _("phiên bản mẫu khai")
        ordering = ["form", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="documents_form_version")
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.number})"
