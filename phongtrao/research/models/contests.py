"""Student science and engineering contests: projects, counts of students, teachers, prizes. S1-26

Students are a number. Names are kept only with somebody's consent, as ``orgs.Learner``.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.lib.text import fold, sort_key
from phongtrao.orgs.models import Learner, Person, Unit


class Contest(models.Model):
    class Level(models.TextChoices):
        SCHOOL = "school", _("Cấp trường")
        COMMUNE = "commune", _("Cấp xã, cụm")
        PROVINCE = "province", _("Cấp tỉnh, thành phố")
        NATION = "nation", _("Cấp quốc gia")
        WORLD = "world", _("Quốc tế")

    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="contests", verbose_name=_("đơn vị ghi")
    )
    title = models.CharField(_("cuộc thi"), max_length=200)
    level = models.CharField(_("cấp"), max_length=8, choices=Level.choices)
    held_on = models.DateField(_("tổ chức ngày"))

    class Meta:
        verbose_name = _("cuộc thi KHKT học sinh")
        ordering = ["-held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "title", "held_on"],
                name="research_contest_once",
                violation_error_message=_("Đã ghi cuộc thi này."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ContestProject(models.Model):
    class Prize(models.TextChoices):
        NONE = "", _("Không có giải")
        FOURTH = "fourth", _("Giải Tư, Khuyến khích")
        THIRD = "third", _("Giải Ba")
        SECOND = "second", _("Giải Nhì")
        FIRST = "first", _("Giải Nhất")

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="projects", db_index=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="contest_projects", verbose_name=_("đơn vị dự thi")
    )
    title = models.CharField(_("tên dự án"), max_length=300)
    field = models.CharField(_("lĩnh vực"), max_length=100, blank=True, default="")
    students = models.PositiveSmallIntegerField(_("số học sinh"))
    teacher = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contest_projects",
        verbose_name=_("giáo viên hướng dẫn"),
    )
    prize = models.CharField(_("giải"), max_length=6, choices=Prize.choices, blank=True, default="")
    learners = models.ManyToManyField(
        Learner, related_name="contest_projects", blank=True, verbose_name=_("học sinh ghi tên")
    )
    search_text = models.TextField(editable=False, default="")
    sort_key = SortKeyField(max_length=600)

    class Meta:
        verbose_name = _("dự án dự thi KHKT")
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "unit", "title"],
                name="research_project_once",
                violation_error_message=_("Dự án này đã có trong cuộc thi."),
            ),
            models.CheckConstraint(
                name="research_project_students",
                condition=Q(students__gte=1, students__lte=50),
                violation_error_message=_("Mỗi dự án có từ 1 đến 50 học sinh."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def search_keys(self) -> None:
        self.sort_key = sort_key(self.title)[:600]
        self.search_text = fold(self.title)
