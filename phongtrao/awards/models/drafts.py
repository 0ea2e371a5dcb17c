"""A set of rules while its office changes it: not in force until it is made a version. S1-16"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models.rules import RuleSet


class RuleDraft(models.Model):
    """``data`` as of RuleSetVersion; everybody who may write the set works on the one draft."""

    rule_set = models.OneToOneField(RuleSet, models.CASCADE, related_name="draft")
    data = models.JSONField(default=dict)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("bản đang sửa của bộ tiêu chuẩn")

    def __str__(self) -> str:
        return str(self.rule_set)
