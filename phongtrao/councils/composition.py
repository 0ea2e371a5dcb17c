"""Whether a council is composed as its rule asks, as data (packs/councils). No Django.

>>> rule = Composition(least=3, is_odd=True, roles={"chair": 1, "secretary": 1})
>>> faults_of(rule, [Seat("chair"), Seat("secretary"), Seat("member")])
[]
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from phongtrao.lib.errors import BadInput
from phongtrao.lib.words import say as _

SINGLE = ("chair", "secretary")  # never two of them at once


@dataclass(frozen=True, slots=True)
class Seat:
    """As much of a member as composition asks."""

    role: str
    is_of_union: bool = False


@dataclass(frozen=True, slots=True)
class Composition:
    """``roles``: at least so many of each. ``most`` 0: no limit."""

    least: int = 3
    most: int = 0
    is_odd: bool = False
    needs_union: bool = False
    roles: Mapping[str, int] = field(default_factory=dict)


def faults_of(rule: Composition, seats: Sequence[Seat]) -> list[str]:
    """Sentences that say what is missing; none: the council may be set up."""
    found = []
    if len(seats) < rule.least:
        found.append(
            _("Hội đồng cần ít nhất %(n)d thành viên, hiện có %(have)d.")
            % {"n": rule.least, "have": len(seats)}
        )
    if rule.most and len(seats) > rule.most:
        found.append(
            _("Hội đồng có nhiều nhất %(n)d thành viên, hiện có %(have)d.")
            % {"n": rule.most, "have": len(seats)}
        )
    if rule.is_odd and len(seats) % 2 == 0:
        found.append(_("Số thành viên hội đồng phải lẻ, hiện có %d.") % len(seats))
    if rule.needs_union and not any(seat.is_of_union for seat in seats):
        found.append(_("Hội đồng cần có đại diện công đoàn."))
    return found + _missing_roles(rule, Counter(seat.role for seat in seats))


def _missing_roles(rule: Composition, have: Counter[str]) -> list[str]:
    found = []
    for role, least in rule.roles.items():
        if have[role] < least:
            said = _("Hội đồng cần ít nhất %(n)d %(role)s, hiện có %(have)d.")
            found.append(said % {"n": least, "role": role_name(role), "have": have[role]})
    doubled = [role for role in SINGLE if have[role] > 1]
    return found + [_("Hội đồng chỉ có một %s cùng lúc.") % role_name(role) for role in doubled]


def role_name(role: str) -> str:
    """The role within a sentence."""
    names = {
        "chair": _("chủ tịch"),
        "vice": _("phó chủ tịch"),
        "secretary": _("thư ký"),
        "reviewer": _("ủy viên phản biện"),
        "member": _("ủy viên"),
    }
    return names[role]


def composition(data: Mapping[str, Any]) -> Composition:
    """From plain values; BadInput for a role that does not exist or a number that is none."""
    roles = {str(role): _whole(n) for role, n in data.get("roles", {}).items()}
    for role in roles:
        if role not in {"chair", "vice", "secretary", "reviewer", "member"}:
            raise BadInput(_("Không có vai trò “%s” trong hội đồng.") % role)
    return Composition(
        least=_whole(data.get("least", 3)),
        most=_whole(data.get("most", 0)),
        is_odd=bool(data.get("odd")),
        needs_union=bool(data.get("union")),
        roles=roles,
    )


def _whole(value: object) -> int:
    words = str(value)
    if not words.isdigit():
        raise BadInput(_("“%s” không phải là số người.") % words)
    return int(words)
