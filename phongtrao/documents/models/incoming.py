"""Incoming papers (văn bản đến) of a unit: what the book says, and what becomes of each.

The words of the paper are copied at arrival: a book tells what stood on the paper that day, and a
paper from outside is the unit's own business, never an entry of everybody's register.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models.distribution import Delivery
from phongtrao.documents.models.files import StoredFile
from phongtrao.documents.models.official import DocumentKind, OfficialDocument
from phongtrao.orgs.models import Unit


class Incoming(Stateful):
    class Status(models.TextChoices):
        NEW = "new", _("Mới đến, chưa xác nhận")
        BOOKED = "booked", _("Đã vào sổ")
        HANDED = "handed", _("Đã chuyển xử lý")
        DONE = "done", _("Đã xử lý xong")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.NEW
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="incoming")
    # Of a paper sent through the program; empty for one brought by post.
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="incoming"
    )
    delivery = models.OneToOneField(
        Delivery, models.PROTECT, null=True, blank=True, related_name="incoming"
    )
    arrived_on = models.DateField(_("ngày đến"))
    year = models.PositiveSmallIntegerField()
    arrival_number = models.PositiveIntegerField(_("số đến"), null=True, blank=True)
    kind = models.CharField(_("loại văn bản"), max_length=5, choices=DocumentKind.choices)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True, default="")
    sender = models.CharField(_("cơ quan gửi"), max_length=200)
    issued_on = models.DateField(_("ngày của văn bản"), null=True, blank=True)
    abstract = models.TextField(_("trích yếu"))
    search_text = models.TextField(editable=False, default="")
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="incoming"
    )
    handed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incoming_handed",
        verbose_name=_("người xử lý"),
    )
    due_on = models.DateField(_("hạn xử lý"), null=True, blank=True)
    note = models.CharField(_("nội dung chuyển"), max_length=500, blank=True, default="")
    result = models.CharField(_("kết quả xử lý"), max_length=500, blank=True, default="")
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("văn bản đến")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "arrival_number"],
                name="documents_arrival_number_once",
                violation_error_message=_("Số đến này đã cấp. Hãy thử lại."),
            ),
            models.CheckConstraint(
                name="documents_incoming_has_number",
                condition=Q(status="new") | Q(arrival_number__isnull=False),
            ),
            models.CheckConstraint(
                name="documents_handed_to_somebody",
                condition=~Q(status="handed") | Q(handed_to__isnull=False),
                violation_error_message=_("Hãy chọn người xử lý."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-arrived_on"], name="documents_incoming_newest"),
            models.Index(
                fields=["handed_to"],
                name="documents_incoming_handed",
                condition=Q(status="handed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def audit_label(self) -> str:
        """The words of somebody's letter may be personal: history keeps the number of the book."""
        return f"{self.arrival_number or '–'}/{self.year}"
