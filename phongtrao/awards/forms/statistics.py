"""Which statistical form, of which office and year."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import offer
from phongtrao.orgs.models import Unit

SHOWN_YEARS = 12
TITLES = (
    ("0601", _("0601.N Số phong trào thi đua")),
    ("0602", _("0602.N Khen thưởng cấp Nhà nước")),
    ("0603", _("0603.N Khen thưởng cấp bộ, ban, ngành, tỉnh")),
)


def _years() -> list[tuple[str, str]]:
    this = timezone.localdate().year
    return [(str(year), str(year)) for year in range(this, this - SHOWN_YEARS, -1)]


class StatisticsForm(forms.Form):
    """Read from the address."""

    bieu = forms.ChoiceField(label=_("Biểu"), choices=TITLES)
    nam = forms.ChoiceField(label=_("Năm"), choices=lazy(_years, list)())
    don_vi = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị báo cáo"), empty_label=None)  # fmt: skip

    def __init__(self, *args: Any, offices: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, don_vi=offices)
