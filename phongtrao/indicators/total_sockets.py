"""What totals plug into the apps below."""

from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences, visibility
from phongtrao.indicators.access.totals import visible_differences

SENTENCES = {"indicators.difference_mended": _("Tính lại số tổng hợp bị lệch")}


def plug_history() -> None:
    sentences.register(SENTENCES)
    visibility.register("indicators.difference", visible_differences)
