"""What was found of the digital signatures of a file, once: the file never changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models.files import StoredFile


class SignatureCheck(models.Model):
    class Verdict(models.TextChoices):
        WHOLE = "whole", _("Chữ ký còn nguyên vẹn")
        ALTERED = "altered", _("Bị sửa sau khi ký")
        UNREADABLE = "unreadable", _("Không đọc được chữ ký")

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="signature_check")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    signers = models.JSONField(default=list)  # of documents.signatures.Seen
    # Whether the office had said by then whose certificates it trusts: else none could be known.
    had_roots = models.BooleanField(default=False)
    checked_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("kết quả kiểm tra chữ ký số")

    def __str__(self) -> str:
        return self.get_verdict_display()
