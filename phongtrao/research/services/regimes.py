"""Regimes of an office's own: copied from what is shipped, changed in versions by dates, confirmed as checked. S0-27"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.councils.models import CouncilRule
from phongtrao.councils.tally import Outcome, voting_rule
from phongtrao.documents.services.shipped import Heading, copy_shipped, keep_heading
from phongtrao.lib.errors import BadInput, Conflict, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit
from phongtrao.research.access import regimes as access
from phongtrao.research.models import Regime, RegimeVersion
from phongtrao.research.stages import Rules, check_whole, read_regime


@dataclass(frozen=True, slots=True)
class Writing:
    """What a new version says, for tasks proposed from which day on, and by which paper."""

    data: Mapping[str, Any]
    applies_from: date
    ground: str
    title: str
    basis: str
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def copy_regime(source: Regime, unit: Unit, title: str, *, by: AbstractBaseUser) -> Regime:
    """A regime of the unit's own, with the newest version of another and its days; still to be checked if that was.

    After one of the unit's own that ends, it begins the day after. BadInput where that has no end.
    """
    access.can_copy_regime(by, unit).enforce()
    newest = source.versions.latest("number")
    days = {"valid_from": _free_from(unit, source), "valid_to": source.valid_to}
    made = copy_shipped(source, unit, title, **days)
    _check_voting(made, read_regime(newest.data))
    RegimeVersion.objects.create(
        regime=made, number=1, data=newest.data, ground=source.basis[:300], made_by_id=by.pk
    )
    record(made, "research.regime_copied", by=by, source=source.title)
    return made


@transaction.atomic
def save_regime(
    regime: Regime, writing: Writing, *, read: int, by: AbstractBaseUser
) -> RegimeVersion:
    """Changed stages become a new version, for tasks proposed from its day on; every other keeps its own.

    ``read``: the version that was changed on screen. Conflict: somebody else saved meanwhile.
    """
    access.can_edit_regime(by, regime).enforce()
    wanted = read_regime(writing.data)
    check_whole(wanted)
    locked = Regime.objects.select_for_update().get(pk=regime.pk)
    _check_voting(locked, wanted)
    newest = _newest(locked, read)
    is_named = _keep_heading(locked, writing, by)
    if read_regime(newest.data) == wanted:
        if not is_named:
            raise BadInput(_("Chưa có gì thay đổi để lưu."))
        return newest
    _check_day(locked, newest, writing)
    made = RegimeVersion.objects.create(
        regime=locked,
        number=newest.number + 1,
        data=dict(writing.data),
        applies_from=writing.applies_from,
        ground=_said_ground(writing.ground),
        made_by_id=by.pk,
    )
    record(
        locked,
        "research.regime_changed",
        by=by,
        version=made.number,
        applies_from=made.applies_from,
        ground=made.ground,
    )
    return made


@transaction.atomic
def confirm_regime(
    regime: Regime,
    keys: Collection[str],
    ground: str,
    *,
    whole: bool,
    read: int,
    by: AbstractBaseUser,
) -> RegimeVersion:
    """The clocks of these stages, or the regime as a whole, were compared with a paper: who, when and by which is kept.

    A new version without the labels, from the same day on; running tasks keep what they began under.
    ``read``: the version that was compared. Conflict: there is another by now.
    """
    access.can_edit_regime(by, regime).enforce()
    locked = Regime.objects.select_for_update().get(pk=regime.pk)
    newest = _newest(locked, read)
    stages = [dict(row) for row in newest.data["stages"]]
    open_keys = {row["key"] for row in stages if row.get("check")}
    if not (open_keys & set(keys)) and not (whole and locked.needs_check):
        raise WrongState(_("Chưa chọn mục nào còn cần kiểm tra."))
    said = _said_ground(ground)
    for row in stages:
        if row["key"] in keys:
            row.pop("check", None)
    if whole:
        locked.needs_check = False
        locked.save(update_fields=["needs_check"])
    made = RegimeVersion.objects.create(
        regime=locked,
        number=newest.number + 1,
        data={**newest.data, "stages": stages},
        applies_from=newest.applies_from,
        ground=said,
        made_by_id=by.pk,
    )
    titles = [row["title"] for row in stages if row["key"] in open_keys & set(keys)]
    record(locked, "research.regime_confirmed", by=by, ground=said, stages=titles, whole=whole)
    return made


def voting_choices(owner: Unit | None) -> list[tuple[str, str]]:
    """Keys and titles of the rules of the vote a regime may name: the shipped ones, and the unit's own."""
    rows = CouncilRule.objects.filter(Q(owner=None) | Q(owner=owner), of=CouncilRule.Of.VOTING)
    found = {}
    for rule in sorted(rows, key=lambda one: one.owner_id is not None):
        found[rule.key] = rule.title
    return list(found.items())


