"""One record of “we did this”, however many units did it together. S0-21, S4-08 to S4-12, S4-32 to S4-45"""

from enum import nonmember
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.activities.models.kinds import ActivityKind, Channel, Segment
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Person, Unit
from phongtrao.plans.models import Movement, ProgressReport, Task
from phongtrao.plans.periods import school_year_start

PROOF = _("đóng góp được xác nhận là căn cứ khen thưởng")


class ActivityQuerySet(models.QuerySet["Activity"]):
    def counted(self) -> "ActivityQuerySet":
        """What stands in numbers: handed over or confirmed; drafts, returned and joined ones do not."""
        return self.filter(status__in=Activity.Status.counted)


class Activity(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Nháp")
        RECORDED = "recorded", pgettext_lazy("state", "Đã ghi nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        RETURNED = "returned", pgettext_lazy("state", "Trả lại")
        # The same thing recorded by another unit as well: counted there, once.
        JOINED = "joined", _("Gộp vào hoạt động khác")
        counted = nonmember(frozenset({"recorded", "confirmed"}))
        written = nonmember(frozenset({"draft", "returned"}))

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.DRAFT
    )
    # No index of their own: two below begin with them, and a workbook brings 50,000 rows at once.
    kind = models.ForeignKey(ActivityKind, models.PROTECT, db_index=False, verbose_name=_("loại"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="activities",
        db_index=False,
        verbose_name=_("đơn vị ghi"),
    )
    title = models.CharField(_("tên hoạt động"), max_length=300)
    starts_on = models.DateField(_("ngày"))
    ends_on = models.DateField(_("đến ngày"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True, default="")
    channel = models.CharField(
        _("kênh"), max_length=7, choices=Channel.choices, blank=True, default=""
    )
    about = models.TextField(_("kết quả"), blank=True, default="")
    audiences = models.JSONField(_("đối tượng"), default=dict, blank=True)  # Segment → people
    people = models.PositiveIntegerField(_("số người"), default=0)  # the sum of ``audiences``
    quantity = models.PositiveIntegerField(_("số lượng"), default=1)
    values = models.JSONField(_("ô riêng"), default=dict, blank=True)  # as the kind asks
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("nhiệm vụ")
    )  # fmt: skip
    movement = models.ForeignKey(
        Movement, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("phong trào")
    )  # fmt: skip
    evidence = models.ManyToManyField(
        Evidence, blank=True, related_name="activities", verbose_name=_("minh chứng")
    )
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="twins")
    was = models.CharField(max_length=9, blank=True, default="", editable=False)  # before joined
    reason = models.CharField(_("lý do trả lại"), max_length=300, blank=True, default="")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # fmt: skip
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # fmt: skip
    search_text = models.TextField(editable=False, default="")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("hoạt động")
        constraints = [
            models.CheckConstraint(
                name="activities_activity_ends_later",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
            ),
            models.CheckConstraint(
                name="activities_activity_joined_to",
                condition=Q(status="joined", same_as__isnull=False)
                | (~Q(status="joined") & Q(same_as=None)),
            ),
            models.CheckConstraint(
                name="activities_activity_returned_why",
                condition=~Q(status="returned") | ~Q(reason=""),
                violation_error_message=_("Trả lại thì phải ghi lý do."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "starts_on"], name="activities_activity_unit_day"),
            models.Index(fields=["kind", "starts_on"], name="activities_activity_kind_day"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def school_year(self) -> str:
        year = containing(self.starts_on, PeriodKind.SCHOOL_YEAR, starts=school_year_start())
        return year.label

    @property
    def reached(self) -> list[tuple[str, int]]:
        """Whom it reached in words, in the order of the list."""
        return [(str(label), self.audiences[key]) for key, label in Segment.choices if key in self.audiences]  # fmt: skip

    def search_keys(self) -> None:
        self.search_text = fold(f"{self.title} {self.place}")


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def agreed(self) -> "ParticipationQuerySet":
        """What counts for the unit itself: it recorded the activity, or said yes when it was named."""
        return self.exclude(answer=Participation.Answer.ASKED)

    def asked(self) -> "ParticipationQuerySet":
        """Units another named in what stands recorded, which have not said anything yet."""
        waiting = self.filter(answer=Participation.Answer.ASKED)
        return waiting.filter(activity__status__in=Activity.Status.counted)


class Participation(models.Model):
    """A unit that did it, the recording one included: numbers of units count these, totals the activity."""

    class Answer(models.TextChoices):
        ASKED = "asked", _("Chờ đơn vị xác nhận")
        YES = "yes", _("Cùng làm")
        # It recorded the same thing itself: as good as a yes, until the two are parted.
        TWIN = "twin", _("Cùng ghi")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="parties", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    # Copied from the activity: the heat map of a province reads this table alone.
    day = models.DateField()
    # Brought in with a twin; leaves again when the joining is undone.
    brought_by = models.ForeignKey(
        Activity, models.CASCADE, null=True, blank=True, related_name="brought"
    )
    answer = models.CharField(
        _("trả lời"), max_length=5, choices=Answer.choices, default=Answer.YES
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị tham gia")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "unit"],
                name="activities_participation_once",
                violation_error_message=_("Đơn vị này đã có trong hoạt động."),
            )
        ]
        indexes = [
            models.Index(fields=["unit", "day"], name="activities_participation_day"),
            # Few: “việc của tôi” asks for them on every opening.
            models.Index(
                fields=["unit"], condition=Q(answer="asked"), name="activities_participation_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Apart(models.Model):
    """Two activities somebody has said are not the same: not proposed again."""

    one = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    other = models.ForeignKey(Activity, models.CASCADE, related_name="+")  # the later key

    class Meta:
        verbose_name = _("hai hoạt động khác nhau")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="activities_apart_once"),
            models.CheckConstraint(
                name="activities_apart_in_order", condition=Q(one__lt=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Contribution(models.Model):
    """What a person did in it; a fact once somebody else has confirmed it. S0-48"""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="contributions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    role = models.CharField(_("vai trò"), max_length=80)
    about = models.CharField(_("đóng góp"), max_length=300, blank=True, default="")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # fmt: skip
    confirmed_on = models.DateField(_("xác nhận ngày"), null=True, blank=True)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "role": Kept(Care.INTERNAL, PROOF),
        "about": Kept(Care.INTERNAL, PROOF),
        "confirmed_on": Kept(Care.INTERNAL, PROOF),
    }

    class Meta:
        verbose_name = _("đóng góp")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                name="activities_contribution_once",
                violation_error_message=_("Người này đã được ghi trong hoạt động."),
            ),
            models.CheckConstraint(
                name="activities_contribution_confirmed_when",
                condition=Q(confirmed_by=None, confirmed_on=None)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Never the name: this stands in history, which could not forget it."""
        return f"#{self.pk}"


class ReportedActivity(models.Model):
    """An activity that a person put into a progress report of its unit."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="reported")
    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("hoạt động trong báo cáo tiến độ")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "report"],
                name="activities_reported_once",
                violation_error_message=_("Hoạt động này đã có trong báo cáo."),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
