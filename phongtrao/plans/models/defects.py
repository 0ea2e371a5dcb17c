"""What the linter says of a plan's text (lỗi văn bản): found anew at every reading, dismissed with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import StoredFile
from phongtrao.lib.words import say
from phongtrao.plans.models.intake import Intake
from phongtrao.plans.models.plans import Plan
from phongtrao.reader.lint import RULES, Defect, Rule
from phongtrao.reader.model import Passage


class TextCheck(models.Model):
    """The last check of a text: of a plan being taken in, or of the paper of a plan written here."""

    intake = models.OneToOneField(
        Intake, models.CASCADE, null=True, blank=True, related_name="text_check"
    )
    plan = models.OneToOneField(
        Plan, models.CASCADE, null=True, blank=True, related_name="text_check"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("soát lúc"))

    class Meta:
        verbose_name = _("lần soát lỗi văn bản")
        constraints = [
            models.CheckConstraint(
                name="plans_textcheck_of_one",
                condition=Q(intake=None, plan__isnull=False) | Q(intake__isnull=False, plan=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Intake | Plan:
        """Whose text it is; its history tells what was dismissed."""
        subject = self.intake or self.plan
        if subject is None:
            raise ValueError("a check is of an intake or of a plan")
        return subject


class TextDefect(models.Model):
    class Severity(models.TextChoices):
        ERROR = "error", _("Lỗi")
        NOTE = "note", _("Nên xem lại")

    text_check = models.ForeignKey(TextCheck, models.CASCADE, related_name="defects")
    position = models.PositiveIntegerField(default=0)
    rule = models.CharField(_("loại lỗi"), max_length=40)  # a key of reader.lint.RULES
    severity = models.CharField(_("mức"), max_length=5, choices=Severity.choices)
    key = models.CharField(max_length=32)  # the same defect in the next reading
    quote = models.TextField()
    facts = models.JSONField(default=dict)
    passage = models.TextField(_("đoạn văn bản"))
    first_block = models.PositiveIntegerField()
    last_block = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dismissed_at = models.DateTimeField(_("bỏ qua lúc"), null=True, blank=True)
    reason = models.TextField(_("lý do bỏ qua"), blank=True, default="")

    class Meta:
        verbose_name = _("lỗi văn bản")
        ordering = ["text_check", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["text_check", "key"], name="plans_textdefect_once"),
            models.CheckConstraint(
                name="plans_textdefect_reason_said",
                condition=Q(dismissed_at=None) | ~Q(reason=""),
                violation_error_message=_("Bỏ qua thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def found(self) -> Defect:
        """As the linter gave it: its sentences in the language of whoever looks."""
        where = Passage(self.first_block, self.last_block, self.page, self.line, self.passage)
        return Defect(self._rule, where, self.quote, self.facts)

    @property
    def name(self) -> str:
        return say(self._rule.name)

    @property
    def what(self) -> str:
        return self.found.what

    @property
    def _rule(self) -> Rule:
        return RULES[self.rule]
