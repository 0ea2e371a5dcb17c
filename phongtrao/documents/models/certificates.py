"""Certificates: made ready in a batch, numbered in a book, printed with a signed code, revoked or issued again.

What stands on a certificate is frozen when its batch is made ready. The book of a unit, kind and year has
its numbers in order, without a gap: they are given when the batch is issued, and never taken back.
"""

from enum import nonmember
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.documents.models.files import StoredFile
from phongtrao.documents.models.official import OfficialDocument
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Person, Unit
from phongtrao.web.models import Work


class CertificateForm(models.Model):
    """What the certificates of a unit and kind have in common, as the office words it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="certificate_forms")
    kind = models.CharField(max_length=40)  # of documents.certificate_kinds
    said = models.JSONField(default=dict)  # of documents.certificate_words.FormWords

    class Meta:
        verbose_name = _("mẫu giấy chứng nhận")
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind"], name="documents_certificate_form")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.kind}"


class CertificateBook(models.Model):
    """Lock its row (``select_for_update``) before taking numbers: one clerk after the other."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="certificate_books", verbose_name=_("đơn vị")
    )
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(_("năm"))

    class Meta:
        verbose_name = _("sổ cấp giấy chứng nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year"], name="documents_certificate_book"
            )
        ]

    def __str__(self) -> str:
        return _("Sổ cấp giấy chứng nhận năm %d") % self.year


class CertificateBatch(Stateful):
    """Certificates of one decision, made ready together; until they are issued all is undone by one button."""

    class Status(models.TextChoices):
        READY = "ready", _("Chờ cấp số")
        ISSUED = "issued", _("Đã cấp")

    status = models.CharField(
        _("tình trạng"), max_length=6, choices=Status.choices, default=Status.READY
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="certificate_batches")
    kind = models.CharField(max_length=40)
    document = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        related_name="certificate_batches",
        verbose_name=_("quyết định"),
    )
    said = models.JSONField(default=dict)  # FormWords, frozen
    issued_on = models.DateField(_("ngày cấp"), null=True, blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    packed = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    work = models.ForeignKey(Work, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("đợt cấp giấy chứng nhận")

    def __str__(self) -> str:
        return _("Giấy chứng nhận theo %s") % self.document

    @property
    def first_ones(self) -> "models.QuerySet[Certificate]":
        """Those it was made ready with, without what was issued again for one of them later."""
        return self.certificates.exclude(replaces__batch=self.pk)


class Certificate(Stateful):
    """One certificate of one person, or of a unit. A revoked one keeps its number; one issued again has a new one."""

    class Status(models.TextChoices):
        READY = "ready", _("Chờ cấp số")
        ISSUED = "issued", _("Có giá trị")
        REVOKED = "revoked", _("Đã thu hồi")
        REPLACED = "replaced", _("Đã cấp lại bằng giấy khác")
        given = nonmember(frozenset({"issued", "revoked", "replaced"}))

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.READY
    )
    batch = models.ForeignKey(CertificateBatch, models.CASCADE, related_name="certificates")
    position = models.PositiveIntegerField()
    book = models.ForeignKey(
        CertificateBook, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    written = models.CharField(_("số, ký hiệu"), max_length=60, blank=True, default="")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    # Where the person worked; without one, the unit itself holds it.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    name = models.CharField(_("tên in trên giấy"), max_length=200)
    workplace = models.CharField(_("đơn vị in trên giấy"), max_length=200, blank=True)
    about = models.CharField(_("nội dung in trên giấy"), max_length=400)
    role = models.CharField(_("vai trò in trên giấy"), max_length=200, blank=True, default="")
    honour = models.CharField(
        _("danh hiệu, hình thức in trên giấy"), max_length=200, blank=True, default=""
    )
    golden = models.PositiveIntegerField(_("số sổ vàng"), null=True, blank=True)
    basis = models.TextField(_("căn cứ in trên giấy"))  # a line each
    # Name, what for, where from.
    search_text = models.TextField(_("chữ để tìm"), editable=False, default="")
    issued_on = models.DateField(_("ngày cấp"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    ended_on = models.DateField(_("hết giá trị từ ngày"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True, default="")
    # The decision that revoked it, open to everybody as the reason is not.
    ended_by = models.CharField(_("quyết định thu hồi"), max_length=60, blank=True, default="")
    ended_by_day = models.DateField(_("ngày quyết định thu hồi"), null=True, blank=True)
    # Issued, but the register says otherwise since this day: it holds no longer and waits for another.
    outdated_on = models.DateField(_("không còn khớp với sổ từ ngày"), null=True, blank=True)
    # What the QR code holds: every printed line and its signature (lib.seals), made when it is issued.
    sealed = models.BinaryField(null=True, editable=False)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "name": Kept(Care.PUBLIC, _("ghi trên giấy và trong sổ cấp, để kiểm tra giấy thật giả")),
        "search_text": Kept(Care.INTERNAL, _("tìm giấy theo họ tên trong sổ cấp")),
        "workplace": Kept(Care.PUBLIC, _("ghi trên giấy, để phân biệt người trùng tên")),
        "honour": Kept(Care.PUBLIC, _("ghi trên giấy: được tặng gì")),
    }

    class Meta:
        verbose_name = _("giấy chứng nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"],
                name="documents_certificate_number_once",
                violation_error_message=_("Số này đã có trong sổ. Hãy tải lại trang."),
            ),
            models.CheckConstraint(
                name="documents_certificate_given_has_number",
                condition=Q(status="ready")
                | Q(
                    number__isnull=False,
                    book__isnull=False,
                    issued_on__isnull=False,
                    sealed__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="documents_certificate_ended_has_reason",
                condition=Q(status__in=("ready", "issued")) | ~Q(reason=""),
                violation_error_message=_("Thu hồi, cấp lại thì phải ghi lý do."),
            ),
        ]
        indexes = [models.Index(fields=["batch", "position"], name="documents_certificate_batch")]

    def __str__(self) -> str:
        """Never the name: this stands in history, which could not forget it."""
        return self.written or f"#{self.pk}"

    def search_keys(self) -> None:
        """The search text follows the words; whoever makes one calls this."""
        self.search_text = fold(f"{self.name} {self.about} {self.workplace}")
