"""Skill frameworks and the groups of people they are for: from a pack or an office's own. S1-34"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Unit


class TargetGroup(models.Model):
    """Whom programmes are for. Names are kept of staff only; all others, children before all, are counted."""

    class Counted(models.TextChoices):
        STAFF = "staff", _("Người của đơn vị, theo tên")
        LEARNERS = "learners", _("Người học của đơn vị, chỉ số lượng")
        DECLARED = "declared", _("Đơn vị khai số đạt và tổng số, chỉ số lượng")

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    key = models.CharField(_("mã"), max_length=30)
    name = models.CharField(_("tên nhóm"), max_length=120)
    counted = models.CharField(_("tính từ đâu"), max_length=8, choices=Counted.choices)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    out_since = models.DateTimeField(_("thôi dùng từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("nhóm đối tượng")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "key"],
                name="literacy_group_key",
                violation_error_message=_("Đã có nhóm mang mã này."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_named(self) -> bool:
        return self.counted == self.Counted.STAFF


class SkillFramework(models.Model):
    """``key``: of the pack it came from; empty for an office's own."""

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    key = models.CharField(max_length=30, blank=True, default="")
    name = models.CharField(_("tên khung"), max_length=200)
    basis = models.CharField(_("căn cứ"), max_length=300)
    groups = models.ManyToManyField(
        TargetGroup, related_name="frameworks", blank=True, verbose_name=_("dành cho")
    )
    # Since when everybody reads its numbers, as far as ``suppression`` lets them be told.
    public_since = models.DateTimeField(_("công khai số liệu từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("khung kỹ năng số")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "key"],
                condition=~models.Q(key=""),
                name="literacy_framework_once",
                violation_error_message=_("Khung này đã được nạp."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class FrameworkVersion(models.Model):
    """``frozen_at``: since a course or bank points at it, it is never changed; a new version is begun."""

    framework = models.ForeignKey(SkillFramework, models.CASCADE, related_name="versions")
    number = models.CharField(_("phiên bản"), max_length=20)
    holds_from = models.DateField(_("áp dụng từ ngày"))
    note = models.CharField(_("cần kiểm tra"), max_length=400, blank=True, default="")
    levels = models.JSONField(default=list, blank=True)  # {"number": 1, "name": "Cơ bản 1"}
    frozen_at = models.DateTimeField(_("chốt lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiên bản khung kỹ năng số")
        ordering = ("-holds_from", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="literacy_version_number",
                violation_error_message=_("Khung đã có phiên bản mang số này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.framework.name} ({self.number})"

    @property
    def level_numbers(self) -> set[int]:
        return {one["number"] for one in self.levels}

    def level_name(self, number: int | None) -> str:
        named = {one["number"]: one["name"] for one in self.levels}
        return str(named.get(number, number)) if number else ""


class Competence(models.Model):
    """A domain, or what stands below one. ``state``: whether its words were read in the text of the law."""

    class State(models.TextChoices):
        READ = "", _("Theo văn bản")
        CHECK = "check", _("Cần kiểm tra")
        MISSING = "missing", _("Chưa có văn bản")

    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="competences")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    code = models.CharField(_("mã"), max_length=20)
    name = models.CharField(_("tên"), max_length=300)
    state = models.CharField(
        _("nguồn"), max_length=7, choices=State.choices, blank=True, default=""
    )
    depth = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("năng lực")
        ordering = ("version", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="literacy_competence_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
