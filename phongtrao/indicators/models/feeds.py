"""What of units' activities an indicator counts: data an office edits, one row for an indicator.

Two shapes. Without ``at_least`` the numbers themselves: each unit has what was done at it and below it, and
what several units did together is one there. With it a yes or no of each unit of the population: a club that
met at least so often. S1-27, S1-38, S1-53, S4-11; target 5 of plan 004
"""

from enum import nonmember

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.indicators.models.definitions import Indicator
from phongtrao.indicators.models.populations import Populated

ACTIVITIES = "activities"  # Indicator.computed_from


class ActivityFeed(Populated):
    """``counts`` and ``only`` name a field of a kind by the kind's key: see ``queries.from_activities``."""

    class Counts(models.TextChoices):
        """Besides people of one audience (“people:learners”) and numbers of a kind (“field:sponsor:worth”)."""

        TIMES = "times", _("Số hoạt động")
        MONTHS = "months", _("Số tháng có hoạt động")
        QUANTITY = "quantity", _("Số lượng đếm thêm của loại")
        PEOPLE = "people", _("Số người được tiếp cận, tham gia")
        # Each once in the year, counted at the unit where they work.
        LISTED = "listed", _("Số người khác nhau có tên trong danh sách người dự")
        PASSED = "passed", _("Số người khác nhau dự và đạt")
        by_name = nonmember(frozenset({"listed", "passed"}))

    class Year(models.TextChoices):
        CALENDAR = "calendar", pgettext_lazy("year", "Năm dương lịch")
        SCHOOL = "school", pgettext_lazy("year", "Năm học")

    indicator = models.OneToOneField(Indicator, models.CASCADE, related_name="feed")
    # Keys of activity kinds, which nobody deletes.
    activity_kinds = ArrayField(models.CharField(max_length=30), verbose_name=_("loại hoạt động"))
    counts = models.CharField(_("đếm gì"), max_length=120, default=Counts.TIMES)
    # “policy_advice:outcome:Được tiếp thu”: only what says this in a choice of the kind.
    only = models.CharField(_("chỉ tính khi"), max_length=400, blank=True, default="")
    at_least = models.PositiveIntegerField(_("đạt khi có ít nhất"), null=True, blank=True)
    year = models.CharField(_("trong"), max_length=8, choices=Year.choices, default=Year.CALENDAR)
    is_confirmed_only = models.BooleanField(_("chỉ tính hoạt động đã xác nhận"), default=True)
    # How the indicator was rolled up and measured before: so again once it is asked of units.
    shape_before = models.JSONField(default=dict, editable=False)
    # Years up to this day were computed by something else and are left as they are.
    kept_until = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("cách tính từ hoạt động")
        constraints = [
            models.CheckConstraint(
                name="indicators_activityfeed_of_a_kind",
                condition=Q(activity_kinds__len__gt=0),
                violation_error_message=_("Hãy chọn ít nhất một loại hoạt động."),
            ),
            models.CheckConstraint(
                name="indicators_activityfeed_at_least_one",
                condition=Q(at_least=None) | Q(at_least__gt=0),
                violation_error_message=_("“Ít nhất” là số từ 1 trở lên."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_yes_no(self) -> bool:
        return self.at_least is not None
