"""Law about councils as data: how they are composed, how they vote. Shipped in packs/councils."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Shipped


class CouncilRule(Shipped):
    """One rule: ``data`` is what ``composition.composition`` or ``tally.voting_rule`` reads.

    A sitting copies the rule it votes by: changing it here changes no vote that was opened.
    """

    class Of(models.TextChoices):
        COMPOSITION = "composition", _("Thành phần hội đồng")
        VOTING = "voting", _("Biểu quyết")

    of = models.CharField(_("loại quy tắc"), max_length=12, choices=Of.choices)
    data = models.JSONField(default=dict)
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("hết hiệu lực sau ngày"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Shipped.Meta):
        verbose_name = _("quy tắc của hội đồng")
        ordering = ["of", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "key", "owner"],
                name="councils_rule_once",
                nulls_distinct=False,
                violation_error_message=_("Đã có quy tắc mang mã này. Hãy đặt mã khác."),
            ),
            models.CheckConstraint(
                name="councils_rule_days",
                condition=Q(valid_from=None)
                | Q(valid_to=None)
                | Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
        ]
