"""People and what they are, where, over which days."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.fields import SortKeyField
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.lib.text import fold, name_sort_key
from phongtrao.orgs.models.days import DatedQuerySet, drawn
from phongtrao.orgs.models.reorganisations import Reorganisation
from phongtrao.orgs.models.units import Unit, same


class Person(models.Model):
    class Sex(models.TextChoices):
        UNKNOWN = "", _("Chưa ghi")
        FEMALE = "female", _("Nữ")
        MALE = "male", _("Nam")

    # Unique below: ``unique=True`` would bring a second index, for beginnings of codes.
    code = models.CharField(_("mã"), max_length=40, null=True, blank=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    sex = models.CharField(
        _("giới tính"), max_length=6, choices=Sex.choices, blank=True, default=""
    )
    home_town = models.CharField(_("quê quán"), max_length=200, blank=True, default="")
    qualification = models.CharField(
        _("trình độ chuyên môn"), max_length=200, blank=True, default=""
    )
    sort_key = SortKeyField()
    search_text = models.CharField(max_length=240, editable=False, default="")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("tài khoản"),
    )

    PERSON_PATH = ""
    PERSONAL: ClassVar[Declared] = {
        "code": Kept(Care.INTERNAL, _("nhận ra một người qua các lần nhập dữ liệu")),
        "full_name": Kept(Care.PUBLIC, _("ghi tên người được giao việc, được khen thưởng")),
        "birth_date": Kept(Care.PERSONAL, _("phân biệt người trùng tên; hồ sơ khen thưởng")),
        "sex": Kept(Care.PERSONAL, _("hồ sơ khen thưởng; ưu tiên nữ, tập thể nhiều nữ")),
        "home_town": Kept(Care.PERSONAL, _("hồ sơ khen thưởng")),
        "qualification": Kept(Care.PERSONAL, _("hồ sơ khen thưởng, hồ sơ sáng kiến")),
    }

    class Meta:
        verbose_name = _("người")
        constraints = [models.UniqueConstraint(fields=["code"], name="orgs_person_code")]
        indexes = [
            models.Index(fields=["sort_key"], name="orgs_person_sort"),
            # Duplicates are found by name and day of birth.
            models.Index(fields=["search_text", "birth_date"], name="orgs_person_twins"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def audit_label(self) -> str:
        """History keeps the number, not the name: names must be erasable."""
        return self.code or f"#{self.pk}"

    def search_keys(self) -> None:
        """Order and search text follow the name; whoever changes it calls this."""
        self.sort_key = name_sort_key(self.full_name)
        self.search_text = fold(self.full_name)


class PostQuerySet(DatedQuerySet["Post"]):
    def full(self) -> "PostQuerySet":
        """Those that count a person: second posts count nobody twice."""
        return self.filter(is_full=True)


class Post(models.Model):
    """What a person is, where, over which days.

    One full post a day; any number of second ones (kiêm nhiệm, biệt phái một phần) beside it.
    """

    class Category(models.TextChoices):
        CADRE = "cadre", _("Cán bộ")
        CIVIL = "civil", _("Công chức")
        PUBLIC = "public", _("Viên chức")
        WORKER = "worker", _("Người lao động")

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("đơn vị"))
    position = models.CharField(_("chức vụ"), max_length=100)
    category = models.CharField(_("đối tượng"), max_length=8, choices=Category.choices)
    is_full = models.BooleanField(_("vị trí chính"), default=True)
    is_frontline = models.BooleanField(_("trực tiếp làm chuyên môn"), default=True)
    days = DateRangeField(_("thời gian"))
    # Set on rows an act of reorganisation began: what they go on from ends on that day.
    reorganisation = models.ForeignKey(
        Reorganisation,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,  # one below, of the few that have it
    )
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="continued"
    )

    objects = PostQuerySet.as_manager()

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "position": Kept(Care.INTERNAL, _("giao việc, phân quyền, hồ sơ khen thưởng")),
        "category": Kept(Care.INTERNAL, _("xác định đối tượng thi đua, khen thưởng")),
        "days": Kept(Care.INTERNAL, _("tính thời gian công tác")),
    }

    class Meta:
        verbose_name = _("vị trí công tác")
        indexes = [
            models.Index(
                fields=["reorganisation"],
                name="orgs_post_act",
                condition=Q(reorganisation__isnull=False),
            )
        ]
        constraints = [
            # Checked at the end of a statement: an act of reorganisation moves many posts in one.
            ExclusionConstraint(
                name="orgs_post_one_full",
                expressions=[(drawn("person"), RangeOperators.OVERLAPS)],
                condition=Q(is_full=True),
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_(
                    "Người này đã có một vị trí chính trong thời gian ấy."
                    " Hãy kết thúc vị trí cũ, hoặc ghi vị trí này là kiêm nhiệm."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.position}"

    @property
    def last_day(self) -> date | None:
        """The last day in it; None while no end is set."""
        return self.days.upper - timedelta(days=1) if self.days.upper else None

    @property
    def is_over(self) -> bool:
        return self.days.upper is not None and self.days.upper <= timezone.localdate()


class ClosedAccount(models.Model):
    """A second account of a person: closed, then left over when two records of the person were merged.

    Nobody signs in to it, but it has a name, and what it did is the person's. Keys only: what is kept of
    it is said by the account.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="closed_accounts")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="closed_account"
    )

    class Meta:
        verbose_name = _("tài khoản đã đóng")

    def __str__(self) -> str:
        return f"#{self.user_id}"


class Leave(models.Model):
    """Days a person keeps the post but does not work: maternity, study, illness …

    ``kind`` is a key of packs/people/leave_kinds.yaml. Whether the days count as working time is
    kept with the row: the pack's answer is proposed, the decision in hand may say otherwise.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="leaves")
    kind = models.CharField(_("loại nghỉ"), max_length=30)
    days = DateRangeField(_("thời gian"))
    counts_as_work = models.BooleanField(_("tính vào thời gian công tác"))
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True, default="")

    objects = DatedQuerySet["Leave"].as_manager()

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        # Illness and maternity say something of one's health.
        "kind": Kept(Care.SENSITIVE, _("tính thời gian công tác theo NĐ 152/2025, điều 4 khoản 5")),
        "days": Kept(Care.PERSONAL, _("tính thời gian công tác")),
        "decision": Kept(Care.PERSONAL, _("tìm lại quyết định cho nghỉ")),
    }

    class Meta:
        verbose_name = _("thời gian nghỉ")
        constraints = [
            ExclusionConstraint(
                name="orgs_leave_no_overlap",
                expressions=[
                    (same("person"), RangeOperators.OVERLAPS),
                    ("days", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Người này đã có một lần nghỉ trong thời gian ấy. Hãy sửa lại ngày."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.kind}"

    @property
    def last_day(self) -> date | None:
        """The last day of it; None while the return is not known."""
        return self.days.upper - timedelta(days=1) if self.days.upper else None
