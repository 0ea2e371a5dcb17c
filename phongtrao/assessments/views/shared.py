"""What every page of assessments has: where it stands, and the tabs above the lists."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.assessments.access.sets import works_with
from phongtrao.assessments.models import Campaign

NAV: dict[str, Any] = {"nav": "assessments"}
LISTS = ("campaign_list", "own_list", "set_list")


def unit_filter(user: AbstractBaseUser, campaign: Campaign) -> dict[str, Any]:
    """What the filter of a campaign's units is given."""
    bands = campaign.edition.level_rules.bands
    return {"levels": [(band.key, band.label) for band in bands], "user": user}


def tabs_of(user: AbstractBaseUser, current: str) -> list[dict[str, Any]]:
    if not works_with(user):
        raise Http404
    words = {
        "campaign_list": _("Đợt đánh giá"),
        "own_list": _("Đơn vị tự đánh giá"),
        "set_list": _("Bộ chỉ số"),
    }
    return [
        {"label": words[name], "url": reverse(f"assessments:{name}"), "active": name == current}
        for name in LISTS
    ]
