"""What the pages of this app share."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.access.register import reads_register, reports_awards
from phongtrao.awards.access.rules import asking_units
from phongtrao.web.deeds import DeedForm
from phongtrao.web.shell import everybody

NAV: dict[str, Any] = {"nav": "awards"}
PARTS = (
    ("register", _("Sổ khen thưởng"), reads_register),
    ("registration_calls", _("Đăng ký thi đua"), everybody),
    ("pledges", _("Giao ước"), everybody),
    ("completeness", _("Sổ đầy đủ từ ngày"), reads_register),
    ("statistics", _("Thống kê"), reports_awards),
    ("honours", _("Danh mục"), everybody),
    ("rule_sets", _("Tiêu chuẩn"), everybody),
    ("evaluations", _("Lần xét"), lambda user: asking_units(user).exists()),
    ("mine", _("Tôi đạt đến đâu"), everybody),
)
fill = DeedForm("awards/deed.html", NAV)


def paper_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A paper made at once, kept nowhere."""
    said = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": said})


def tabs_of(active: str, user: AbstractBaseUser) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"awards:{name}"), "active": name == active}
        for name, label, may in PARTS
        if may(user)
    ]
