"""Votes: who may and did, open ones, the sealed box, counts of paper ballots.

Nothing here, nor in any history line, job, form key or log, ties a secret choice to who made it
(docs/decisions/0012-secret-ballot.md).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.councils.models.councils import Member
from phongtrao.councils.models.sittings import Item
from phongtrao.documents.models import StoredFile


class Voter(models.Model):
    """A seat in one vote. ``has_voted`` moves once, by a conditional UPDATE: nobody votes twice.

    No moment stands here: a time would order the ballots.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="voters", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    is_recused = models.BooleanField(_("không tham gia do xung đột lợi ích"), default=False)
    has_voted = models.BooleanField(_("đã bỏ phiếu"), default=False)

    class Meta:
        verbose_name = _("người biểu quyết")
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="councils_voter_once"),
            models.CheckConstraint(
                name="councils_recused_votes_not",
                condition=Q(is_recused=False) | Q(has_voted=False),
                violation_error_message=_("Thành viên này không tham gia biểu quyết nội dung này."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Vote(models.Model):
    """An open vote, or the written opinion of somebody absent; both carry a name by their nature.

    Bound to the dossier as it was; a change of the dossier voids it visibly.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="votes", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=20)
    dossier_hash = models.CharField(max_length=64)
    is_written = models.BooleanField(_("bằng văn bản"), default=False)
    words = models.TextField(_("ý kiến"), blank=True, default="")
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="written_votes"
    )

    class Meta:
        verbose_name = _("phiếu biểu quyết")
        constraints = [
            models.UniqueConstraint(fields=["item", "member", "turn"], name="councils_vote_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class BallotBox(models.Model):
    """The sealed ballots of one secret vote, emptied when it is counted. See ``ballots``."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="box")
    turn = models.PositiveSmallIntegerField()
    public_key = models.BinaryField()
    sealed = ArrayField(models.BinaryField(), default=list)

    class Meta:
        verbose_name = _("hòm phiếu")

    def __str__(self) -> str:
        return f"#{self.pk}"


class PaperCount(models.Model):
    """What one of the two counters counted of the paper ballots; both must say the same."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="paper_counts", db_index=False)
    turn = models.PositiveSmallIntegerField()
    teller = models.ForeignKey(Member, models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict)
    spoilt = models.PositiveIntegerField(_("phiếu không hợp lệ"), default=0)

    class Meta:
        verbose_name = _("kết quả đếm phiếu giấy")
        constraints = [
            models.UniqueConstraint(fields=["item", "turn", "teller"], name="councils_count_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
