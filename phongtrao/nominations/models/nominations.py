"""One person or collective asked to be given one form: the verdict, the claims, the report, what became of it."""

from enum import nonmember
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import Award
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.councils.models import Case
from phongtrao.documents.models import Evidence
from phongtrao.nominations.dated import dated
from phongtrao.nominations.models.rounds import RoundForm
from phongtrao.nominations.models.submissions import Submission
from phongtrao.orgs.models import Person, Unit

CASE_KIND = "nominations.nomination"  # of councils.kinds


class Nomination(Stateful):
    """``unit``: where the person works, or the collective itself. Whoever asks is ``submission.unit``."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang lập")
        SENT = "sent", _("Đã gửi")
        RETURNED = "returned", _("Cần bổ sung")
        ACCEPTED = "accepted", _("Đủ điều kiện, chờ xét")
        PASSED = "passed", _("Được thông qua, chờ quyết định")
        AWARDED = "awarded", _("Đã khen thưởng")
        REFUSED = "refused", _("Không đưa vào xét")
        FAILED = "failed", _("Không được thông qua")
        WITHDRAWN = "withdrawn", _("Đã rút")
        REVOKED = "revoked", _("Khen thưởng bị thu hồi")

        # They take a place of the quota, and their achievements are taken.
        living = nonmember(
            frozenset({"draft", "sent", "returned", "accepted", "passed", "awarded"})
        )
        ended = nonmember(frozenset({"refused", "failed", "withdrawn"}))
        open_to_unit = nonmember(frozenset({"draft", "returned"}))

    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.DRAFT
    )
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="nominations")
    form = models.ForeignKey(
        RoundForm, models.PROTECT, related_name="nominations", verbose_name=_("hình thức")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("cá nhân"),
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="nominations", verbose_name=_("đơn vị")
    )
    # As printed everywhere; one differing mark between letter, list and report is an error.
    name = models.CharField(_("tên ghi trong hồ sơ"), max_length=200)
    job = models.CharField(_("chức vụ"), max_length=200, blank=True, default="")
    # S0-12: those first who do the work themselves, and small collectives.
    is_frontline = models.BooleanField(_("trực tiếp công tác, tập thể nhỏ"), default=False)
    achievement = models.CharField(_("thành tích"), max_length=500, blank=True, default="")
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    # The vote of the unit's meeting.
    ayes = models.PositiveIntegerField(_("đồng ý"), null=True, blank=True)
    noes = models.PositiveIntegerField(_("không đồng ý"), null=True, blank=True)
    invalid = models.PositiveIntegerField(_("không hợp lệ"), null=True, blank=True)
    # What the rule said when it was last asked (nominations.verdicts): shown beside what it says now.
    verdict = models.JSONField(default=dict)
    asked_on = models.DateField(_("xét tiêu chuẩn ngày"), null=True, blank=True)
    is_flagged = models.BooleanField(_("dữ kiện đã đổi"), default=False)
    report = models.JSONField(default=dict)  # {section of the form: words}
    summary = models.TextField(_("tóm tắt nửa trang"), blank=True, default="")
    brief = models.CharField(_("trích ngang hai dòng"), max_length=300, blank=True, default="")
    written_at = models.DateTimeField(null=True, blank=True)
    # Savings of the report: two who write at once are told apart by it.
    saved = models.PositiveIntegerField(default=0)
    saved_from = models.CharField(max_length=36, blank=True, default="", editable=False)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="nomination"
    )
    # The same one in the round above, once consolidated.
    goes_on_as = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="came_from"
    )
    award = models.OneToOneField(
        Award, models.PROTECT, null=True, blank=True, related_name="nomination"
    )
    end_reason = models.CharField(_("lý do"), max_length=500, blank=True, default="")

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "name": Kept(Care.INTERNAL, _("ghi trong hồ sơ đề nghị khen thưởng")),
        "job": Kept(Care.INTERNAL, _("ghi trong hồ sơ đề nghị khen thưởng")),
        "achievement": Kept(Care.INTERNAL, _("ghi trong hồ sơ đề nghị khen thưởng")),
        "report": Kept(Care.INTERNAL, _("báo cáo thành tích trong hồ sơ đề nghị")),
        "summary": Kept(Care.INTERNAL, _("báo cáo thành tích trong hồ sơ đề nghị")),
        "brief": Kept(Care.INTERNAL, _("báo cáo thành tích trong hồ sơ đề nghị")),
        "verdict": Kept(Care.SENSITIVE, _("giải thích vì sao đủ hay chưa đủ tiêu chuẩn")),
        "end_reason": Kept(Care.SENSITIVE, _("biết vì sao một đề nghị không thành")),
    }

    class Meta:
        verbose_name = _("đề nghị khen thưởng")
        ordering = ["form__position", "position", "pk"]
        constraints = [
            # A form is of one round: in it nobody is asked for twice, whoever asks.
            models.UniqueConstraint(
                fields=["form", "person"],
                name="nominations_person_once",
                condition=Q(person__isnull=False)
                & ~Q(status__in=("refused", "failed", "withdrawn", "revoked")),
                violation_error_message=_(
                    "Trong đợt này đã có đề nghị hình thức này cho người này."
                ),
            ),
            models.UniqueConstraint(
                fields=["form", "unit"],
                name="nominations_collective_once",
                condition=Q(person__isnull=True)
                & ~Q(status__in=("refused", "failed", "withdrawn", "revoked")),
                violation_error_message=_(
                    "Trong đợt này đã có đề nghị hình thức này cho tập thể này."
                ),
            ),
            models.CheckConstraint(
                name="nominations_ended_has_reason",
                condition=~Q(status__in=("refused", "withdrawn")) | ~Q(end_reason=""),
                violation_error_message=_("Hãy ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        """Never the name: this stands in history, which could not forget it."""
        return f"{self.form} #{self.pk}"


class Claim(models.Model):
    """One line of what somebody is praised for, with the record and the paper that show it. S3-51

    ``source``: the record (“recognition.creation:12”), empty for what is only told. Whose achievement it is, a
    ``person`` or a ``collective``, goes along when two records of a person are merged or a unit has an heir. One
    achievement earns one form (Luật 06/2022/QH15, điều 5): ``spends`` is true while a living nomination for a form
    takes it; titles do not spend.
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="claims")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="award_claims"
    )
    collective = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, editable=False, related_name="award_claims"
    )
    source = models.CharField(max_length=80, blank=True, default="")
    words = models.CharField(_("thành tích"), max_length=400)
    on = models.DateField(_("ngày"), null=True, blank=True)
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="award_claims",
        verbose_name=_("minh chứng"),
    )
    spends = models.BooleanField(default=False, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    PERSON_PATH = "nomination__person"
    PERSONAL: ClassVar[Declared] = {
        "words": Kept(Care.INTERNAL, _("ghi trong hồ sơ đề nghị khen thưởng")),
    }

    class Meta:
        verbose_name = _("thành tích được kê")
        ordering = ["nomination", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "collective", "source"],
                name="nominations_achievement_once",
                nulls_distinct=False,
                condition=Q(spends=True) & ~Q(source=""),
                violation_error_message=_(
                    "Thành tích này đã được dùng để đề nghị một hình thức khen thưởng khác."
                ),
            ),
            models.CheckConstraint(
                name="nominations_claim_has_holder",
                condition=Q(person=None) ^ Q(collective=None),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def said(self) -> str:
        return dated(self.words, self.on)


class Statement(models.Model):
    """What no register knows and somebody confirms: the words of the rule, who answered what. S0-40 S0-45"""

    class Confirmer(models.TextChoices):
        """As lib.rules.Declared names them."""

        SUPERIOR = "superior", _("Cấp trên trực tiếp")
        COUNCIL = "council", _("Hội đồng")
        UNIT = "unit", _("Đơn vị")
        SELF = "self", _("Người được xét tự khai")

        of_unit = nonmember(frozenset({"unit", "self"}))

    nomination = models.ForeignKey(
        Nomination, models.CASCADE, related_name="statements", db_index=False
    )
    words = models.CharField(_("điều cần xác nhận"), max_length=500)
    confirmer = models.CharField(
        _("ai xác nhận"), max_length=8, choices=Confirmer.choices, default=Confirmer.UNIT
    )
    answer = models.BooleanField(_("xác nhận"), null=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(null=True, blank=True)

    PERSON_PATH = "nomination__person"
    PERSONAL: ClassVar[Declared] = {
        "answer": Kept(Care.SENSITIVE, _("xác nhận của người có trách nhiệm trong hồ sơ")),
        "note": Kept(
            Care.SENSITIVE, _("xác nhận của người có trách nhiệm trong hồ sơ"), in_confidence=True
        ),
    }

    class Meta:
        verbose_name = _("điều được xác nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "words"], name="nominations_statement_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
