"""A sitting: who is there, what is on its agenda, and what was counted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.councils.models.cases import Case
from phongtrao.councils.models.councils import Council, Member
from phongtrao.documents.models import Paper


class Sitting(Stateful):
    class Status(models.TextChoices):
        PLANNED = "planned", _("Đã lên lịch")
        OPEN = "open", _("Đang họp")
        CLOSED = "closed", _("Đã bế mạc")
        CANCELLED = "cancelled", _("Đã hủy")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.PLANNED
    )
    council = models.ForeignKey(Council, models.PROTECT, related_name="sittings", db_index=False)
    number = models.PositiveIntegerField(_("phiên số"))
    starts_at = models.DateTimeField(_("họp lúc"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True, default="")
    chair = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chủ trì")
    )
    secretary = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thư ký")
    )
    note = models.TextField(_("diễn biến"), blank=True, default="")  # for the minutes
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("phiên họp")
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="councils_sitting_number")
        ]
        indexes = [models.Index(fields=["starts_at"], name="councils_sitting_day")]

    def __str__(self) -> str:
        return f"{self.council}, {self.number}"


class Presence(models.Model):
    """One member at one sitting. Those who wrote are there on paper: their opinions are ``Vote`` rows."""

    class Kind(models.TextChoices):
        ABSENT = "absent", _("Vắng")
        PRESENT = "present", _("Có mặt")
        WROTE = "wrote", _("Gửi ý kiến bằng văn bản")

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="presences", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="presences")
    kind = models.CharField(_("có mặt"), max_length=8, choices=Kind.choices, default=Kind.ABSENT)
    reason = models.CharField(_("lý do vắng"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("điểm danh")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "member"], name="councils_presence_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Item(Stateful):
    """A case on the agenda. ``rule`` is the voting rule as it was when the vote was opened.

    Until it is counted nothing of the vote is readable, to anybody. ``tally`` is what was counted, for
    good: {"seats", "present", "written", "counts": {choice: n}, "spoilt"}.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chưa biểu quyết")
        VOTING = "voting", _("Đang biểu quyết")
        COUNTED = "counted", _("Đã kiểm phiếu")
        LEFT = "left", _("Chuyển phiên sau")
        WITHDRAWN = "withdrawn", _("Hồ sơ đã rút")

    class Mode(models.TextChoices):
        OPEN = "open", _("Biểu quyết công khai")
        SECRET = "secret", _("Bỏ phiếu kín trên hệ thống")
        PAPER = "paper", _("Bỏ phiếu giấy")

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.WAITING
    )
    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="items", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(_("thứ tự"))
    mode = models.CharField(_("hình thức"), max_length=8, choices=Mode.choices, default=Mode.OPEN)
    rule = models.JSONField(default=dict, blank=True)
    rule_title = models.CharField(_("quy tắc biểu quyết"), max_length=200, blank=True, default="")
    # Which vote it is: a dossier that changed, or a lost half of a key, asks for a new one.
    turn = models.PositiveSmallIntegerField(_("lần biểu quyết"), default=0)
    void_reason = models.CharField(
        _("lý do bỏ phiếu lại hoặc rút hồ sơ"), max_length=200, blank=True, default=""
    )
    dossier_hash = models.CharField(max_length=64, blank=True, default="")
    tellers = models.ManyToManyField(Member, blank=True, related_name="+")
    tally = models.JSONField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("nội dung phiên họp")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "case"], name="councils_item_once"),
            models.CheckConstraint(
                name="councils_counted_has_tally",
                condition=Q(status="counted", tally__isnull=False)
                | (~Q(status="counted") & Q(tally=None)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class SittingPaper(models.Model):
    """A paper the sitting printed: minutes, ballot paper, counting minutes, summary of scores."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("Biên bản họp")
        BALLOT = "ballot", _("Phiếu bầu")
        COUNTING = "counting", _("Biên bản kiểm phiếu")
        SCORES = "scores", _("Bảng tổng hợp điểm")

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="sitting_paper")

    class Meta:
        verbose_name = _("văn bản của phiên họp")

    def __str__(self) -> str:
        return str(self.paper)
