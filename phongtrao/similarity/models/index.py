"""The index of texts: which are in it, and the fingerprints that lead to them.

Bundles of postings are the truth, and the only index single questions need. Where a phrase stands is not
kept, because the passages of a likely source are found in its text.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CommonPhrases(models.Model):
    """Phrases that many texts share: they lead nowhere and prove nothing; and words that few texts have. Learned
    when the index is rebuilt."""

    learned_at = models.DateTimeField(default=timezone.now)
    texts = models.PositiveIntegerField()  # of how many it was learned
    among = models.PositiveIntegerField(default=0)  # so many were in the index that day
    codes = models.BinaryField()  # sorted numbers of eight bytes, the low byte first
    words = models.BinaryField(default=b"")  # ``engine.meaning.Words.packed``

    class Meta:
        verbose_name = _("cụm từ dùng chung")

    def __str__(self) -> str:
        return f"{self.learned_at:%d/%m/%Y}"


class IndexedText(models.Model):
    """One text in the index. ``number``, ``thing``, ``day``, ``moment``: see ``kinds.Arrival``.

    Until a newer text of the same thing is read, the one before answers.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chờ đọc")
        DONE = "done", _("Đã đọc")
        FAILED = "failed", _("Chưa đọc được")
        REPLACED = "replaced", _("Đã thay")

    id = models.AutoField(primary_key=True)  # four bytes, of which every posting has a copy
    kind = models.CharField(max_length=30)
    number = models.BigIntegerField()
    thing = models.BigIntegerField()
    day = models.DateField()
    moment = models.DateTimeField(null=True)
    common = models.ForeignKey(
        CommonPhrases, models.PROTECT, null=True, related_name="+", db_index=False
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    fault = models.CharField(max_length=300, default="", blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("văn bản để đối chiếu")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "common"],
                name="similarity_text_once",
                nulls_distinct=False,
            ),
            # One answers for each thing.
            models.UniqueConstraint(
                fields=["kind", "thing"],
                condition=models.Q(status="done"),
                name="similarity_text_answers",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=~models.Q(status="done"),
                name="similarity_text_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Bundle(models.Model):
    """Who holds the codes that begin with the same bits (``engine.bundles``); of replaced texts too, until
    they are swept."""

    number = models.IntegerField(primary_key=True)
    postings = models.BinaryField()

    class Meta:
        verbose_name = _("dấu vết câu chữ")

    def __str__(self) -> str:
        return str(self.number)
