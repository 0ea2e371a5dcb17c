"""Learners are counts. A name is kept only where a nomination, prize or initiative needs one."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.orgs.models.units import Unit


class LearnerQuerySet(models.QuerySet["Learner"]):
    def living(self, today: date) -> "LearnerQuerySet":
        """Names that may still be read."""
        return self.filter(keep_until__gte=today)

    def expired(self, today: date) -> "LearnerQuerySet":
        """Kept longer than was agreed: to be forgotten."""
        return self.filter(keep_until__lt=today)


class Learner(models.Model):
    """The least about one learner, with whose consent, for what, and until when."""

    class Purpose(models.TextChoices):
        NOMINATION = "nomination", _("Đề nghị khen thưởng")
        PRIZE = "prize", _("Giải thưởng, hội thi")
        INITIATIVE = "initiative", _("Sáng kiến, đề tài, sản phẩm dự thi")

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="learners", verbose_name=_("đơn vị")
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    group = models.CharField(_("lớp"), max_length=40, blank=True, default="")
    purpose = models.CharField(_("dùng để"), max_length=12, choices=Purpose.choices)
    purpose_note = models.CharField(_("cụ thể"), max_length=200)
    consent_by = models.CharField(_("người đồng ý"), max_length=160)
    consent_on = models.DateField(_("ngày đồng ý"))
    keep_until = models.DateField(_("lưu đến hết ngày"))
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LearnerQuerySet.as_manager()

    PERSONAL: ClassVar[Declared] = {
        "full_name": Kept(
            Care.PERSONAL, _("ghi tên người học được đề nghị, đoạt giải, có sáng kiến")
        ),
        "birth_date": Kept(Care.PERSONAL, _("phân biệt người học trùng tên")),
        "group": Kept(Care.PERSONAL, _("phân biệt người học trùng tên")),
        "consent_by": Kept(
            Care.PERSONAL, _("chứng minh đã có sự đồng ý của cha mẹ, người giám hộ")
        ),
    }

    class Meta:
        verbose_name = _("người học được ghi tên")
        constraints = [
            models.CheckConstraint(
                name="orgs_learner_consent_named",
                condition=~Q(consent_by="") & ~Q(purpose="") & ~Q(purpose_note=""),
                violation_error_message=_("Hãy ghi ai đồng ý và dùng tên người học để làm gì."),
            ),
            models.CheckConstraint(
                name="orgs_learner_kept_after_consent",
                condition=Q(keep_until__gt=F("consent_on")),
                violation_error_message=_("Ngày lưu phải sau ngày đồng ý."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def audit_label(self) -> str:
        """History keeps the number, not the name: names must be erasable."""
        return f"#{self.pk}"
