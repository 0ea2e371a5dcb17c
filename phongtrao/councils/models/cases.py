"""A case: what a council decides, opaque to it; and whose hands are tied in it."""

from enum import nonmember
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.councils.models.councils import Council, Member


class Case(Stateful):
    """The upper app holds ``case = OneToOneField(Case)`` and answers by its ``kinds.CaseKind``."""

    class Status(models.TextChoices):
        OPEN = "open", _("Chờ xét")
        LISTED = "listed", _("Đã đưa vào phiên họp")
        DECIDED = "decided", _("Đã có kết quả, chờ áp dụng")
        APPLIED = "applied", _("Đã áp dụng kết quả")
        WITHDRAWN = "withdrawn", _("Đã rút")

        waiting = nonmember(frozenset({"open", "listed", "decided"}))
        undecided = nonmember(frozenset({"open", "listed"}))

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    council = models.ForeignKey(Council, models.PROTECT, related_name="cases", db_index=False)
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField(_("số thứ tự"))
    # As members read it: without names of authors, the upper app sees to it.
    title = models.CharField(_("nội dung"), max_length=400)
    # What the counted vote came to.
    outcome = models.CharField(max_length=20, blank=True, default="")
    outcome_label = models.CharField(_("kết quả"), max_length=100, blank=True, default="")
    passes = models.BooleanField(null=True, blank=True)
    score = models.DecimalField(_("điểm"), max_digits=7, decimal_places=2, null=True, blank=True)
    grade = models.CharField(_("xếp loại"), max_length=60, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.CharField(_("lý do rút"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("hồ sơ xét")
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="councils_case_number"),
            models.CheckConstraint(
                name="councils_decided_has_outcome",
                condition=~Q(status__in=("decided", "applied")) | ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="councils_withdrawn_has_reason",
                condition=~Q(status="withdrawn") | ~Q(withdraw_reason=""),
                violation_error_message=_("Rút hồ sơ thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Conflict(models.Model):
    """Why a member keeps away from a case. Standing unless it was denied with a reason."""

    class Ground(models.TextChoices):
        AUTHOR = "author", _("Là tác giả")
        COAUTHOR = "coauthor", _("Là đồng tác giả")
        NOMINEE = "nominee", _("Là người được đề nghị khen thưởng")
        UNIT = "unit", _("Cùng đơn vị với tác giả")
        SUPERVISOR = "supervisor", _("Là người phụ trách trực tiếp của tác giả")
        RELATIVE = "relative", _("Có quan hệ đã kê khai")
        CLUSTER = "cluster", _("Cùng cụm thi đua")
        DECLARED = "declared", _("Thành viên tự khai")
        PINNED = "pinned", _("Thư ký ghi")

        said = nonmember(frozenset({"declared", "pinned"}))  # by people; all others are found

    class Status(models.TextChoices):
        STANDING = "standing", _("Không tham gia xét")
        DENIED = "denied", _("Được tham gia, có lý do")

    case = models.ForeignKey(Case, models.CASCADE, related_name="conflicts", db_index=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="conflicts")
    ground = models.CharField(_("lý do"), max_length=10, choices=Ground.choices)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.STANDING)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(auto_now_add=True)

    PERSON_PATH = "member__person"
    PERSONAL: ClassVar[Declared] = {
        "ground": Kept(Care.SENSITIVE, _("tránh xung đột lợi ích khi xét")),
        "note": Kept(Care.SENSITIVE, _("tránh xung đột lợi ích khi xét")),
    }

    class Meta:
        verbose_name = _("xung đột lợi ích")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member", "ground"], name="councils_conflict_once"
            ),
            models.CheckConstraint(
                name="councils_denied_has_reason",
                condition=~Q(status="denied") | ~Q(note=""),
                violation_error_message=_("Cho tham gia xét thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
