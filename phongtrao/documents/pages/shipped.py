"""How a form that comes with the program, or an office's own, stands on a page."""

from django.utils.translation import gettext as _

from phongtrao.documents.models import Shipped
from phongtrao.web.components import State


def state_of(shipped: Shipped) -> State:
    if shipped.needs_check:
        why = _("Chưa đối chiếu với quy định của địa phương. Văn phòng xem lại rồi bỏ dấu này.")
        return State(_("Cần kiểm tra"), "due", why=why)
    return State(_("Đã kiểm tra"), "done")


def owner_of(shipped: Shipped) -> str:
    return str(shipped.owner) if shipped.owner else _("Có sẵn")
