"""Acting for another: the grants of these days are simply held, and the session may lay them aside.

Who acts for somebody works in that person's place from the start, and every line of history says so.
“Chỉ quyền của tôi” lays the other's rights aside until it is taken back or one signs out; then nothing
is done, and nothing is said to be done, in the other's place.

>>> acting = acting_grant(request.user)  # whose place one could take today, chosen or not
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Grant
from phongtrao.orgs.scope import grants_today
from phongtrao.web.shell import Banner

OWN, OTHER = "own", "other"
KEY = "own_name"


def acting_grant(user: AbstractBaseUser) -> Grant | None:
    """One of today's grants by which the user acts for another; all of them are for the same person."""
    return next((grant for grant in grants_today(user) if grant.acts_for_id is not None), None)


def principal_of(user: AbstractBaseUser) -> int | None:
    """In whose place what the user does now is done; for every line of history."""
    if works_in_own_name(user):
        return None
    grant = acting_grant(user)
    return grant.acts_for_id if grant else None


def works_in_own_name(user: AbstractBaseUser) -> bool:
    """Whether the session laid the other's rights aside."""
    return getattr(user, "in_own_name", False)


def as_chosen(user: User, *, in_own_name: bool) -> User:
    """The person as the session had chosen when the work was ordered: for jobs that do it later."""
    user.in_own_name = in_own_name  # type: ignore[attr-defined]  # read by orgs.scope
    return user


def choose_name(session: SessionBase, *, own: bool) -> None:
    """Lay the other's rights aside for this session, or take them up again."""
    session[KEY] = own


def banner(user: AbstractBaseUser) -> Banner | None:
    """In whose place one works, on every page; whom it names comes with the grants."""
    grant = acting_grant(user)
    if grant is None or grant.last_day is None:
        return None
    said = {"who": grant.acts_for, "until": format_date(grant.last_day)}
    if works_in_own_name(user):
        text = _("Đang chỉ dùng quyền của bạn; quyền làm thay %(who)s (đến hết %(until)s) để lại.")
        action = _("Làm thay %(who)s") % said
        return Banner(text % said, action, OTHER, "orgs:choose_name", is_on=False)
    text = _("Đang làm thay %(who)s đến hết %(until)s; lịch sử ghi rõ việc làm thay.") % said
    return Banner(text, _("Chỉ dùng quyền của tôi"), OWN, "orgs:choose_name")
