"""How far a creation is recognised: at its base, in the province or ministry, nationwide (DOMAIN.md §4.4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.councils.models import Case
from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.models import Unit
from phongtrao.recognition.models.creations import Creation


class ScopeRecognition(models.Model):
    """One decision: this far, since that day. A revoked one stays, with the paper that revoked it.

    Award rules read the highest that stands on a day.
    """

    class Scope(models.TextChoices):
        """From the nearest to the farthest; ``rank`` compares."""

        BASE = "base", _("Cấp cơ sở")
        DEPARTMENT = "department", _("Cấp ngành")
        PROVINCE = "province", _("Cấp tỉnh")
        MINISTRY = "ministry", _("Cấp bộ, ban, ngành")
        NATION = "nation", _("Toàn quốc")

        @property
        def rank(self) -> int:
            """Province and ministry weigh the same in the law's criteria (Luật 06/2022, điều 22)."""
            return {"base": 1, "department": 2, "province": 3, "ministry": 3, "nation": 4}[
                self.value
            ]

    # Indexed although one scope may stand once: a revoked one is in no index of that.
    creation = models.ForeignKey(Creation, models.PROTECT, related_name="scopes")
    scope = models.CharField(_("phạm vi ảnh hưởng"), max_length=10, choices=Scope.choices)
    decided_on = models.DateField(_("công nhận ngày"))
    decided_by = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan công nhận")
    )
    document = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="scope_recognitions",
        verbose_name=_("quyết định"),
    )
    # Of a decision from before this program, or of an authority that does not use it.
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True, default="")
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="scope_recognition"
    )
    effect = models.TextField(_("hiệu quả áp dụng"), blank=True, default="")
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    revoked_on = models.DateField(_("hủy bỏ từ ngày"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quyết định hủy bỏ"),
    )
    revoke_reason = models.CharField(_("lý do hủy bỏ"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("công nhận phạm vi ảnh hưởng")
        constraints = [
            models.UniqueConstraint(
                fields=["creation", "scope"],
                condition=Q(revoked_on=None),
                name="recognition_scope_once",
                violation_error_message=_("Công trình đã được công nhận ở phạm vi này."),
            ),
            models.CheckConstraint(
                name="recognition_revoked_has_reason",
                condition=Q(revoked_on=None) | ~Q(revoke_reason=""),
                violation_error_message=_("Hủy bỏ thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ScopeRequest(Stateful):
    """A unit asks the body above to recognise effect and scope: granted by a decision or refused with reasons.

    DOMAIN.md §4.4: a second decision, after the recognition at the base.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("Chờ xét")
        GRANTED = "granted", _("Đã công nhận")
        REFUSED = "refused", _("Không công nhận")
        WITHDRAWN = "withdrawn", _("Đã rút")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.ASKED
    )
    creation = models.ForeignKey(Creation, models.PROTECT, related_name="scope_requests")
    scope = models.CharField(
        _("phạm vi đề nghị"), max_length=10, choices=ScopeRecognition.Scope.choices
    )
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="scope_requests", verbose_name=_("nơi tiếp nhận")
    )
    effect = models.TextField(_("hiệu quả áp dụng, nơi đã áp dụng"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    refuse_reason = models.TextField(_("lý do không công nhận"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đề nghị công nhận phạm vi")
        constraints = [
            models.UniqueConstraint(
                fields=["creation", "scope"],
                condition=Q(status="asked"),
                name="recognition_scope_asked_once",
                violation_error_message=_("Đã có đề nghị ở phạm vi này đang chờ xét."),
            ),
            models.CheckConstraint(
                name="recognition_refused_has_reason",
                condition=~Q(status="refused") | ~Q(refuse_reason=""),
                violation_error_message=_("Không công nhận thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Objection(Stateful):
    """A complaint about a creation, or about what a council decided; with its answer it stays for every
    later use.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Chờ trả lời")
        UPHELD = "upheld", _("Khiếu nại đúng")
        REJECTED = "rejected", _("Khiếu nại không đúng")
        WITHDRAWN = "withdrawn", _("Người gửi đã rút")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    creation = models.ForeignKey(
        Creation, models.PROTECT, null=True, blank=True, related_name="objections"
    )
    # The decided case it is about: what was refused is no creation.
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="objections")
    words = models.TextField(_("nội dung"))
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người gửi")
    )
    raised_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("trả lời"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("khiếu nại")
        constraints = [
            models.CheckConstraint(
                name="recognition_answered_has_words",
                condition=Q(status__in=("open", "withdrawn")) | ~Q(answer=""),
                violation_error_message=_("Trả lời khiếu nại thì phải ghi rõ."),
            ),
            models.CheckConstraint(
                name="recognition_objection_about_something",
                condition=Q(creation__isnull=False) | Q(case__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["case", "raised_by"],
                condition=Q(status="open"),
                name="recognition_one_open_objection",
                violation_error_message=_("Anh chị đã gửi kiến nghị và đang chờ trả lời."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
