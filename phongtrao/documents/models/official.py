"""Official documents (văn bản) and what they say of each other.

Type and symbol are stored apart from the number, and a document cited by somebody else may be known
by nothing but its number: the chain of legal bases is made of such documents. Requirements S0-02,
S0-03, S1-02 to S1-05, SX-04.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models.files import StoredFile
from phongtrao.orgs.models import Unit


class DocumentKind(models.TextChoices):
    """Types of administrative documents (NĐ 30/2020, phụ lục I), and those of the Party."""

    RESOLUTION = "NQ", _("Nghị quyết")
    LAW = "Luat", _("Luật")
    DECREE = "ND", _("Nghị định")
    DECISION = "QD", _("Quyết định")
    DIRECTIVE = "CT", _("Chỉ thị")
    CIRCULAR = "TT", _("Thông tư")
    PLAN = "KH", pgettext_lazy("kind of document", "Kế hoạch")
    PROGRAMME = "CTr", _("Chương trình hành động")
    CONCLUSION = "KL", _("Kết luận")
    GUIDANCE = "HD", _("Hướng dẫn")
    NOTICE = "TB", pgettext_lazy("kind of document", "Thông báo")
    REPORT = "BC", pgettext_lazy("kind of document", "Báo cáo")
    SUBMISSION = "TTr", _("Tờ trình")
    LETTER = "CV", _("Công văn")
    MINUTES = "BB", _("Biên bản")
    OTHER = "khac", _("Văn bản khác")


class OfficialDocument(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo, chưa có số")
        SUBMITTED = "submitted", _("Đang trình ký")
        APPROVED = "approved", _("Đã duyệt, chờ cấp số")
        ISSUED = "issued", _("Đã ban hành")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    kind = models.CharField(_("loại văn bản"), max_length=5, choices=DocumentKind.choices)
    number = models.CharField(
        _("số, ký hiệu"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("Như in trên văn bản, ví dụ 05/KH-SGDĐT."),
    )
    number_key = models.CharField(max_length=60, editable=False, default="", db_index=True)
    issuer = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("đơn vị ban hành"),
    )
    issuer_name = models.CharField(_("cơ quan ban hành"), max_length=200)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    abstract = models.TextField(_("trích yếu"))
    signer = models.CharField(_("người ký"), max_length=120, blank=True, default="")
    signer_title = models.CharField(_("chức vụ người ký"), max_length=120, blank=True, default="")
    capacity = models.CharField(
        _("thẩm quyền ký"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("KT., TL., TM. hoặc TUQ., nếu có."),
    )
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("tệp văn bản"),
    )
    # A line each, as it will be printed; offered again when the issued paper is sent. S0-60, S4-24.
    planned_recipients = models.TextField(_("nơi nhận dự kiến"), blank=True, default="")
    # Open to everybody without signing in, from that day on. S1-90.
    public_from = models.DateField(_("công khai từ ngày"), null=True, blank=True)
    public_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Known by nothing but what another document says of it; laws are cited without a number.
    is_cited_only = models.BooleanField(
        _("mới biết qua văn bản khác"), default=False, editable=False
    )
    search_text = models.TextField(editable=False, default="")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("văn bản")
        constraints = [
            models.CheckConstraint(
                name="documents_issued_has_number",
                condition=~Q(status="issued") | ~Q(number="") | Q(is_cited_only=True),
                violation_error_message=_("Văn bản đã ban hành phải có số, ký hiệu."),
            ),
            models.CheckConstraint(
                name="documents_draft_has_issuer",
                condition=Q(status="issued") | Q(issuer__isnull=False),
                violation_error_message=_("Dự thảo phải thuộc một đơn vị trong hệ thống."),
            ),
            models.CheckConstraint(
                name="documents_public_is_issued",
                condition=Q(public_from=None) | Q(status="issued", is_cited_only=False),
                violation_error_message=_("Chỉ công khai văn bản đã ban hành."),
            ),
        ]
        indexes = [models.Index(fields=["-issued_on", "-id"], name="documents_newest")]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display()} {self.number}".strip()
            if self.number
            else self.abstract[:80]
        )


class Citation(models.Model):
    """One document names another, at a passage."""

    class Role(models.TextChoices):
        BASIS = "basis", _("Căn cứ")
        IMPLEMENTS = "implements", _("Thực hiện")
        REVIEWS = "reviews", _("Sơ kết, tổng kết")
        AMENDS = "amends", _("Sửa đổi, bổ sung")
        REPLACES = "replaces", _("Thay thế")
        MENTIONS = "mentions", _("Nhắc đến")

    source = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="cites")
    target = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        related_name="cited_by",
        verbose_name=_("văn bản được dẫn"),
    )
    role = models.CharField(_("quan hệ"), max_length=10, choices=Role.choices)
    passage = models.TextField(_("đoạn trích"), blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "role"], name="documents_citation_once"
            ),
            models.CheckConstraint(
                name="documents_citation_not_itself",
                condition=~Q(source=models.F("target")),
                violation_error_message=_("Một văn bản không dẫn chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.role} {self.target}"