def outcomes_of(owner: Unit | None, key: str) -> Sequence[Outcome]:
    """What a rule of the vote may come to; the unit's own rule before the shipped one."""
    rows = CouncilRule.objects.filter(
        Q(owner=None) | Q(owner=owner), of=CouncilRule.Of.VOTING, key=key
    )
    rule = max(rows, key=lambda one: one.owner_id is not None, default=None)
    if rule is None:
        raise BadInput(_("Quy tắc biểu quyết đã chọn không còn. Hãy chọn quy tắc khác."))
    return voting_rule(rule.data).outcomes


def _check_voting(regime: Regime, rules: Rules) -> None:
    """What the vote may come to is a word of the scale and means the same there: a decision is read by it."""
    outcomes_of(regime.owner, rules.selection)
    known = {rating.key: rating for rating in rules.scale}
    for outcome in outcomes_of(regime.owner, rules.acceptance):
        rating = known.get(outcome.key)
        if rating is None or rating.label != outcome.label:
            raise BadInput(
                _("Thang xếp loại thiếu mức “%s” mà quy tắc nghiệm thu có thể kết luận.")
                % outcome.label
            )
        if rating.passes != outcome.passes:
            raise BadInput(
                _("Mức “%s” đạt hay không đạt phải như quy tắc nghiệm thu đã chọn.") % outcome.label
            )


def _newest(regime: Regime, read: int) -> RegimeVersion:
    newest = regime.versions.latest("number")
    if newest.number != read:
        raise Conflict(
            _("Người khác vừa lưu phiên bản mới của quy trình. Hãy tải lại trang rồi sửa tiếp.")
        )
    return newest


def _free_from(owner: Unit, source: Regime) -> date:
    """The first day of the source after all regimes of the unit that meet its days."""
    own = _meeting(owner, source.valid_from, source.valid_to)
    if not own:
        return source.valid_from
    ends = [one.valid_to for one in own if one.valid_to]
    if len(ends) < len(own) or (source.valid_to and max(ends) >= source.valid_to):
        raise BadInput(_refusal(own[0]))
    return max(ends) + timedelta(days=1)


def _check_alone(regime: Regime) -> None:
    own = _meeting(regime.owner, regime.valid_from, regime.valid_to)
    if other := next((one for one in own if one != regime), None):
        raise BadInput(_refusal(other))


def _meeting(owner: Unit | None, first: date, last: date | None) -> list[Regime]:
    """The unit's own with days in common: of two, nobody could say which a task goes by."""
    # Two written at once would each find room.
    list(Unit.objects.select_for_update(no_key=True).filter(pk=owner.pk if owner else 0))
    rows = Regime.objects.filter(Q(valid_to=None) | Q(valid_to__gte=first), owner=owner)
    return list(rows.filter(valid_from__lte=last) if last else rows)


def _refusal(other: Regime) -> str:
    return (
        _(
            "Đơn vị đã có quy trình “%s” cho nhiệm vụ đề xuất trong thời gian ấy."
            " Hãy sửa quy trình ấy, hoặc cho hết hiệu lực trước."
        )
        % other
    )


def _keep_heading(regime: Regime, writing: Writing, by: AbstractBaseUser) -> bool:
    days = {"valid_from": writing.valid_from, "valid_to": writing.valid_to}
    was, now = changes(regime, days)
    for name, value in now.items():
        setattr(regime, name, value)
    if now:
        _check_alone(regime)
        regime.full_clean()
        regime.save(update_fields=list(now))
    heading = Heading(writing.title, writing.basis, regime.needs_check)
    before, after = keep_heading(regime, heading)
    before, after = {**was, **before}, {**now, **after}
    if after:
        record(regime, "research.regime_named", by=by, before=before, after=after)
    return bool(after)


def _check_day(regime: Regime, newest: RegimeVersion, writing: Writing) -> None:
    """A version applies from the day of the one before it at the earliest, within the days of the regime."""
    first = max(day for day in (regime.valid_from, newest.applies_from) if day)
    if writing.applies_from < first:
        raise BadInput(
            _("Phiên bản mới áp dụng từ ngày %s trở đi: phiên bản trước bắt đầu từ ngày ấy.")
            % format_date(first)
        )
    if not regime.holds_on(writing.applies_from):
        raise BadInput(_("Ngày áp dụng nằm ngoài thời gian có hiệu lực của quy trình."))


def _said_ground(ground: str) -> str:
    said = nfc(ground).strip()
    if not said:
        raise BadInput(_("Hãy ghi căn cứ: số văn bản, điều, khoản."))
    return said
