"""Evidence (minh chứng): a file or an address, stored once, cited by many claims of upper apps."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models.files import StoredFile
from phongtrao.orgs.models import Unit


class Evidence(models.Model):
    class Kind(models.TextChoices):
        DOCUMENT = "document", _("Văn bản")
        IMAGE = "image", _("Ảnh")
        TABLE = "table", _("Bảng số liệu")
        LINK = "link", _("Địa chỉ trên mạng")
        OTHER = "other", _("Khác")

    title = models.CharField(_("tên minh chứng"), max_length=200)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("tệp"),
    )
    # A file is stored once for everybody; what a unit calls it is the unit's own.
    file_name = models.CharField(_("tên tệp"), max_length=200, blank=True, default="")
    url = models.URLField(_("địa chỉ"), max_length=500, blank=True, default="")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="evidence", verbose_name=_("của đơn vị")
    )
    valid_until = models.DateField(_("có giá trị đến"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("minh chứng")
        constraints = [
            models.CheckConstraint(
                name="documents_evidence_file_or_url",
                condition=Q(file__isnull=False, url="") | (Q(file=None) & ~Q(url="")),
                violation_error_message=_("Minh chứng là một tệp hoặc một địa chỉ trên mạng."),
            ),
            models.UniqueConstraint(
                fields=["unit", "file"],
                name="documents_evidence_once_per_unit",
                violation_error_message=_(
                    "Tệp này đã có trong minh chứng của đơn vị. Hãy chọn từ danh sách."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """The title may be the name of a person, or of a file: it must be erasable."""
        return f"#{self.pk}"
