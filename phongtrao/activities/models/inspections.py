"""Inspections of units: the programme of a year, one visit with its team, what was found on site. S1-13, S1-47

What an inspection recommends is a finding of ``plans`` that speaks to a unit: one register of what inspectors ask.
"""

from dataclasses import dataclass
from enum import nonmember
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence, OfficialDocument
from phongtrao.orgs.models import Person, Unit
from phongtrao.plans.models import Finding

SEATED = _("thành viên đoàn kiểm tra đứng tên trong biên bản")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist."""

    text: str
    group: str = ""
    basis: str = ""

    def plain(self) -> dict[str, str]:
        said = {"text": self.text, "group": self.group, "basis": self.basis}
        return {key: value for key, value in said.items() if value}


class Checklist(models.Model):
    """What an inspection looks at; an inspection keeps the lines it began with."""

    key = models.CharField(_("mã"), max_length=30, unique=True)
    title = models.CharField(_("tên"), max_length=200)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True, default="")
    valid_from = models.DateField(_("dùng từ ngày"))
    out_since = models.DateField(_("thôi dùng từ"), null=True, blank=True)
    to_check = models.BooleanField(_("cần kiểm tra"), default=False)
    lines = models.JSONField(_("các mục"), default=list)

    class Meta:
        verbose_name = _("danh mục kiểm tra")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(Item(**one) for one in self.lines)


class Programme(Stateful):
    """The units an office means to inspect in a year."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        ISSUED = "issued", _("Đã ban hành")

    status = models.CharField(
        _("tình trạng"), max_length=6, choices=Status.choices, default=Status.DRAFT
    )
    owner = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="inspection_programmes",
        db_index=False,
        verbose_name=_("cơ quan kiểm tra"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    basis = models.TextField(_("căn cứ, mục đích"), blank=True, default="")
    number = models.CharField(_("số văn bản ban hành"), max_length=60, blank=True, default="")
    issued_on = models.DateField(_("ban hành ngày"), null=True, blank=True)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("chương trình kiểm tra")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "year"],
                name="activities_programme_once",
                violation_error_message=_("Năm này đã có chương trình kiểm tra. Hãy mở chương trình đó."),
            ),
            models.CheckConstraint(
                name="activities_programme_issued_how",
                condition=Q(status="draft") | (~Q(number="") & Q(issued_on__isnull=False)),
                violation_error_message=_("Ban hành thì phải ghi số và ngày văn bản."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("Chương trình kiểm tra năm %(year)s của %(owner)s")) % {
            "year": self.year,
            "owner": self.owner,
        }


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def open(self) -> "InspectionQuerySet":
        return self.exclude(status__in=Inspection.Status.over)


class Inspection(Stateful):
    """One unit, looked at once: a line of the programme until it is decided, then the visit itself."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Trong chương trình")
        DECIDED = "decided", _("Đã có quyết định")
        CONCLUDED = "concluded", _("Đã kiểm tra, theo dõi kiến nghị")
        CLOSED = "closed", _("Đã đóng")
        CANCELLED = "cancelled", _("Không tiến hành")
        over = nonmember(frozenset({"closed", "cancelled"}))
        done = nonmember(frozenset({"concluded", "closed"}))

    class Kind(models.TextChoices):
        CHECK = "check", _("Kiểm tra")
        MONITOR = "monitor", _("Giám sát")

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.PLANNED
    )
    kind = models.CharField(_("hình thức"), max_length=7, choices=Kind.choices, default=Kind.CHECK)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspections_led", verbose_name=_("cơ quan kiểm tra")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspections", verbose_name=_("đơn vị được kiểm tra")
    )
    planned_by = models.DateField(_("dự kiến trước ngày"), null=True, blank=True)
    why = models.TextField(_("lý do chọn"), blank=True, default="")
    content = models.TextField(_("nội dung"), blank=True, default="")
    number = models.CharField(_("số quyết định"), max_length=60, blank=True, default="")
    signed_on = models.DateField(_("ký ngày"), null=True, blank=True)
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checklist = models.ForeignKey(
        Checklist, models.PROTECT, null=True, blank=True, related_name="+"
    )
    day = models.DateField(_("ngày kiểm tra"), null=True, blank=True)
    is_unannounced = models.BooleanField(_("không báo trước"), default=False)
    conclusion = models.TextField(_("nhận xét chung"), blank=True, default="")
    opinion = models.TextField(_("ý kiến của đơn vị"), blank=True, default="")
    minutes = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+"
    )  # the signed minutes
    reason = models.CharField(_("lý do không tiến hành"), max_length=300, blank=True, default="")
    closed_on = models.DateField(_("đóng ngày"), null=True, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("cuộc kiểm tra")
        constraints = [
            models.CheckConstraint(
                name="activities_inspection_decided_how",
                condition=Q(status__in=("planned", "cancelled"))
                | (~Q(number="") & Q(signed_on__isnull=False, day__isnull=False)),
                violation_error_message=_("Hãy ghi số, ngày quyết định và ngày kiểm tra."),
            ),
            models.CheckConstraint(
                name="activities_inspection_decided_before",
                condition=Q(day=None) | Q(signed_on=None) | Q(day__gte=F("signed_on")),
                violation_error_message=_("Ngày kiểm tra phải từ ngày ký quyết định trở đi."),
            ),
            models.CheckConstraint(
                name="activities_inspection_concluded_what",
                condition=~Q(status__in=("concluded", "closed")) | ~Q(conclusion=""),
                violation_error_message=_("Hãy ghi nhận xét chung."),
            ),
            models.CheckConstraint(
                name="activities_inspection_cancelled_why",
                condition=~Q(status="cancelled") | ~Q(reason=""),
                violation_error_message=_("Hãy ghi lý do không tiến hành."),
            ),
        ]
        indexes = [models.Index(fields=["day"], name="activities_inspection_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.unit}"


class InspectionMember(models.Model):
    class Role(models.TextChoices):
        HEAD = "head", _("Trưởng đoàn")
        SECRETARY = "clerk", _("Thư ký")
        MEMBER = "member", _("Thành viên")

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    role = models.CharField(_("vai trò"), max_length=6, choices=Role.choices)

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {"role": Kept(Care.INTERNAL, SEATED)}

    class Meta:
        verbose_name = _("thành viên đoàn kiểm tra")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "person"],
                name="activities_member_once",
                violation_error_message=_("Người này đã có trong đoàn."),
            ),
            models.UniqueConstraint(
                fields=["inspection", "role"],
                condition=Q(role__in=("head", "clerk")),
                name="activities_member_one_head",
                violation_error_message=_("Đoàn có một trưởng đoàn và một thư ký."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SiteLine(models.Model):
    """A line of the checklist as it was answered on site."""

    class Outcome(models.TextChoices):
        MET = "met", _("Đạt")
        UNMET = "unmet", _("Chưa đạt")
        NOT_APPLIED = "na", _("Không áp dụng")

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField()
    group = models.CharField(_("phần"), max_length=200, blank=True, default="")
    text = models.TextField(_("mục"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True, default="")
    outcome = models.CharField(
        _("kết quả"), max_length=5, choices=Outcome.choices, blank=True, default=""
    )
    words = models.TextField(_("ghi nhận"), blank=True, default="")
    evidence = models.ManyToManyField(
        Evidence, blank=True, related_name="site_lines", verbose_name=_("ảnh")
    )

    class Meta:
        verbose_name = _("mục kiểm tra tại chỗ")
        ordering = ["inspection", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "position"], name="activities_siteline_once"
            ),
            models.CheckConstraint(
                name="activities_siteline_unmet_why",
                condition=~Q(outcome="unmet") | ~Q(words=""),
                violation_error_message=_("“Chưa đạt” thì phải ghi thấy gì."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Recommendation(models.Model):
    """That a finding comes from an inspection, and from which line of it."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="recommendations")
    finding = models.OneToOneField(Finding, models.CASCADE, related_name="recommendation")
    line = models.ForeignKey(
        SiteLine, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )

    class Meta:
        verbose_name = _("kiến nghị của cuộc kiểm tra")

    def __str__(self) -> str:
        return f"#{self.pk}"
