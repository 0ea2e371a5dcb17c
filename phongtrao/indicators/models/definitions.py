"""What is measured: an indicator (chỉ số) with the rule by which units' numbers become one."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.lib.text import fold, sort_key
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Plan, Task


class Split(models.TextChoices):
    """By what a number may be taken apart; the parts of one split never say more than the whole."""

    LEVEL = "level", _("Cấp học")
    GENDER = "gender", _("Giới tính")
    AREA = "area", _("Địa bàn")


FROM_PLANS = (
    "tasks_done",
    "tasks_early",
    "targets_beyond",
)  # Indicator.Computed, for its constraint
# What units may be asked: in use, neither somebody else's index nor computed by the system.
COLLECTED = Q(is_external=False, computed_from="", ended_on=None)


class Indicator(models.Model):
    class Direction(models.TextChoices):
        UP = "up", _("Càng cao càng tốt")
        DOWN = "down", _("Càng thấp càng tốt")

    class Rolling(models.TextChoices):
        """How the numbers of many units, or of many periods, become one."""

        SUM = "sum", _("Cộng")
        RATIO = "ratio", _("Tổng tử số trên tổng mẫu số")
        LATEST = "latest", _("Số mới nhất")
        MEAN = "mean", _("Trung bình các đơn vị")

    class Denominator(models.TextChoices):
        """Where the denominator of a unit comes from; only ratios have one."""

        TYPED = "typed", _("Đơn vị nhập")
        ONE = "one", _("Mỗi đơn vị là một (có hoặc không)")
        STAFF = "staff", _("Số người của đơn vị")
        LEARNERS = "learners", _("Số người học của đơn vị")
        COMPUTED = "computed", _("Hệ thống tính")

    class Computed(models.TextChoices):
        """Sources of this app: shares of the tasks of plans, and of targets, per unit and year. S1-52."""

        TASKS_DONE = "tasks_done", _("Nhiệm vụ đến hạn trong năm đã hoàn thành")
        TASKS_EARLY = "tasks_early", _("Nhiệm vụ đến hạn trong năm hoàn thành trước hạn")
        TARGETS_BEYOND = "targets_beyond", _("Chỉ tiêu của năm đạt vượt mức")

    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="indicators", verbose_name=_("đơn vị đặt chỉ số")
    )
    code = models.CharField(_("mã"), max_length=30)
    name = models.CharField(_("tên chỉ số"), max_length=500)
    measure = models.CharField(_("đơn vị tính"), max_length=40)
    direction = models.CharField(
        _("chiều"), max_length=4, choices=Direction.choices, default=Direction.UP
    )
    rolling = models.CharField(
        _("cách gộp"), max_length=6, choices=Rolling.choices, default=Rolling.SUM
    )
    # Lũy kế: what is known last holds on, until a later period says another.
    is_cumulative = models.BooleanField(_("lũy kế"), default=False)
    numerator = models.CharField(_("số liệu (tử số) là gì"), max_length=300)
    denominator = models.CharField(_("mẫu số là gì"), max_length=300, blank=True, default="")
    denominator_source = models.CharField(
        _("mẫu số lấy từ"), max_length=8, choices=Denominator.choices, blank=True, default=""
    )
    # “12-31”: headcounts as of that day of the period's year; empty: as of the period's last day.
    counted_on = models.CharField(
        _("số người tính đến ngày (ngày/tháng)"), max_length=5, blank=True, default=""
    )
    splits = ArrayField(
        models.CharField(max_length=6, choices=Split.choices),
        default=list,
        blank=True,
        verbose_name=_("tách theo"),
    )
    baseline = models.DecimalField(
        _("giá trị gốc"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(_("năm gốc"), null=True, blank=True)
    lowest = models.DecimalField(
        _("giá trị nhỏ nhất"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    highest = models.DecimalField(
        _("giá trị lớn nhất"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    jump_percent = models.PositiveSmallIntegerField(
        _("hỏi lại khi khác năm trước quá (%)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    plans = models.ManyToManyField(
        Plan, related_name="indicators", blank=True, verbose_name=_("kế hoạch")
    )
    tasks = models.ManyToManyField(
        Task, related_name="indicators", blank=True, verbose_name=_("nhiệm vụ")
    )
    # Yearly values of somebody else's index (PII): typed by the owner, never asked of units.
    is_external = models.BooleanField(_("chỉ số bên ngoài"), default=False)
    # Key of ``sources``: an app computes its numbers, nobody types them. Empty: units report.
    computed_from = models.CharField(max_length=20, blank=True, default="", editable=False)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("thuộc chỉ số"),
    )
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True, default="")
    source = models.CharField(_("nguồn số liệu"), max_length=500, blank=True, default="")
    needs_check = models.BooleanField(_("cần kiểm tra"), default=False)
    ended_on = models.DateField(_("thôi dùng từ ngày"), null=True, blank=True)
    search_text = models.CharField(max_length=700, editable=False, default="")
    sort_key = SortKeyField(max_length=600)

    class Meta:
        verbose_name = _("chỉ số")
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "code"],
                name="indicators_code_once",
                violation_error_message=_("Đơn vị đã có chỉ số mang mã này. Hãy đặt mã khác."),
            ),
            models.CheckConstraint(
                name="indicators_ratio_has_denominator",
                condition=Q(rolling="ratio", is_external=False) & ~Q(denominator_source="")
                | ~Q(rolling="ratio") & Q(denominator_source="")
                | Q(is_external=True),
                violation_error_message=_("Chỉ số gộp bằng tỷ số phải nói mẫu số lấy từ đâu."),
            ),
            models.CheckConstraint(
                name="indicators_computed_is_a_share",
                condition=~Q(computed_from__in=FROM_PLANS) & ~Q(denominator_source="computed")
                | Q(computed_from__in=FROM_PLANS, denominator_source="computed", rolling="ratio"),
                violation_error_message=_("Chỉ số tính từ nhiệm vụ là tỷ lệ do hệ thống tính."),
            ),
            models.CheckConstraint(
                name="indicators_limits_in_order",
                condition=Q(lowest=None) | Q(highest=None) | Q(highest__gte=models.F("lowest")),
                violation_error_message=_("Giá trị lớn nhất phải từ giá trị nhỏ nhất trở lên."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_collected(self) -> bool:
        """Of one row, what ``COLLECTED`` asks of many."""
        return not (self.is_external or self.computed_from or self.ended_on)

    @property
    def is_ratio(self) -> bool:
        return self.rolling == self.Rolling.RATIO

    @property
    def is_yes_no(self) -> bool:
        """“Có dùng chữ ký số”: 0 or 1 over 1, so that the share of schools is a ratio of sums."""
        return self.is_ratio and self.denominator_source == self.Denominator.ONE

    @property
    def is_percent(self) -> bool:
        return self.measure.strip() == "%"

    def search_keys(self) -> None:
        """Order and search text follow name and code; whoever changes them calls this."""
        self.sort_key = sort_key(f"{self.code} {self.name}")
        self.search_text = fold(f"{self.code} {self.name}")
