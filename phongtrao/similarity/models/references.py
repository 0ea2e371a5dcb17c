"""Texts an office puts beside those the program has: old archives, textbooks, pages from elsewhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.documents.models import StoredFile
from phongtrao.lib.text import fold, sort_key
from phongtrao.orgs.models import Unit
from phongtrao.web.models import Work


class ReferenceText(models.Model):
    """``digest``: of its words, folded, so that a text is there once whatever file it came in."""

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    title = models.CharField(_("tên"), max_length=400)
    origin = models.CharField(_("lấy từ đâu"), max_length=500, blank=True, default="")
    dated = models.DateField(_("ngày của văn bản"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    words = models.TextField(_("nội dung"))
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người thêm")
    )
    added_at = models.DateTimeField(_("thêm lúc"), default=timezone.now)
    out_since = models.DateTimeField(_("thôi dùng từ"), null=True, blank=True)
    search_text = models.TextField(editable=False, default="")
    sort_key = SortKeyField(max_length=800)

    class Meta:
        verbose_name = _("văn bản tham chiếu")
        constraints = [
            models.UniqueConstraint(fields=["owner", "digest"], name="similarity_reference_once")
        ]

    def __str__(self) -> str:
        return self.title

    def search_keys(self) -> None:
        self.sort_key = sort_key(self.title)[:800]
        self.search_text = fold(f"{self.title} {self.origin}")


class ReferenceLoad(models.Model):
    """Files somebody brought at once; kept some weeks, for who wants to see what became of them."""

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=500, blank=True, default="")
    dated = models.DateField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    work = models.OneToOneField(Work, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("lần thêm văn bản tham chiếu")

    def __str__(self) -> str:
        return f"#{self.pk}"


class ReferenceFile(models.Model):
    """One file, by itself or out of a zip, and what became of it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chờ đọc")
        ADDED = "added", _("Đã thêm")
        SAME = "same", _("Đã có sẵn")
        REFUSED = "refused", _("Không đọc được")
        OPENED = "opened", _("Đã mở tệp nén")

    load = models.ForeignKey(ReferenceLoad, models.CASCADE, related_name="files", db_index=False)
    name = models.CharField(_("tệp"), max_length=500)
    # Only while it waits: what is added holds its own, what is not is not kept.
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    status = models.CharField(
        _("kết quả"), max_length=10, choices=Status.choices, default=Status.WAITING
    )
    said = models.TextField(_("vì sao"), blank=True, default="")
    text = models.ForeignKey(ReferenceText, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("tệp của lần thêm")
        constraints = [
            models.UniqueConstraint(fields=["load", "name"], name="similarity_file_once"),
            models.CheckConstraint(
                name="similarity_file_waits", condition=Q(file=None) | Q(status="waiting")
            ),
        ]

    def __str__(self) -> str:
        return self.name
