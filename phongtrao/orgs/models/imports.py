"""Lists that came in as workbooks: what was read, what was found wrong, what was written.

The workbook and what is told of its rows hold personal values: only who brought it sees them, and
they are removed after some weeks. The act itself and the rows it touched stay, as history.
"""

from enum import nonmember
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.orgs.models.units import Unit
from phongtrao.web.models import Work

LABELS_ABOVE: dict[str, Any] = {}  # of lists of the apps above; ``imports.kinds.register`` fills it


def list_kinds() -> list[tuple[str, Any]]:
    """Every list that can be imported, with what screens call it."""
    return [*Import.Kind.choices, *LABELS_ABOVE.items()]


class Import(Stateful):
    """One workbook, from choosing it to writing it; nothing of it is written before APPLIED."""

    class Status(models.TextChoices):
        MAPPING = "mapping", _("Đang ghép cột")
        CHECKING = "checking", _("Đang kiểm tra")
        CHECKED = "checked", _("Chờ nhập")
        APPLYING = "applying", _("Đang ghi")
        APPLIED = "applied", _("Đã nhập")
        FAILED = "failed", _("Không đọc được")
        DROPPED = "dropped", _("Đã bỏ")
        UNDONE = "undone", _("Đã hoàn tác")
        running = nonmember(frozenset({"checking", "applying"}))
        over = nonmember(frozenset({"applied", "dropped", "undone"}))

    class Kind(models.TextChoices):
        UNITS = "units", _("Đơn vị")
        PEOPLE = "people", _("Người và vị trí công tác")
        RATINGS = "ratings", _("Xếp loại hằng năm")
        HEADCOUNTS = "headcounts", _("Số người của đơn vị")

    kind = models.CharField(_("danh sách"), max_length=12, choices=list_kinds)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị nhập"))
    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.MAPPING
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người nhập")
    )
    made_at = models.DateTimeField(_("bắt đầu lúc"), auto_now_add=True)
    applied_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    # Without the name of the file: it may hold that of a person, and this stands in history.
    sheets = models.JSONField(default=list)
    columns = models.JSONField(default=dict)  # key of the field → place of the column in the sheet
    constants = models.JSONField(default=dict)  # key of the field → what holds for every row
    counts = models.JSONField(
        default=dict
    )  # rows, new, changed, same, bad, faults, twins, roles, loose
    # Who acts for another had laid that person's rights aside: the job writes in the own name as well.
    in_own_name = models.BooleanField(default=False, editable=False)
    ends_roles = models.BooleanField(default=True)  # of those it moves, at the unit they leave
    error = models.TextField(default="", blank=True)
    work = models.ForeignKey(Work, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("lần nhập danh sách")
        indexes = [models.Index(fields=["made_by", "-made_at"], name="orgs_import_mine")]

    def __str__(self) -> str:
        return _("%(what)s, lần nhập %(pk)s") % {"what": self.get_kind_display(), "pk": self.pk}


class ImportFile(models.Model):
    """The workbook, in the database: it comes and goes in the transaction of its import."""

    act = models.OneToOneField(
        Import, models.CASCADE, primary_key=True, related_name="file", verbose_name=_("lần nhập")
    )
    name = models.CharField(_("tên tệp"), max_length=200)
    content = models.BinaryField()
    marked = models.BinaryField(null=True)  # the same with the bad cells marked

    def __str__(self) -> str:
        return self.name


class ImportPiece(models.Model):
    """Some megabytes of the zip a list came in with its files; its numbers follow one another from 0."""

    act = models.ForeignKey(Import, models.CASCADE, related_name="pieces", db_index=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="orgs_importpiece_once")
        ]

    def __str__(self) -> str:
        return f"{self.act_id} ({self.number})"


class ImportNote(models.Model):
    """What is told of one row: a bad cell, what would change, whom the person resembles."""

    class Kind(models.TextChoices):
        FAULT = "fault", _("Chỗ cần sửa")
        CHANGE = "change", _("Thay đổi")
        TWIN = "twin", _("Có thể trùng")

    act = models.ForeignKey(Import, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    sheet = models.CharField(_("trang tính"), max_length=100)
    row = models.PositiveIntegerField(_("dòng"))
    column = models.CharField(_("cột"), max_length=200, blank=True, default="")
    message = models.TextField(_("nội dung"))

    class Meta:
        indexes = [models.Index(fields=["act", "kind", "row"], name="orgs_importnote_act")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row} {self.column}: {self.message}"


class ImportedRows(models.Model):
    """Records the import wrote: their history tells the act.

    A run of numbers, both ends in it: what is new in a list of 100,000 people follows one another.
    """

    act = models.ForeignKey(Import, models.CASCADE, related_name="written", db_index=False)
    subject = models.CharField(max_length=8)  # “person”, “unit”, or as the list says
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["subject", "last"], name="orgs_importedrows_of")]

    def __str__(self) -> str:
        return f"{self.subject} {self.first}–{self.last}"


class SavedMapping(models.Model):
    """How an office reads the columns of one shape of sheet: proposed when such a sheet comes again."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=list_kinds)
    shape = models.CharField(max_length=64)  # SHA-256 of the labels in order
    columns = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("cách ghép cột đã lưu")
        constraints = [
            models.UniqueConstraint(
                name="orgs_savedmapping_shape", fields=["unit", "kind", "shape"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind}"
