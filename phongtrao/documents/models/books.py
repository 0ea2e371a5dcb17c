"""Number books of outgoing papers: one for each unit, kind and year. Numbers begin at 1 each January."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models.official import DocumentKind, OfficialDocument
from phongtrao.orgs.models import Unit


class NumberBook(models.Model):
    """Lock its row (``select_for_update``) before taking a number: one clerk after the other."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="number_books", verbose_name=_("đơn vị")
    )
    kind = models.CharField(_("loại văn bản"), max_length=5, choices=DocumentKind.choices)
    year = models.PositiveSmallIntegerField(_("năm"))

    class Meta:
        verbose_name = _("sổ số")
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "year"], name="documents_number_book")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class BookLine(models.Model):
    """One number: of a document, or left out with a reason."""

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("số"))
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="book_lines"
    )
    day = models.DateField(_("ngày"))
    reason = models.CharField(_("lý do"), max_length=300, blank=True, default="")
    # Filled in the register (công văn đi).
    kept_by = models.CharField(_("đơn vị lưu"), max_length=200, blank=True, default="")
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("số đã cấp")
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"],
                name="documents_number_once",
                violation_error_message=_("Số này đã có trong sổ. Hãy tải lại trang."),
            ),
            models.UniqueConstraint(
                fields=["book", "document"],
                condition=Q(document__isnull=False),
                name="documents_document_once_in_book",
                violation_error_message=_("Văn bản này đã có số trong sổ."),
            ),
            models.CheckConstraint(
                name="documents_left_out_has_reason",
                condition=Q(document__isnull=False) | ~Q(reason=""),
                violation_error_message=_("Bỏ số thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book}: {self.number}"
