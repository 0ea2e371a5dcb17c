"""Doing another's job for some days: thay mặt khi vắng, ký thay (KT.), thừa ủy quyền (TUQ.).

NĐ 30/2020/NĐ-CP, điều 13: a head may let a deputy sign (KT.); authorises in writing, for a limited time
and for named matters (TUQ.); and who is authorised does not authorise others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.orgs import access
from phongtrao.orgs.models import Grant

SIGNING = frozenset({Role.LEADER, Role.HEAD})
C = Grant.Capacity
CAPACITIES = (C.DEPUTY, C.DELEGATED, C.ORDER)


@dataclass(frozen=True, slots=True)
class Deputising:
    """Whose roles, to whom, from which day until the last day, in which capacity, on what paper."""

    grants: Sequence[Grant]  # of one person
    deputy: AbstractBaseUser
    since: date
    last_day: date
    capacity: str = ""  # KT., TUQ. or TL.; only where one of the roles signs papers
    basis: str = ""
    matters: str = ""

    @property
    def days(self) -> DateRange:
        return DateRange(self.since, date.fromordinal(self.last_day.toordinal() + 1))


@transaction.atomic
def appoint_deputy(order: Deputising, *, by: AbstractBaseUser | None) -> list[Grant]:
    """Let the deputy do the job for these days; each role becomes a grant that ends by itself.

    Raises BadInput for days, papers or capacities that do not fit, NotAllowed for who may not.
    """
    # Two orders at once: the second sees what the first gave.
    get_user_model().objects.select_for_update().get(pk=order.deputy.pk)
    for grant in order.grants:
        access.can_appoint_deputy(by, order.deputy, grant).enforce()
    _refuse_days(order)
    _refuse_capacity(order)
    _refuse_second_principal(order)
    made = [_deputise(grant, order, by) for grant in order.grants]
    _tell(made[0], order)
    return made


def _deputise(held: Grant, order: Deputising, by: AbstractBaseUser | None) -> Grant:
    grant = Grant(
        user_id=order.deputy.pk,
        role=held.role,
        unit=held.unit,
        line=held.line,
        kind=held.kind,
        level=held.level,
        capacity=order.capacity if held.role in SIGNING else "",
        days=order.days,
        acts_for_id=held.user_id,
        basis=nfc(order.basis).strip(),
        matters=nfc(order.matters).strip(),
        given_by_id=by.pk if by else None,
    )
    grant.full_clean()
    grant.save()
    said = {name: getattr(grant, name) for name in ("role", "unit", "capacity", "basis", "matters")}
    record(
        grant,
        "orgs.deputy_appointed",
        by=by,
        after={**said, "until": order.days.upper},
        acts_for=held.user.get_username(),
    )
    return grant


def _refuse_days(order: Deputising) -> None:
    if not order.grants:
        raise BadInput(_("Hãy chọn ít nhất một vai trò được làm thay."))
    if order.since < timezone.localdate():
        raise BadInput(_("Ngày bắt đầu đã qua. Hãy chọn từ hôm nay trở đi."))
    if order.last_day < order.since:
        raise BadInput(_("Ngày cuối phải từ ngày bắt đầu trở đi. Hãy sửa lại ngày."))
    for grant in order.grants:
        begins, ends = grant.days.lower, grant.days.upper
        if order.since < begins or (ends is not None and order.days.upper > ends):
            raise BadInput(
                _("“%(who)s” chỉ giữ vai trò này %(days)s. Hãy chọn ngày nằm trong thời gian ấy.")
                % {"who": grant.user, "days": _said_days(begins, ends)}
            )


def _said_days(begins: date, ends: date | None) -> str:
    if ends is None:
        return _("từ %s") % format_date(begins)
    return _("từ %(begins)s đến trước %(ends)s") % {
        "begins": format_date(begins),
        "ends": format_date(ends),
    }


def _refuse_capacity(order: Deputising) -> None:
    """Who signs in another's place says how; TUQ. stands on a paper that names its matters."""
    signs = any(grant.role in SIGNING for grant in order.grants)
    if signs and order.capacity not in CAPACITIES:
        raise BadInput(_("Vai trò này ký văn bản. Hãy chọn ký thay (KT.), TUQ. hay TL."))
    if order.capacity == C.DELEGATED and not (order.basis.strip() and order.matters.strip()):
        raise BadInput(
            _(
                "Ủy quyền phải bằng văn bản, nêu rõ nội dung. Hãy ghi số văn bản và nội dung ủy quyền."
            )
        )


def _refuse_second_principal(order: Deputising) -> None:
    """One at a time, so that history never has to ask in whose place something was done."""
    held = Grant.objects.exclude(acts_for=None).filter(
        user=order.deputy.pk, days__overlap=order.days
    )
    first = held.select_related("acts_for").order_by("pk").first()
    if first is None:
        return
    same = {(grant.role, grant.unit_id, grant.line) for grant in held}
    twice = same & {(grant.role, grant.unit_id, grant.line) for grant in order.grants}
    if first.acts_for_id != order.grants[0].user_id or twice:
        raise BadInput(
            _(
                "%(deputy)s đang làm thay %(principal)s đến trước %(day)s."
                " Hãy chọn người khác hoặc ngày khác; mỗi người chỉ làm thay một người một lúc."
            )
            % {
                "deputy": order.deputy,
                "principal": first.acts_for,
                "day": format_date(first.days.upper),
            }
        )


def _tell(grant: Grant, order: Deputising) -> None:
    with office_language():
        said = {
            "deputy": order.deputy,
            "principal": order.grants[0].user,
            "since": format_date(order.since),
            "last": format_date(order.last_day),
        }
        text = _("%(deputy)s làm thay %(principal)s từ %(since)s đến hết %(last)s.") % said
    notify(
        [order.deputy, order.grants[0].user],
        text,
        key=f"acting:{grant.pk}",
        url=reverse("orgs:acting"),
    )
