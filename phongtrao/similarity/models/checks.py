"""A text held against all others: who asked, when, against how many, and what was found.

A check is never changed once it is done; what is asked again is another one. It says what agrees and where,
never what follows from it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Check(models.Model):
    """``kind``, ``number``, ``thing``, ``day``, ``moment``: the text, see ``kinds.Arrival``; a draft has no number.

    ``share``: of its counted syllables, 0 to 1, those that stand in works of others; ``own_share``: those
    that stand in earlier works of its own authors.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chờ đối chiếu")
        RUNNING = "running", _("Đang đối chiếu")
        DONE = "done", _("Đã đối chiếu")
        FAILED = "failed", _("Chưa đối chiếu được")

    kind = models.CharField(max_length=30)
    thing = models.BigIntegerField()
    number = models.BigIntegerField(null=True, blank=True)
    day = models.DateField()
    moment = models.DateTimeField(null=True, blank=True)
    # Of a draft: SHA-256 of its words, so that the page knows whether they are still the same.
    draft = models.CharField(max_length=64, blank=True, default="")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    # Nobody: the program checks what was handed in by itself.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Version of the engine, and key of the common phrases it knew.
    engine = models.CharField(max_length=20, blank=True, default="")
    against = models.PositiveIntegerField(default=0)  # so many texts
    syllables = models.PositiveIntegerField(default=0)  # that count
    share = models.FloatField(default=0)
    own_share = models.FloatField(default=0)
    fault = models.CharField(max_length=300, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("lần đối chiếu")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"],
                condition=Q(status__in=("waiting", "running")),
                name="similarity_one_open_check",
            ),
            models.CheckConstraint(
                name="similarity_check_of_text_or_draft",
                condition=Q(number__isnull=False, draft="") | (Q(number=None) & ~Q(draft="")),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "thing"], name="similarity_check_thing"),
            models.Index(fields=["kind", "number"], name="similarity_check_text"),
            models.Index(
                fields=["id"],
                condition=Q(status__in=("waiting", "running", "failed")),
                name="similarity_check_open",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_done(self) -> bool:
        return self.status == self.Status.DONE


class Finding(models.Model):
    """One source. ``passages``: rows of start, end, start and end in the source (characters), likeness.

    ``is_own``: a work of one of the authors; ``is_later``: handed in after the text, so not counted;
    ``is_weak``: sections alike in meaning, not in words.
    """

    check_made = models.ForeignKey(Check, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=30)
    number = models.BigIntegerField()
    day = models.DateField()
    share = models.FloatField()
    is_own = models.BooleanField(default=False)
    is_later = models.BooleanField(default=False)
    is_weak = models.BooleanField(default=False)
    passages = models.JSONField()

    class Meta:
        verbose_name = _("nguồn trùng")
        ordering = ["check_made", "is_weak", "is_own", "is_later", "-share", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
