"""Index sets in editions: what is issued is never changed; a correction is the next edition."""

from dataclasses import fields

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from phongtrao.assessments.levels import Rules, read_rules
from phongtrao.assessments.rows import Row, Way, groups_of
from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Shipped


class IndexSet(Shipped):
    """A set of criteria (packs/indexsets): of a ministry's decision, of an office, of a cluster's table."""

    class Kind(models.TextChoices):
        INDEX = "index", _("Bộ chỉ số")
        CLUSTER = "cluster", _("Bảng điểm thi đua của cụm, khối")

    kind = models.CharField(_("loại"), max_length=7, choices=Kind.choices, default=Kind.INDEX)
    source = models.CharField(_("nguồn"), max_length=300, blank=True, default="")

    class Meta(Shipped.Meta):
        verbose_name = _("bộ chỉ số")


class Edition(Stateful):
    """Criteria and level rules as of a day. ``rules`` is what ``levels.read_rules`` reads."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        ISSUED = "issued", _("Đang dùng")
        ENDED = "ended", _("Thôi dùng")

    index_set = models.ForeignKey(IndexSet, models.PROTECT, related_name="editions", db_index=False)
    number = models.PositiveSmallIntegerField(_("phiên bản"))
    status = models.CharField(
        _("tình trạng"), max_length=6, choices=Status.choices, default=Status.DRAFT
    )
    valid_from = models.DateField(_("áp dụng từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("áp dụng đến hết ngày"), null=True, blank=True)
    rules = models.JSONField(default=dict, blank=True)
    saved = models.PositiveIntegerField(
        default=0
    )  # how often the draft was: who saves says which it read
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    issued_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiên bản bộ chỉ số")
        ordering = ["index_set", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["index_set", "number"], name="assessments_edition_number"
            ),
            models.UniqueConstraint(
                fields=["index_set"],
                condition=Q(status="draft"),
                name="assessments_one_draft",
                violation_error_message=_("Bộ chỉ số đã có một phiên bản đang soạn."),
            ),
            models.CheckConstraint(
                name="assessments_edition_days",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Ngày thôi áp dụng phải sau ngày bắt đầu áp dụng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index_set} ({self.number})"

    @cached_property
    def level_rules(self) -> Rules:
        return read_rules(self.rules)

    @cached_property
    def tree(self) -> list["Criterion"]:
        """All criteria in their order; one query."""
        return list(self.criteria.all())

    @cached_property
    def leaves(self) -> list["Criterion"]:
        return [one for one in self.tree if one.is_leaf]

    @cached_property
    def asked(self) -> int:
        """How many criteria are answered; without the tree where nobody reads it."""
        return len(self.leaves) if self._has_tree else self.criteria.filter(is_leaf=True).count()

    @property
    def _has_tree(self) -> bool:
        kept = getattr(self, "_prefetched_objects_cache", {})
        return "tree" in self.__dict__ or "criteria" in kept

    @property
    def rows(self) -> list[Row]:
        return [one.row for one in self.tree]

    @property
    def groups(self) -> dict[str, "Criterion"]:
        """Those that have points, by code."""
        have = groups_of(self.rows)
        return {one.code: one for one in self.tree if one.depth == 0 and one.code in have}


class Criterion(models.Model):
    """A row of the tree, which order and depth tell; only leaves are answered. ``group``: the code of the
    topmost row it stands under.
    """

    class Scoring(models.TextChoices):
        POINTS = Way.POINTS.value, _("Ghi điểm")
        CHOICE = Way.CHOICE.value, _("Chọn mức có điểm")
        PERCENT = Way.PERCENT.value, _("Tỷ lệ % của điểm tối đa")
        COUNT = Way.COUNT.value, _("Đếm số lượng")
        CONDITION = Way.CONDITION.value, _("Đạt, chưa đạt (không tính điểm)")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="criteria", db_index=False)
    position = models.PositiveSmallIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(max_length=20)
    is_leaf = models.BooleanField(default=True)
    code = models.CharField(_("mã"), max_length=20)
    title = models.CharField(_("tiêu chí"), max_length=500)
    way = models.CharField(_("cách tính"), max_length=9, choices=Scoring.choices)
    most = models.DecimalField(_("tối đa"), max_digits=7, decimal_places=2, null=True, blank=True)
    least = models.DecimalField(
        _("tối thiểu"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    each = models.DecimalField(
        _("điểm mỗi đơn vị đếm"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    choices = models.JSONField(default=list, blank=True)
    is_mandatory = models.BooleanField(_("bắt buộc"), default=False)
    evidence = models.CharField(_("minh chứng cần có"), max_length=300, blank=True, default="")
    fact = models.CharField(_("số liệu có sẵn"), max_length=60, blank=True, default="")
    guide = models.CharField(_("hướng dẫn"), max_length=500, blank=True, default="")
    needs_check = models.BooleanField(_("cần kiểm tra"), default=False)

    class Meta:
        verbose_name = _("tiêu chí")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="assessments_criterion_code"),
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="assessments_criterion_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"

    @property
    def row(self) -> Row:
        return Row(**{name: getattr(self, name) for name in ROW})


ROW = [field.name for field in fields(Row)]
