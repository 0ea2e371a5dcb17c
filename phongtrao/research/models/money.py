"""The contract of a task with its annexes, its budget by source and year, what is paid out. S0-25"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import OfficialDocument
from phongtrao.research.models.tasks import ResearchTask


class Contract(models.Model):
    """The contract, and each annex to it."""

    task = models.ForeignKey(ResearchTask, models.CASCADE, related_name="contracts", db_index=False)
    is_annex = models.BooleanField(_("phụ lục"), default=False)
    number = models.CharField(_("số"), max_length=60)
    signed_on = models.DateField(_("ký ngày"))
    # Party by party, a line each, as they signed: offices outside have no account here.
    signers = models.CharField(_("các bên ký"), max_length=500)
    about = models.CharField(_("nội dung chính"), max_length=500, blank=True, default="")
    document = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản trong sổ"),
    )

    class Meta:
        verbose_name = _("hợp đồng, phụ lục")
        ordering = ["task", "is_annex", "signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "number"],
                name="research_contract_number",
                violation_error_message=_("Nhiệm vụ đã có hợp đồng hoặc phụ lục mang số này."),
            ),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(is_annex=False),
                name="research_one_contract",
                violation_error_message=_("Nhiệm vụ đã có hợp đồng. Hãy ghi phụ lục."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class BudgetLine(models.Model):
    task = models.ForeignKey(ResearchTask, models.CASCADE, related_name="budget", db_index=False)
    source = models.CharField(_("nguồn"), max_length=20)  # key of packs/research/fields.yaml
    year = models.PositiveSmallIntegerField(_("năm"))
    amount = models.DecimalField(_("số tiền (đồng)"), max_digits=15, decimal_places=0)

    class Meta:
        verbose_name = _("kinh phí")
        ordering = ["task", "year", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "source", "year"],
                name="research_budget_once",
                violation_error_message=_("Đã có kinh phí của nguồn và năm này."),
            ),
            models.CheckConstraint(
                name="research_budget_positive",
                condition=Q(amount__gt=0),
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Instalment(models.Model):
    task = models.ForeignKey(
        ResearchTask, models.CASCADE, related_name="instalments", db_index=False
    )
    number = models.PositiveSmallIntegerField(_("đợt"))
    amount = models.DecimalField(_("số tiền (đồng)"), max_digits=15, decimal_places=0)
    due_on = models.DateField(_("cấp ngày"), null=True, blank=True)
    paid_on = models.DateField(_("đã cấp ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("đợt cấp kinh phí")
        ordering = ["task", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "number"],
                name="research_instalment_once",
                violation_error_message=_("Đã có đợt cấp mang số này."),
            ),
            models.CheckConstraint(
                name="research_instalment_positive",
                condition=Q(amount__gt=0),
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
