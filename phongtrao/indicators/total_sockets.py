"""What totals plug into the apps below."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences, visibility
from phongtrao.indicators import sources
from phongtrao.indicators.access.definitions import reads_indicators
from phongtrao.indicators.access.totals import visible_differences
from phongtrao.indicators.models import ACTIVITIES, Indicator, Measurement

SENTENCES = {"indicators.difference_mended": _("Tính lại số tổng hợp bị lệch")}


def plug_sources() -> None:
    for key in Indicator.Computed:
        is_of_targets = key == Indicator.Computed.TARGETS_BEYOND
        label = _("tính từ chỉ tiêu") if is_of_targets else _("tính từ nhiệm vụ")
        sources.register(key.value, sources.Source(label, _where_read))
    sources.register(ACTIVITIES, sources.Source(_("tính từ hoạt động"), _where_read))


def _where_read(row: Measurement, user: AbstractBaseUser) -> str:
    """Whoever reads numbers by their office opens what this was counted from, as far as they read that."""
    return reverse("totals:behind", args=[row.pk]) if reads_indicators(user) else ""


def plug_history() -> None:
    sentences.register(SENTENCES)
    visibility.register("indicators.difference", visible_differences)
