"""Whether a dossier is valid, what is asked of its authors, and who says that it is used."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence
from phongtrao.initiatives.models.initiatives import Initiative, InitiativeVersion
from phongtrao.orgs.models import Unit


class ValidityCheck(models.Model):
    """A clerk's answers to the round's checklist about one version, and what followed."""

    # Several: what was found valid may be returned later, when a council asks for more.
    version = models.ForeignKey(InitiativeVersion, models.PROTECT, related_name="checks")
    answers = models.JSONField(default=dict)  # key of the checklist → true | false
    is_valid = models.BooleanField(_("hợp lệ"))
    words = models.TextField(_("ý kiến"), blank=True, default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kiểm tra hợp lệ")
        constraints = [
            models.CheckConstraint(
                name="initiatives_return_has_words",
                condition=Q(is_valid=True) | ~Q(words=""),
                violation_error_message=_("Trả lại thì phải ghi cần bổ sung điều gì."),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Mark(models.Model):
    """A place of the text a return points to."""

    check_made = models.ForeignKey(ValidityCheck, models.CASCADE, related_name="marks")
    key = models.CharField(max_length=10)  # the box of the form
    passage = models.CharField(_("đoạn"), max_length=300, blank=True, default="")
    words = models.CharField(_("cần sửa"), max_length=500)

    class Meta:
        verbose_name = _("chỗ cần sửa")

    def __str__(self) -> str:
        return f"#{self.pk}"


class Question(models.Model):
    """Asked of the authors instead of any verdict on who or what wrote the text."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="questions")
    words = models.TextField(_("câu hỏi"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("trả lời"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi cho tác giả")

    def __str__(self) -> str:
        return f"#{self.pk}"


class UseProof(Stateful):
    """Another unit confirms that it uses the solution: since when, with which effect (HQAD)."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Chờ đơn vị xác nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        DECLINED = "declined", _("Không xác nhận")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.ASKED
    )
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="use_proofs", db_index=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="use_proofs", verbose_name=_("đơn vị áp dụng")
    )
    since = models.DateField(_("áp dụng từ ngày"), null=True, blank=True)
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    effect = models.TextField(_("hiệu quả tại đơn vị"), blank=True, default="")
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="use_proofs"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("lý do không xác nhận"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("xác nhận áp dụng")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "unit"],
                name="initiatives_use_proof_once",
                violation_error_message=_("Đã hỏi đơn vị này."),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
