"""The life of a paper before it is issued: its drafts, the opinions asked, its way to the signer.

An approval is bound to what was read: the file's hash, the abstract, the kind, the planned recipients and
the signer. What is changed afterwards is another paper, so the approval is void. When the paper is issued
a finished file is derived from the approved one (docs/decisions/0009). Requirements S0-61, S2-33.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.content import WORD
from phongtrao.documents.models.files import StoredFile
from phongtrao.documents.models.official import DocumentKind, OfficialDocument
from phongtrao.documents.models.papers import TemplateVersion
from phongtrao.orgs.models import Grant


class DraftVersion(models.Model):
    """Every upload of a draft's file, and whom it was meant for; the newest is that of the document."""

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField(_("bản dự thảo"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="draft_versions")
    recipients = models.TextField(_("nơi nhận dự kiến"), blank=True, default="")
    # What the file itself prints (documents.word.printed), a line each; of a PDF nothing is known.
    addressed_to = models.TextField(_("kính gửi"), blank=True, default="")
    signer_name = models.CharField(
        _("tên người ký in trong tệp"), max_length=120, blank=True, default=""
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bản dự thảo")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "version"],
                name="documents_draft_version",
                violation_error_message=_(
                    "Người khác vừa tải lên một bản. Hãy tải lại trang rồi gửi lần nữa."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.version}"


class WrittenDraft(models.Model):
    """What a draft was written from on the screen: filling the template again makes its next version."""

    document = models.OneToOneField(OfficialDocument, models.CASCADE, related_name="written")
    template = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="written_drafts")
    facts = models.JSONField(default=dict)  # of documents.written.WrittenFacts
    # The file made from them; another one is newer when somebody went on in Word.
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="written_drafts")

    class Meta:
        verbose_name = _("dự thảo soạn theo mẫu")

    def __str__(self) -> str:
        return str(self.document)


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def waiting(self) -> "OpinionQuerySet":
        """Not given, and still of use: an issued paper hears no opinion any more."""
        return self.filter(given_at=None).exclude(document__status=OfficialDocument.Status.ISSUED)


class Opinion(models.Model):
    """What a person was asked about a draft, until when, and what they said."""

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="opinions")
    version = models.ForeignKey(DraftVersion, models.CASCADE, related_name="opinions")
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="opinions",
        verbose_name=_("người được xin ý kiến"),
    )
    question = models.TextField(_("nội dung cần góp ý"), blank=True, default="")
    due_on = models.DateField(_("hạn góp ý"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(_("ý kiến"), blank=True, default="")
    given_at = models.DateTimeField(_("góp ý lúc"), null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý kiến góp ý")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "asked"],
                condition=Q(given_at=None),
                name="documents_opinion_asked_once",
                violation_error_message=_(
                    "Người này đang được xin ý kiến về dự thảo. Hãy đợi ý kiến ấy."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} ← {self.asked}"

    @property
    def is_lapsed(self) -> bool:
        """Never given, and the paper is issued meanwhile."""
        return self.given_at is None and self.document.status == OfficialDocument.Status.ISSUED


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def open(self) -> "ApprovalQuerySet":
        """Neither returned, taken back nor void: waiting for the signer, or approved."""
        return self.filter(returned_at=None, recalled_at=None, voided_at=None)

    def waiting(self) -> "ApprovalQuerySet":
        return self.open().filter(approved_at=None)

    def in_force(self) -> "ApprovalQuerySet":
        return self.open().exclude(approved_at=None)

    def unfinished(self) -> "ApprovalQuerySet":
        """Of a Word file in which the number and the day are not placed yet."""
        agreed = FinishedFile.objects.agreed().filter(approval=OuterRef("pk"))
        return self.in_force().filter(~Exists(agreed), version__file__media_type=WORD)


class Approval(models.Model):
    """One way to the signer: submitted, then approved, returned or taken back; perhaps void later."""

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="approvals")
    version = models.ForeignKey(DraftVersion, models.PROTECT, related_name="approvals")
    # What the signer reads and what the approval is bound to.
    sha256 = models.CharField(max_length=64)
    abstract = models.TextField()
    kind = models.CharField(max_length=5, choices=DocumentKind.choices)
    recipients = models.TextField(blank=True, default="")
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="approvals",
        verbose_name=_("người ký"),
    )
    signer_title = models.CharField(_("chức vụ"), max_length=120, blank=True, default="")
    capacity = models.CharField(
        _("thẩm quyền ký"),
        max_length=4,
        choices=Grant.Capacity.choices,
        blank=True,
        default="",
    )
    # In whose place the signer signs, where the paper was handed over: void with the days of acting.
    acts_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ký thay"),
    )
    note = models.TextField(_("lời trình"), blank=True, default="")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("lý do"), blank=True, default="")  # of a return, or of being void

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("ký duyệt")
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(returned_at=None, recalled_at=None, voided_at=None),
                name="documents_one_open_approval",
                violation_error_message=_("Văn bản đang ở chỗ người ký. Hãy tải lại trang."),
            ),
            models.CheckConstraint(
                name="documents_return_has_reason",
                condition=Q(returned_at=None, voided_at=None) | ~Q(reason=""),
                violation_error_message=_("Trả lại thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.signer}"


class SignedCopy(models.Model):
    """The PDF that came back from an outside signer, after it was held against the approved one."""

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="signed_copies")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="signed_copies")
    signers = models.JSONField(
        default=list
    )  # of {name, at (ISO or ""), issuer}, first signer first
    is_trusted = models.BooleanField(_("đã kiểm chứng thư"), default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bản ký số")

    def __str__(self) -> str:
        return f"{self.approval.document} #{self.pk}"


class FinishedFileQuerySet(models.QuerySet["FinishedFile"]):
    def agreed(self) -> "FinishedFileQuerySet":
        return self.exclude(agreed_at=None)

    def offered(self) -> "FinishedFileQuerySet":
        return self.filter(agreed_at=None)


class FinishedFile(models.Model):
    """What the others get of an approved Word file: the same with its number and day.

    Placed by the program, or uploaded by a clerk, who has then seen how it differs from the approved
    one before agreeing. The newest agreed one is the file of the document.
    """

    class Way(models.TextChoices):
        PLACED = "placed", _("điền số, ngày vào bản đã duyệt")
        UPLOADED = "uploaded", _("văn thư tải lên, đã đối chiếu với bản đã duyệt")
        AS_APPROVED = "as_approved", _("đúng bản đã duyệt, số và ngày không in trong tệp")

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="finished_files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="finished_files")
    way = models.CharField(_("cách lập"), max_length=11, choices=Way.choices)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    agreed_at = models.DateTimeField(_("dùng từ lúc"), null=True, blank=True)

    objects = FinishedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp ban hành")
        constraints = [
            models.UniqueConstraint(
                fields=["approval"],
                condition=Q(agreed_at=None),
                name="documents_one_offered_file",
                violation_error_message=_("Người khác vừa tải lên một tệp. Hãy tải lại trang."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.approval.document} #{self.pk}"
