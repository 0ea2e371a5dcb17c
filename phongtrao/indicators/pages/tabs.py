"""The parts of the room of measuring, as tabs: each only for whom it shows anything."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.indicators.access.rounds import reports_numbers, sees_rounds

NAV: dict[str, Any] = {"nav": "indicators"}


def tabs_for(user: AbstractBaseUser, active: str) -> list[dict[str, Any]]:
    shown = [
        ("indicators", _("Chỉ số"), "indicators:list", True),
        ("targets", _("Chỉ tiêu"), "indicators:target_list", True),
        ("results", _("Kết quả"), "totals:targets", True),
        ("rounds", _("Đợt thu số liệu"), "indicators:round_list", sees_rounds(user)),
        ("own", _("Số liệu phải nộp"), "indicators:report_list", reports_numbers(user)),
    ]
    return [
        {"label": label, "url": reverse(url), "active": key == active}
        for key, label, url, may in shown
        if may
    ]
