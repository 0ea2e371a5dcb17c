"""The table of a whole round on its way in: kept while a job reads, checks and writes it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.indicators.models.rounds import CollectionRound
from phongtrao.web.models import Work


class RoundSheet(Stateful):
    """One at a time for a round; the next takes its place. Nothing of it is written before WRITTEN."""

    class Status(models.TextChoices):
        READING = "reading", _("Đang đọc và đối chiếu")
        BAD = "bad", _("Có ô chưa đúng")
        ASKED = "asked", _("Chờ xác nhận")
        WRITTEN = "written", _("Đã nhập")
        FAILED = "failed", _("Không nhập được")

    status = models.CharField(
        _("tình trạng"), max_length=7, choices=Status.choices, default=Status.READING
    )
    round = models.OneToOneField(
        CollectionRound, models.CASCADE, related_name="sheet", verbose_name=_("đợt thu số liệu")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    # As of orgs.Import: the job writes in the own name where the session had laid the other's aside.
    in_own_name = models.BooleanField(default=False, editable=False)
    name = models.CharField(_("tên tệp"), max_length=200)
    content = models.BinaryField(default=bytes)  # goes once it is written or marked
    marked = models.BinaryField(null=True)  # the same with the bad cells marked
    is_confirmed = models.BooleanField(default=False)  # the doubtful numbers were looked at
    missing_note = models.CharField(max_length=300, blank=True, default="")
    findings = models.JSONField(default=list)  # [line, column, sentence] …, the first of them
    found = models.PositiveIntegerField(default=0)  # how many there are
    missing = models.CharField(
        max_length=1_000, blank=True, default=""
    )  # units below, not accepted
    units = models.PositiveIntegerField(default=0)
    numbers = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    work = models.ForeignKey(Work, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("bảng số liệu của đợt")

    def __str__(self) -> str:
        return self.name
