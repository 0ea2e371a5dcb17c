"""Papers the program writes: a versioned Word template with named places, facts frozen, file, hash."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models.files import StoredFile
from phongtrao.orgs.models import Unit
from phongtrao.web.models import Work


class Template(models.Model):
    """A form of paper; its places are named by the app that fills them."""

    key = models.CharField(_("mã mẫu"), max_length=60, unique=True)
    title = models.CharField(_("tên mẫu"), max_length=200)

    class Meta:
        verbose_name = _("mẫu văn bản")

    def __str__(self) -> str:
        return self.title


class TemplateVersion(models.Model):
    template = models.ForeignKey(Template, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("phiên bản"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "version"], name="documents_template_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} v{self.version}"


class Paper(Stateful):
    """A rendered paper. An approval keeps the exact version approved: file and hash.

    ``file`` is the draft as rendered; ``approved_file`` the very same but for the mark on its pages,
    which names the first digits of the draft's hash.
    """

    class Status(models.TextChoices):
        RENDERING = "rendering", _("Đang lập")
        DRAFT = "draft", _("Bản nháp")
        APPROVED = "approved", _("Đã duyệt")
        RETURNED = "returned", _("Bị trả lại")
        FAILED = "failed", _("Lập không được")

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RENDERING)
    title = models.CharField(_("tên văn bản"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="papers")
    template = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="papers")
    facts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    approved_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="approved_papers"
    )
    work = models.ForeignKey(Work, models.SET_NULL, null=True, blank=True, related_name="+")
    error = models.TextField(blank=True, default="")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True, default="")

    class Meta:
        verbose_name = _("văn bản lập từ mẫu")
        constraints = [
            models.CheckConstraint(
                name="documents_approved_paper_has_file",
                condition=~models.Q(status="approved") | models.Q(approved_file__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def current_file(self) -> StoredFile | None:
        """What a reader is given: the approved file once there is one."""
        return self.approved_file or self.file

    @property
    def code(self) -> str:
        """The first digits of the draft's hash, as printed in the mark: “3F9A12C0”."""
        return self.file.sha256[:8].upper() if self.file else ""
