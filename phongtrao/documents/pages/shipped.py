"""How a form that comes with the program, or an office's own, stands on a page."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.documents.models import Shipped
from phongtrao.lib.numbers import format_date
from phongtrao.web.components import State


def state_of(shipped: Shipped) -> State:
    if shipped.needs_check:
        why = _("Chưa đối chiếu với quy định của địa phương. Văn phòng xem lại rồi bỏ dấu này.")
        return State(_("Cần kiểm tra"), "due", why=why)
    return State(_("Đã kiểm tra"), "done")


def owner_of(shipped: Shipped) -> str:
    return str(shipped.owner) if shipped.owner else _("Có sẵn")


def days_of(dated: Any) -> str:
    """From when to when it holds: of what has ``valid_from`` and ``valid_to``."""
    if dated.valid_to is None:
        return _("từ %s") % format_date(dated.valid_from)
    return f"{format_date(dated.valid_from)} – {format_date(dated.valid_to)}"


def number_of(asked: str | None) -> int | None:
    """A version as an address names it."""
    return int(asked) if asked and asked.isdecimal() else None


def version_of(shipped: Any, asked: str | None) -> Any:
    """The version of a form, rubric or regime an address names. Http404 where there is none."""
    found = shipped.versions.filter(number=number_of(asked) or 0).first()
    if found is None:
        raise Http404
    return found
