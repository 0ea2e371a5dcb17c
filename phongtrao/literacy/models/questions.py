"""Banks of questions and the tests drawn from them. A question that was asked is never changed: it gets a new
version, and what somebody was asked stays as they saw it.
"""

from enum import nonmember

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.literacy.grading import Said, options_of
from phongtrao.literacy.models.frameworks import Competence, FrameworkVersion, TargetGroup
from phongtrao.orgs.models import Unit


class QuestionBank(models.Model):
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    version = models.ForeignKey(
        FrameworkVersion, models.PROTECT, related_name="banks", verbose_name=_("khung kỹ năng")
    )
    title = models.CharField(_("tên ngân hàng câu hỏi"), max_length=200)
    about = models.CharField(_("ghi chú"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("ngân hàng câu hỏi")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """``place``: its number in the bank. What it says is said by its versions."""

    bank = models.ForeignKey(QuestionBank, models.CASCADE, related_name="questions")
    place = models.PositiveIntegerField(_("số"))
    out_since = models.DateTimeField(_("thôi dùng từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi")
        constraints = [
            models.UniqueConstraint(fields=["bank", "place"], name="literacy_question_place")
        ]

    def __str__(self) -> str:
        return _("Câu %d") % self.place


class QuestionVersionQuerySet(models.QuerySet["QuestionVersion"]):
    def in_use(self) -> "QuestionVersionQuerySet":
        """What may be drawn today."""
        return self.filter(is_current=True, question__out_since=None)


class QuestionVersion(models.Model):
    class Kind(models.TextChoices):
        SINGLE = "single", _("Một phương án đúng")
        SEVERAL = "several", _("Nhiều phương án đúng")
        TRUTH = "truth", _("Đúng hay sai")

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("lần sửa"))
    is_current = models.BooleanField(default=True)
    kind = models.CharField(_("loại"), max_length=7, choices=Kind.choices)
    text = models.TextField(_("câu hỏi"))
    options = models.JSONField(_("phương án"))  # {"text": …, "right": bool}
    explanation = models.TextField(_("giải thích"), blank=True, default="")
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("năng lực"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên bản câu hỏi")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="literacy_question_version"
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(is_current=True),
                name="literacy_question_one_current",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def said(self) -> Said:
        code = self.competence.code if self.competence else ""
        return Said(self.kind, self.text, options_of(self.options), self.explanation, code)


class Quiz(Stateful):
    """A self-test: how many questions of the bank, in how long, passed from where, taken again when."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        OPEN = "open", _("Đang mở")
        CLOSED = "closed", _("Đã đóng")
        shown = nonmember(frozenset({"open", "closed"}))

    class Confirms(models.TextChoices):
        UNIT = "unit", _("Thủ trưởng đơn vị của người làm bài")
        OWNER = "owner", _("Đơn vị mở bài kiểm tra")

    status = models.CharField(
        _("tình trạng"), max_length=6, choices=Status.choices, default=Status.DRAFT
    )
    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="quizzes")
    title = models.CharField(_("tên bài kiểm tra"), max_length=200)
    group = models.ForeignKey(
        TargetGroup, models.PROTECT, related_name="quizzes", verbose_name=_("dành cho")
    )
    level = models.PositiveSmallIntegerField(_("mức"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("số câu"), validators=[MinValueValidator(1)])
    minutes = models.PositiveSmallIntegerField(
        _("số phút"), validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("điểm đạt (%)"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    days_between = models.PositiveSmallIntegerField(_("số ngày giữa hai lần làm"))
    attempts = models.PositiveSmallIntegerField(
        _("số lần được làm"), validators=[MinValueValidator(1)]
    )
    valid_months = models.PositiveSmallIntegerField(_("xác nhận có giá trị (tháng)"), default=0)
    confirmed_by = models.CharField(_("ai xác nhận"), max_length=5, choices=Confirms.choices)

    class Meta:
        verbose_name = _("bài tự kiểm tra")

    def __str__(self) -> str:
        return self.title
