"""A council and who sits in it, over which days."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.councils.models.rules import CouncilRule
from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.models import DatedQuerySet, Person, Unit, same


class Council(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang lập")
        ACTIVE = "active", _("Đang hoạt động")
        ENDED = "ended", _("Đã kết thúc nhiệm kỳ")

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.DRAFT
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="councils", verbose_name=_("của đơn vị")
    )
    title = models.CharField(_("tên hội đồng"), max_length=200)
    # Keys of ``kinds.KINDS``: what it may decide.
    case_kinds = models.JSONField(_("nội dung xét"), default=list)
    decision = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="councils",
        verbose_name=_("quyết định thành lập"),
    )
    starts_on = models.DateField(_("nhiệm kỳ từ ngày"))
    ends_on = models.DateField(_("nhiệm kỳ đến ngày"))
    composition = models.ForeignKey(
        CouncilRule, models.PROTECT, related_name="+", verbose_name=_("quy tắc thành phần")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("hội đồng")
        constraints = [
            models.CheckConstraint(
                name="councils_council_days",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày kết thúc nhiệm kỳ phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="councils_active_has_decision",
                condition=~Q(status="active") | Q(decision__isnull=False),
                violation_error_message=_("Hội đồng hoạt động theo một quyết định thành lập."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-starts_on"], name="councils_council_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_past_term(self) -> bool:
        return timezone.localdate() > self.ends_on

    @property
    def is_working(self) -> bool:
        """What a council does after its term would be void."""
        return self.status == self.Status.ACTIVE and not self.is_past_term


class Member(models.Model):
    """A person's seat over some days. Who is replaced keeps the seat's past; the new one begins anew."""

    class Role(models.TextChoices):
        """The codes ``composition`` and ``tally`` know."""

        CHAIR = "chair", _("Chủ tịch")
        VICE = "vice", _("Phó Chủ tịch")
        SECRETARY = "secretary", _("Thư ký")
        REVIEWER = "reviewer", _("Ủy viên phản biện")
        MEMBER = "member", _("Ủy viên")

    council = models.ForeignKey(Council, models.CASCADE, related_name="members")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="council_seats", verbose_name=_("người")
    )
    role = models.CharField(_("vai trò"), max_length=10, choices=Role.choices)
    position = models.CharField(_("chức vụ, đơn vị"), max_length=200, blank=True, default="")
    is_of_union = models.BooleanField(_("đại diện công đoàn"), default=False)
    # Fields of knowledge as the rounds name them, for assignment.
    expertise = models.JSONField(_("chuyên môn"), default=list, blank=True)
    days = DateRangeField(_("thời gian"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(_("lý do thay"), max_length=300, blank=True, default="")

    objects = DatedQuerySet["Member"].as_manager()

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "role": Kept(Care.PUBLIC, _("biên bản, quyết định của hội đồng")),
        "position": Kept(Care.PUBLIC, _("biên bản, quyết định của hội đồng")),
        "expertise": Kept(Care.INTERNAL, _("phân công phản biện đúng chuyên môn")),
    }

    class Meta:
        verbose_name = _("thành viên hội đồng")
        constraints = [
            ExclusionConstraint(
                name="councils_member_once",
                expressions=[
                    (same("council"), RangeOperators.OVERLAPS),
                    (same("person"), RangeOperators.OVERLAPS),
                    ("days", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Người này đã là thành viên hội đồng trong thời gian ấy."
                ),
            ),
            ExclusionConstraint(
                name="councils_one_chair",
                expressions=[
                    (same("council"), RangeOperators.OVERLAPS),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(role="chair"),
                violation_error_message=_("Hội đồng đã có chủ tịch trong thời gian ấy."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def audit_label(self) -> str:
        return str(self.person.audit_label)

    @property
    def last_day(self) -> date | None:
        return self.days.upper - timedelta(days=1) if self.days.upper else None


class RelationQuerySet(models.QuerySet["Relation"]):
    def in_force(self) -> Self:
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()))


class Relation(models.Model):
    """What a person declared: close to another person, or with an interest in a unit. Holds for every council."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="declared_relations")
    other = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("với người")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("với đơn vị")
    )
    words = models.CharField(_("quan hệ"), max_length=200)
    declared_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(_("thôi từ ngày"), null=True, blank=True)

    objects = RelationQuerySet.as_manager()

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "other": Kept(Care.SENSITIVE, _("tránh xung đột lợi ích khi xét")),
        "words": Kept(Care.SENSITIVE, _("tránh xung đột lợi ích khi xét")),
    }

    class Meta:
        verbose_name = _("quan hệ đã kê khai")
        constraints = [
            models.CheckConstraint(
                name="councils_relation_one_side",
                condition=Q(other__isnull=False, unit=None) | Q(other=None, unit__isnull=False),
                violation_error_message=_("Hãy chọn một người hoặc một đơn vị."),
            ),
            models.CheckConstraint(
                name="councils_relation_not_self",
                condition=Q(other=None) | ~Q(other=F("person")),
                violation_error_message=_("Không kê khai quan hệ với chính mình."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
