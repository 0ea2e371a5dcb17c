"""Rules as data: the sets a law, a plan or an office has, in versions that are never changed. S1-16 S1-71"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import InForce, InForceQuerySet, Shipped, Version
from phongtrao.plans.models import Plan


class RuleSet(InForce, Shipped):
    """“Luật 06/2022/QH15”, “Tiêu chuẩn của Kế hoạch 003”. ``plan``: whose criteria it has, where it is one's."""

    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rule_sets",
        verbose_name=_("kế hoạch"),
    )
    is_law = models.BooleanField(_("của luật"), default=False)
    valid_from = models.DateField(_("hồ sơ nhận từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    # A transition clause: of dossiers received until this day the older text decides where it favours more.
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("thay bộ tiêu chuẩn"),
    )
    older_until = models.DateField(_("bộ cũ còn dùng đến hết ngày"), null=True, blank=True)

    objects: Any = InForceQuerySet.as_manager()

    class Meta(Shipped.Meta):
        verbose_name = _("bộ tiêu chuẩn")
        constraints = [
            *Shipped.Meta.constraints,
            models.CheckConstraint(
                name="awards_rule_set_days",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
            models.CheckConstraint(
                name="awards_rule_set_transition",
                condition=Q(replaces=None, older_until=None)
                | Q(replaces__isnull=False, older_until__gte=F("valid_from")),
                violation_error_message=_(
                    "Ghi cả bộ được thay và ngày cuối bộ cũ còn dùng; ngày ấy từ khi bộ này áp dụng trở đi."
                ),
            ),
        ]


class RuleSetVersion(Version):
    """``data`` is what ``awards.rulebook.read_rules`` reads: {key: rule}, each with its title and its words."""

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="versions", db_index=False)
    data = models.JSONField(default=dict)
    reason = models.CharField(_("lý do thay đổi"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("phiên bản bộ tiêu chuẩn")
        ordering = ["rule_set", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "number"], name="awards_rule_set_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} #{self.number}"
