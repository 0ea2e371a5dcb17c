"""The slips with codes as one PDF: to be printed, cut apart and handed over."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from phongtrao.accounts.invitations import Slip
from phongtrao.lib.typeset import typeset

TEMPLATE = Path(__file__).resolve().parent.parent / "packs" / "templates" / "code_slips.typ"


def slips_pdf(slips: Sequence[Slip], address: str) -> bytes:
    """``address``: of the page where the code is typed."""
    return typeset(
        TEMPLATE,
        {
            "title": _("Phiếu mã"),
            "advice": _(
                "Nhập tên đăng nhập và mã, chọn mật khẩu của riêng bạn, rồi hủy phiếu này."
                " Không ai hỏi mã hay mật khẩu của bạn qua điện thoại, Zalo."
            ),
            "slips": [{"name": str(slip.user), "lines": _lines(slip, address)} for slip in slips],
        },
    )


def _lines(slip: Slip, address: str) -> list[tuple[str, str]]:
    until = date_format(localtime(slip.expires_at), "H:i d/m/Y")
    return [
        (_("Mở trang"), address),
        (_("Tên đăng nhập"), slip.user.username),
        (_("Mã"), slip.code),
        (_("Hiệu lực đến"), until),
    ]
