"""What one unit hands in for a round: its meeting, its letter, its list; as it was at each sending. S3-42 … S3-48"""

from enum import nonmember
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import OfficialDocument, StoredFile
from phongtrao.nominations.models.rounds import AwardRound
from phongtrao.orgs.models import Unit


class Submission(Stateful):
    """One for each unit and round. What is consolidated for the round above is a submission there."""

    class Status(models.TextChoices):
        WRITING = "writing", _("Đang lập")
        SENT = "sent", _("Đã gửi, chờ tiếp nhận")
        RETURNED = "returned", _("Trả lại để bổ sung")
        TAKEN = "taken", _("Đã tiếp nhận")
        # Its unit went into another that has one for this round: whom it asked for is asked for there.
        JOINED = "joined", _("Đã nhập vào hồ sơ của đơn vị mới")

        open_to_unit = nonmember(frozenset({"writing", "returned"}))

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.WRITING
    )
    round = models.ForeignKey(
        AwardRound, models.PROTECT, related_name="submissions", db_index=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="award_submissions", verbose_name=_("đơn vị đề nghị")
    )
    # The unit's meeting that chose (biên bản họp xét).
    met_on = models.DateField(_("ngày họp xét"), null=True, blank=True)
    met_at = models.CharField(_("nơi họp"), max_length=200, blank=True, default="")
    chair = models.CharField(_("chủ trì"), max_length=120, blank=True, default="")
    secretary = models.CharField(_("thư ký"), max_length=120, blank=True, default="")
    present = models.PositiveIntegerField(_("số người dự"), null=True, blank=True)
    absent = models.PositiveIntegerField(_("số người vắng"), null=True, blank=True)
    discussion = models.TextField(_("ý kiến thảo luận"), blank=True, default="")
    letter = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="award_submissions",
        verbose_name=_("tờ trình"),
    )
    # Of nominations.letter_paper: what the letter said when it was printed.
    letter_facts = models.JSONField(default=dict)
    first_sent_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_late = models.BooleanField(_("gửi muộn"), default=False)
    taken_at = models.DateTimeField(_("tiếp nhận lúc"), null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    return_note = models.TextField(_("lý do trả lại"), blank=True, default="")

    PERSONAL: ClassVar[Declared] = {
        "chair": Kept(Care.INTERNAL, _("ghi trong biên bản họp xét")),
        "secretary": Kept(Care.INTERNAL, _("ghi trong biên bản họp xét")),
        "discussion": Kept(Care.INTERNAL, _("ghi trong biên bản họp xét")),
        "letter_facts": Kept(Care.INTERNAL, _("tờ trình như đã in, để đối chiếu với danh sách")),
    }

    class Meta:
        verbose_name = _("hồ sơ đề nghị của đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="nominations_submission_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.round}"


class SubmissionVersion(models.Model):
    """What was sent, never changed: the list and every report of it, and the package that holds them."""

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="versions", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    data = models.JSONField(default=dict)
    package = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("lần gửi hồ sơ")
        ordering = ["submission", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="nominations_submission_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission} #{self.number}"
