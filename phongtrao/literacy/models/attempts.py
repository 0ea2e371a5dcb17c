"""One person at one test, once. What was drawn is frozen; the server's clock decides."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.literacy.models.questions import Quiz
from phongtrao.orgs.models import Person, Unit

DOING = _("biết đã trả lời gì, đạt hay chưa, để giải thích và cho làm lại")


class Attempt(Stateful):
    """``drawn``: [[key of the question's version, [order of its options]], …]; ``answers``: {place: [options]}.

    Options are kept by their place in the version, not by where they stood on the screen.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Đang làm")
        SUBMITTED = "submitted", _("Đã nộp")

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.OPEN
    )
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="taken")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    number = models.PositiveSmallIntegerField(_("lần"))
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    ends_at = models.DateTimeField(_("hết giờ lúc"))
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    drawn = models.JSONField()
    answers = models.JSONField(_("trả lời"), default=dict, blank=True)
    right = models.PositiveSmallIntegerField(_("số câu đúng"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("điểm (%)"), null=True, blank=True)
    passed = models.BooleanField(_("đạt"), null=True, blank=True)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "answers": Kept(Care.PERSONAL, DOING),
        "right": Kept(Care.PERSONAL, DOING),
        "score": Kept(Care.PERSONAL, DOING),
        "passed": Kept(Care.PERSONAL, DOING),
    }

    class Meta:
        verbose_name = _("lần tự kiểm tra")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "person", "number"], name="literacy_attempt_number"
            ),
            # Two tabs, one test: the second press finds the first attempt.
            models.UniqueConstraint(
                fields=["quiz", "person"],
                condition=Q(status="open"),
                name="literacy_attempt_one_open",
            ),
            models.CheckConstraint(
                name="literacy_attempt_ends_later", condition=Q(ends_at__gt=F("started_at"))
            ),
            models.CheckConstraint(
                name="literacy_attempt_judged",
                condition=Q(status="open") | Q(score__isnull=False, passed__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"], name="literacy_attempt_open", condition=Q(status="open")
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
