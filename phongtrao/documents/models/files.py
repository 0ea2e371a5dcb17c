"""A file is stored once, under the hash of its content, and cited by many."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    media_type = models.CharField(max_length=100)
    name = models.CharField(_("tên tệp"), max_length=200)
    stored_at = models.DateTimeField(auto_now_add=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("tệp")

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """History keeps no name: people put those of others into the names of files."""
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """Place in the storage: two levels of folders keep each one small."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class FileWords(models.Model):
    """What can be read in a file, for comparing; empty: nothing. Read once, because content never changes."""

    file = models.OneToOneField(
        StoredFile, models.CASCADE, primary_key=True, related_name="kept_words"
    )
    words = models.TextField()

    class Meta:
        verbose_name = _("chữ của tệp")

    def __str__(self) -> str:
        return f"#{self.pk}"
