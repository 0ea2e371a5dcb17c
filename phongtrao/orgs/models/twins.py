"""Two records that look like one person and are two: said once, and not asked again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models.people import Person


class DistinctPair(models.Model):
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("hai người khác nhau")
        constraints = [
            models.UniqueConstraint(
                Least("first", "second"), Greatest("first", "second"), name="orgs_distinct_once"
            ),
            # A merge would make the two one: whoever wants it takes back first what was said.
            models.CheckConstraint(
                name="orgs_distinct_are_two",
                condition=~Q(first=F("second")),
                violation_error_message=_("Đã ghi hai hồ sơ này là của hai người khác nhau."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.first_id} – #{self.second_id}"
