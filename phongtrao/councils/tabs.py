"""Tabs of a council's page. What a tab holds counts only what its reader may know."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.councils.access.councils import can_set_up
from phongtrao.councils.access.sheets import run_councils
from phongtrao.councils.models import Council


def everybody(_user: AbstractBaseUser, _council: Council) -> object:
    return True


def runs(user: AbstractBaseUser, council: Council) -> object:
    return run_councils(user).filter(pk=council.pk).exists()


def appoints(user: AbstractBaseUser, council: Council) -> object:
    return can_set_up(user, council.unit)


# key, label, address (takes the council's pk), who has it
TABS = (
    ("members", _("Thành viên"), "councils:council", everybody),
    ("cases", _("Hồ sơ xét"), "councils:cases", everybody),
    ("sittings", _("Phiên họp"), "councils:sitting_list", everybody),
    ("scores", _("Điểm"), "councils:council_scores", runs),
    ("records", _("Việc chấm"), "councils:member_records", appoints),
    ("rules", _("Quy tắc"), "councils:council_rules", everybody),
    ("history", _("Lịch sử"), "councils:council_history", everybody),
)


def tabs_of(council: Council, user: AbstractBaseUser, active: str) -> list[dict[str, Any]]:
    """For ``{% tabs %}``; ``active`` is a key. Extend ``councils/council_base.html``."""
    return [
        {"label": label, "url": reverse(url, args=[council.pk]), "active": key == active}
        for key, label, url, may in TABS
        if may(user, council)
    ]
