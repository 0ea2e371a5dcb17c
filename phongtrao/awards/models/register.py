"""The register of awards: what a person or a unit was given, for life; and since when it is whole."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models.honours import Honour
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence, OfficialDocument
from phongtrao.orgs.models import Person, Unit


class AwardQuerySet(models.QuerySet["Award"]):
    def standing(self) -> "AwardQuerySet":
        """Those that count: checked and not revoked."""
        return self.filter(status=Award.Status.CONFIRMED)


class Award(Stateful):
    """One title or commendation of one person or unit, by one decision.

    ``unit`` is where the person worked then, or the unit itself. What comes from paper waits until a second
    pair of eyes has compared it with its decision; only what is confirmed counts for rules.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chờ đối chiếu")
        CONFIRMED = "confirmed", _("Đã đối chiếu")
        REFUSED = "refused", _("Không đúng")
        REVOKED = "revoked", _("Đã thu hồi")

    class Route(models.TextChoices):
        """The six kinds of commendation (Luật 06/2022/QH15, điều 8); a title is given by the year."""

        YEARLY = "yearly", _("Danh hiệu hằng năm")
        MERIT = "merit", _("Công trạng")
        SUDDEN = "sudden", _("Đột xuất")
        MOVEMENT = "movement", _("Phong trào thi đua")
        SERVICE = "service", _("Quá trình cống hiến")
        TERM = "term", _("Niên hạn")
        FOREIGN = "foreign", _("Đối ngoại")

    status = models.CharField(
        _("trạng thái"), max_length=10, choices=Status.choices, default=Status.WAITING
    )
    honour = models.ForeignKey(
        Honour, models.PROTECT, related_name="awards", verbose_name=_("danh hiệu, hình thức")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("cá nhân"),
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="awards", verbose_name=_("đơn vị"))
    route = models.CharField(
        _("loại khen thưởng"), max_length=10, choices=Route.choices, default=Route.YEARLY
    )
    period = models.CharField(_("năm học, năm"), max_length=6)  # key of lib.periods
    reason = models.CharField(_("thành tích"), max_length=500, blank=True, default="")
    decision = models.CharField(_("số quyết định"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    decided_by = models.CharField(_("cơ quan, người quyết định"), max_length=200)
    # The day rules count: the last of its year, or of the decision where that is earlier.
    earned_on = models.DateField(editable=False)
    document = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("văn bản"),
    )
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("bản chụp"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_on = models.DateField(_("thu hồi từ ngày"), null=True, blank=True)
    revoking_decision = models.CharField(
        _("quyết định thu hồi"), max_length=60, blank=True, default=""
    )
    end_reason = models.CharField(_("lý do"), max_length=300, blank=True, default="")

    objects: Any = AwardQuerySet.as_manager()

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "reason": Kept(Care.INTERNAL, _("sổ khen thưởng giữ suốt đời")),
        "end_reason": Kept(Care.INTERNAL, _("biết vì sao một khen thưởng không còn")),
    }

    class Meta:
        verbose_name = _("khen thưởng")
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "earned_on"], name="awards_award_person"),
            models.Index(fields=["unit", "earned_on"], name="awards_award_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["honour", "person", "unit", "period", "decision"],
                name="awards_award_once",
                nulls_distinct=False,
                violation_error_message=_(
                    "Khen thưởng này đã có trong sổ (cùng danh hiệu, năm và số quyết định)."
                ),
            ),
            models.CheckConstraint(
                name="awards_award_revoked",
                condition=~Q(status="revoked") | Q(revoked_on__gte=F("decided_on")),
                violation_error_message=_("Ngày thu hồi không trước ngày quyết định."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honour} {self.period}"


class CompleteSince(models.Model):
    """From which day on an office has every award of those below it; before, none proves nothing."""

    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="complete_since", verbose_name=_("của đơn vị")
    )
    fact = models.CharField(_("dữ kiện"), max_length=40)  # a name of lib.rules.CATALOGUE
    since = models.DateField(_("đầy đủ từ ngày"))
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("sổ đầy đủ từ ngày")
        ordering = ["office", "fact"]
        constraints = [
            models.UniqueConstraint(fields=["office", "fact"], name="awards_complete_since_once")
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.since:%d/%m/%Y}"
