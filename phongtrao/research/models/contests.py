"""Contests of students: what is counted of each, who guided a project, which prize. S1-26 S2-18

A student is a number. A name is kept by ``orgs.Learner`` alone, for a purpose, with consent, until a day; a
project points there and forgets with it.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.models import Activity
from phongtrao.base.fields import SortKeyField
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.indicators.models import Indicator
from phongtrao.lib.text import fold, sort_key
from phongtrao.orgs.models import Learner, Person, Unit

PURPOSES = (
    Learner.Purpose.PRIZE,
    Learner.Purpose.INITIATIVE,
)  # for which a name stands at a project


class Contest(models.Model):
    """``held_on``: the day the results are made known; no project has a prize before it."""

    class Level(models.TextChoices):
        """As ordered here, the widest last."""

        UNIT = "unit", _("Cấp đơn vị, trường")
        COMMUNE = "commune", _("Cấp xã, phường")
        PROVINCE = "province", _("Cấp tỉnh, thành phố")
        NATION = "nation", _("Cấp quốc gia, quốc tế")

    name = models.CharField(_("tên cuộc thi"), max_length=300)
    level = models.CharField(_("cấp"), max_length=8, choices=Level.choices)
    year = models.CharField(_("năm học, năm"), max_length=20)  # as lib.periods writes a period
    held_on = models.DateField(_("công bố kết quả ngày"))
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="contests", verbose_name=_("đơn vị ghi kết quả")
    )
    organiser = models.CharField(_("cơ quan tổ chức"), max_length=200)
    fields = ArrayField(
        models.CharField(max_length=30),
        verbose_name=_("lĩnh vực dự thi"),
        default=list,
        blank=True,
    )
    search_text = models.TextField(editable=False, default="")
    sort_key = SortKeyField(max_length=600)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("cuộc thi của học sinh")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name", "year"],
                name="research_contest_once",
                violation_error_message=_("Đơn vị đã ghi cuộc thi này của năm ấy."),
            )
        ]
        indexes = [models.Index(fields=["held_on"], name="research_contest_day")]

    def __str__(self) -> str:
        return self.name

    def search_keys(self) -> None:
        self.sort_key = sort_key(self.name)[:600]
        self.search_text = fold(f"{self.name} {self.organiser}")


class ContestProject(models.Model):
    """``rank``: place of the prize in the list of the packs, the best is 1; copied there as it was given."""

    contest = models.ForeignKey(
        Contest, models.PROTECT, related_name="projects", db_index=False, verbose_name=_("cuộc thi")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="contest_projects", verbose_name=_("trường")
    )
    title = models.CharField(_("tên dự án"), max_length=300)
    field = models.CharField(_("lĩnh vực"), max_length=30)
    students = models.PositiveSmallIntegerField(_("số học sinh"))
    teacher = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="guided_projects",
        verbose_name=_("giáo viên hướng dẫn"),
    )
    prize = models.CharField(_("giải"), max_length=20, blank=True, default="")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    idea = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contest_projects",
        verbose_name=_("từ ý tưởng"),
    )
    search_text = models.TextField(editable=False, default="")
    sort_key = SortKeyField(max_length=600)

    PERSON_PATH = "teacher"
    PERSONAL: ClassVar[Declared] = {
        "prize": Kept(Care.INTERNAL, _("khen thưởng giáo viên hướng dẫn dự án đoạt giải")),
    }

    class Meta:
        verbose_name = _("dự án dự thi")
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "unit", "title"],
                name="research_project_once",
                violation_error_message=_("Trường đã có dự án mang tên này trong cuộc thi."),
            ),
            models.CheckConstraint(
                name="research_project_students",
                condition=Q(students__gte=1),
                violation_error_message=_("Một dự án có ít nhất một học sinh."),
            ),
            models.CheckConstraint(
                name="research_project_prize_ranked",
                condition=Q(prize="", rank=None) | (~Q(prize="") & Q(rank__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def search_keys(self) -> None:
        self.sort_key = sort_key(self.title)[:600]
        self.search_text = fold(self.title)


class ProjectLearner(models.Model):
    """A student whose name is kept with consent. Nothing of it stays once the name is forgotten."""

    project = models.ForeignKey(
        ContestProject,
        models.CASCADE,
        related_name="named",
        db_index=False,
        verbose_name=_("dự án"),
    )
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="+")

    LEARNER_PATH = "learner"
    PERSONAL: ClassVar[Declared] = {
        "project": Kept(Care.PERSONAL, _("ghi tên học sinh của dự án dự thi")),
    }

    class Meta:
        verbose_name = _("học sinh của dự án dự thi")
        constraints = [
            models.UniqueConstraint(fields=["project", "learner"], name="research_learner_once")
        ]

    def __str__(self) -> str:
        """Never the name: this stands in history, which could not forget it."""
        return f"#{self.pk}"


class ContestFeed(models.Model):
    """An indicator that lives on these contests: computed, typed by nobody. S2-18"""

    class Counted(models.TextChoices):
        PROJECTS = "projects", _("Dự án dự thi")
        STUDENTS = "students", _("Học sinh dự thi")
        PRIZES = "prizes", _("Dự án đoạt giải")

    indicator = models.OneToOneField(
        Indicator, models.PROTECT, related_name="contest_feed", verbose_name=_("chỉ số")
    )
    counted = models.CharField(_("đếm"), max_length=8, choices=Counted.choices)
    level = models.CharField(_("của cuộc thi"), max_length=8, choices=Contest.Level.choices)
    computed_on = models.DateField(_("tính đến ngày"))

    class Meta:
        verbose_name = _("chỉ số lấy số từ cuộc thi")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.indicator)
