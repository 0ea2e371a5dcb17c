"""Giải trình: the authors are asked why passages agree, answer, and are told what came of it; they may
complain about that. No share accuses by itself.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.initiatives.models.initiatives import Initiative
from phongtrao.similarity.models import Check


class Explanation(Stateful):
    """About one check. ``words`` ask, ``answer`` is the authors', ``verdict`` says why it is accepted or
    not, ``complaint`` is against the verdict.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("Chờ tác giả giải trình")
        ANSWERED = "answered", _("Tác giả đã giải trình")
        ACCEPTED = "accepted", _("Chấp nhận giải trình")
        REJECTED = "rejected", _("Không chấp nhận giải trình")
        DISPUTED = "disputed", _("Tác giả kiến nghị")
        UPHELD = "upheld", _("Kiến nghị đúng, chấp nhận giải trình")
        DISMISSED = "dismissed", _("Kiến nghị không đúng")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.ASKED
    )
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="explanations")
    check_made = models.ForeignKey(Check, models.PROTECT, related_name="+")
    words = models.TextField(_("điều cần giải trình"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("giải trình"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    verdict = models.TextField(_("kết luận"), blank=True, default="")
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)
    complaint = models.TextField(_("kiến nghị"), blank=True, default="")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(_("trả lời kiến nghị"), blank=True, default="")
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("giải trình")
        ordering = ["initiative", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(status__in=("asked", "answered", "disputed")),
                name="initiatives_one_open_explanation",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
