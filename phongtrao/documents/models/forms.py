"""Forms an office edits without a programmer: boxes (``documents.fields``) in versions."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models.shipped import Shipped, Version


class Form(Shipped):
    """A form people fill in (packs/forms)."""

    class Meta(Shipped.Meta):
        verbose_name = _("mẫu khai")


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    def issued(self) -> "FormVersionQuerySet":
        return self.filter(issued_at__isnull=False)

    def drafts(self) -> "FormVersionQuerySet":
        return self.filter(issued_at=None)


class FormVersion(Version):
    """Once issued it is never changed; the one after may be a draft for a while, and is nobody's to fill in."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions", db_index=False)
    fields = models.JSONField(default=list)  # as documents.fields writes them
    issued_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True, default=timezone.now)
    # Savings of a draft: two who edit at once are told apart by it.
    saved = models.PositiveIntegerField(default=0)

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên bản mẫu khai")
        ordering = ["form", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="documents_form_version"),
            models.UniqueConstraint(
                fields=["form"], condition=Q(issued_at=None), name="documents_form_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.number})"

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None
