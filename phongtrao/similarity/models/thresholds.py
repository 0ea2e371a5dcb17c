"""From which share copied what is proposed, as an office sets it for itself and everybody below."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Unit


class Threshold(models.Model):
    """An office has its own; what holds when is said by its levels. Nearest above a unit counts.

    Without any row the shipped ones hold (``similarity.law``).
    """

    owner = models.OneToOneField(
        Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị đặt ngưỡng")
    )

    class Meta:
        verbose_name = _("ngưỡng đối chiếu")

    def __str__(self) -> str:
        return f"#{self.pk}"


class ThresholdLevels(models.Model):
    """What holds from a day on, until the next; whole percent. Never changed once its day has come.

    ``is_given_up``: the office has none of its own any more, and those above hold for it; the numbers are those it
    had until then.
    """

    threshold = models.ForeignKey(Threshold, models.CASCADE, related_name="levels")
    holds_from = models.DateField(_("áp dụng từ ngày"))
    look = models.PositiveSmallIntegerField(
        _("xem lại từ (%)"), validators=[MaxValueValidator(100)]
    )
    ask = models.PositiveSmallIntegerField(
        _("hỏi tác giả từ (%)"), validators=[MaxValueValidator(100)]
    )
    refuse = models.PositiveSmallIntegerField(
        _("đề nghị không xét từ (%)"), validators=[MaxValueValidator(100)]
    )
    drafts_a_day = models.PositiveSmallIntegerField(
        _("số lần tự đối chiếu bản nháp mỗi ngày"), validators=[MaxValueValidator(100)]
    )
    linked = models.PositiveSmallIntegerField(
        _("đưa vào một nhóm từ (%)"), validators=[MaxValueValidator(100)]
    )
    basis = models.CharField(_("căn cứ"), max_length=300)
    is_given_up = models.BooleanField(_("thôi đặt riêng"), default=False)

    class Meta:
        verbose_name = _("mức ngưỡng đối chiếu")
        constraints = [
            models.UniqueConstraint(
                fields=["threshold", "holds_from"],
                name="similarity_levels_day",
                violation_error_message=_("Đã có mức áp dụng từ ngày này."),
            ),
            models.CheckConstraint(
                name="similarity_levels_rise",
                condition=Q(look__lte=F("ask"), ask__lte=F("refuse"), refuse__lte=100),
                violation_error_message=_(
                    "Ba mức xem lại, hỏi tác giả, đề nghị không xét phải tăng dần và không quá 100."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.look} · {self.ask} · {self.refuse}"
