"""Who may make a plan or tasks of a paper that came in. Deny by default; no queries."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.documents.access.circulation import receives_for
from phongtrao.documents.models import DocumentKind, Incoming
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.plans.access.assignments import acts_for
from phongtrao.plans.access.intake import can_take_in_for

READ_AS_PLANS = frozenset({DocumentKind.PLAN, DocumentKind.PROGRAMME})


def can_read_as_plan(user: AbstractBaseUser, incoming: Incoming) -> Answer:
    if not (answer := can_take_in_for(user, incoming.unit)):
        return answer
    if incoming.kind not in READ_AS_PLANS or incoming.file_id is None:
        return no(_("Chỉ đọc được kế hoạch, chương trình hành động có kèm tệp."))
    return _is_booked(incoming)


def can_make_tasks(user: AbstractBaseUser, incoming: Incoming) -> Answer:
    if not (acts_for(user, incoming.unit) or receives_for(user, incoming.unit)):
        return no(
            _("Chỉ thủ trưởng, đầu mối hoặc văn phòng của đơn vị được giao việc theo văn bản.")
        )
    return _is_booked(incoming)


def _is_booked(incoming: Incoming) -> Answer:
    if incoming.status == Incoming.Status.NEW:
        return no(_("Hãy xác nhận đã nhận văn bản trước."))
    return YES
