"""Courses and materials: outside addresses or files of our own, with type, licence and owner. S1-35 S1-36 S1-42"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.documents.models import StoredFile
from phongtrao.lib.text import fold, sort_key
from phongtrao.literacy.models.frameworks import Competence, FrameworkVersion, TargetGroup
from phongtrao.orgs.models import Unit


class CourseQuerySet(models.QuerySet["Course"]):
    def offered(self) -> "CourseQuerySet":
        return self.filter(out_since=None)

    def free_and_public(self) -> "CourseQuerySet":
        """What plan 001 counts (S1-42): free online products for everybody."""
        return self.offered().filter(is_free=True, is_public=True)


class Course(models.Model):
    class Kind(models.TextChoices):
        COURSE = "course", _("Khóa học trực tuyến")
        VIDEO = "video", _("Video")
        TEXT = "text", _("Tài liệu đọc")
        APP = "app", _("Phần mềm, ứng dụng")
        DATA = "data", _("Kho học liệu, dữ liệu mở")

    class Licence(models.TextChoices):
        OPEN = "open", _("Giấy phép mở (CC)")
        FREE = "free", _("Được dùng trong ngành")
        ASK = "ask", _("Phải xin phép")

    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị giới thiệu")
    )
    title = models.CharField(_("tên"), max_length=200)
    about = models.TextField(_("giới thiệu"), blank=True, default="")
    kind = models.CharField(_("loại"), max_length=6, choices=Kind.choices)
    licence = models.CharField(_("giấy phép"), max_length=4, choices=Licence.choices)
    holder = models.CharField(_("chủ sở hữu"), max_length=200)
    address = models.URLField(_("địa chỉ"), max_length=500, blank=True, default="")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(
        FrameworkVersion, models.PROTECT, related_name="courses", verbose_name=_("khung kỹ năng")
    )
    competences = models.ManyToManyField(
        Competence, related_name="courses", blank=True, verbose_name=_("năng lực")
    )
    groups = models.ManyToManyField(
        TargetGroup, related_name="courses", blank=True, verbose_name=_("dành cho")
    )
    is_free = models.BooleanField(_("miễn phí"), default=True)
    is_public = models.BooleanField(_("mở cho mọi người"), default=True)
    out_since = models.DateTimeField(_("thôi giới thiệu từ"), null=True, blank=True)
    search_text = models.TextField(editable=False, default="")
    sort_key = SortKeyField()

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("khóa học, học liệu")
        constraints = [
            models.CheckConstraint(
                name="literacy_course_is_somewhere",
                condition=~Q(address="") | Q(file__isnull=False),
                violation_error_message=_("Hãy ghi địa chỉ hoặc tải tệp học liệu lên."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def search_keys(self) -> None:
        self.sort_key = sort_key(self.title)[:400]
        self.search_text = fold(f"{self.title} {self.holder} {self.about}")
