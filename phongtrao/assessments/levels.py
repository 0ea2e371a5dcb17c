"""Levels of an assessment as data: bands with or without their ends, how groups become one level. No Django.

QĐ 4725/QĐ-BGDĐT: of each group below 50 is level 1, 50 to 75 level 2, above 75 level 3. The combination is
an office's own to set (DOMAIN.md §6.1): what ships is marked to be checked.

>>> rules = read_rules({
...     "combine": "lowest",
...     "bands": [
...         {"key": "1", "label": "Mức 1", "below": "50"},
...         {"key": "2", "label": "Mức 2", "from": "50", "to": "75"},
...         {"key": "3", "label": "Mức 3", "above": "75"},
...     ],
... })
>>> level_of(rules, {"1": Decimal(75), "2": Decimal(80)}, lacks=0).label
'Mức 2'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_number
from phongtrao.lib.words import say as _

Combine = Literal["lowest", "sum", "mean"]
COMBINES: tuple[Combine, ...] = ("lowest", "sum", "mean")
ZERO = Decimal(0)
ENDS = ("from", "above", "to", "below")


class BadLevels(BadInput):
    """Level rules that leave a score without a level, or give one score two."""


@dataclass(frozen=True, slots=True)
class Band:
    """``low`` None: from the least; ``high`` None: to the most. ``has_…``: whether the end itself is in it."""

    key: str
    label: str
    low: Decimal | None = None
    has_low: bool = True
    high: Decimal | None = None
    has_high: bool = True

    def holds(self, score: Decimal) -> bool:
        above = self.low is None or score > self.low or (self.has_low and score == self.low)
        below = self.high is None or score < self.high or (self.has_high and score == self.high)
        return above and below

    @property
    def words(self) -> str:
        """“từ 50 đến 75”, “trên 75”: the ends as they were meant."""
        parts = []
        if self.low is not None:
            parts.append((_("từ %s") if self.has_low else _("trên %s")) % format_number(self.low))
        if self.high is not None:
            parts.append(
                (_("đến %s") if self.has_high else _("dưới %s")) % format_number(self.high)
            )
        return " ".join(parts) or _("mọi điểm")


@dataclass(frozen=True, slots=True)
class Rules:
    """``bands`` from the lowest to the highest. ``mandatory``: the key of the highest level there is while a
    mandatory condition is not met; empty, conditions are told but lower nothing.
    """

    bands: tuple[Band, ...] = ()
    combine: Combine = "lowest"
    mandatory: str = ""
    needs_check: bool = False  # the combination was found in no text

    def rank(self, key: str) -> int:
        """1 for the lowest; 0 for a level there is none of."""
        return next((n for n, band in enumerate(self.bands, 1) if band.key == key), 0)

    def label(self, key: str) -> str:
        return next((band.label for band in self.bands if band.key == key), "")


def read_rules(data: Mapping[str, Any]) -> Rules:
    """Rules from plain values. BadLevels says which number cannot be read."""
    combine = data.get("combine", "lowest")
    if combine not in COMBINES:
        raise BadLevels(_("Không có cách gộp các nhóm như vậy. Hãy chọn trong danh sách."))
    bands = sorted((_band(row) for row in data.get("bands", ())), key=_start)
    return Rules(tuple(bands), combine, data.get("mandatory", ""), bool(data.get("check")))


def band_as_data(band: Band) -> dict[str, str]:
    """As packs write it."""
    said = {"key": band.key, "label": band.label}
    if band.low is not None:
        said["from" if band.has_low else "above"] = str(band.low)
    if band.high is not None:
        said["to" if band.has_high else "below"] = str(band.high)
    return said


def check_rules(rules: Rules, most: Mapping[str, Decimal]) -> None:
    """BadLevels unless every score of every group (``most`` of each, by its code) has exactly one level.

    The gap is named: bands below 75 and above 75 leave “đúng 75 điểm”.
    """
    if not rules.bands:
        raise BadLevels(_("Bộ chỉ số chưa có mức nào. Hãy ghi ít nhất một mức với khoảng điểm."))
    if len({band.key for band in rules.bands}) < len(rules.bands):
        raise BadLevels(_("Hai mức có cùng mã. Hãy đặt mã khác nhau."))
    if rules.mandatory and not rules.rank(rules.mandatory):
        raise BadLevels(_("Mức khi thiếu điều kiện bắt buộc không có trong bảng mức."))
    _check_cover(rules.bands, _span(rules, most.values()))


def level_of(rules: Rules, totals: Mapping[str, Decimal], *, lacks: int) -> Band | None:
    """The level of totals by group; ``lacks``: how many mandatory conditions are not met. None without groups."""
    if not totals or not rules.bands:
        return None
    if rules.combine == "lowest":
        ranks = [rank_of(rules, total) for total in totals.values()]
        rank = min(ranks)
    else:
        whole = sum(totals.values(), ZERO)
        rank = rank_of(rules, whole / len(totals) if rules.combine == "mean" else whole)
    if lacks and rules.mandatory:
        rank = min(rank, rules.rank(rules.mandatory))
    return rules.bands[rank - 1] if rank else None


def rank_of(rules: Rules, score: Decimal) -> int:
    return next((n for n, band in enumerate(rules.bands, 1) if band.holds(score)), 0)


# ------------------------------------------------------------------ pieces


def _span(rules: Rules, most: Iterable[Decimal]) -> Decimal:
    """The highest score a level may be asked for."""
    tops = list(most) or [ZERO]
    return sum(tops, ZERO) if rules.combine == "sum" else max(tops)


def _check_cover(bands: Iterable[Band], most: Decimal) -> None:
    """Walk upwards: ``at`` is reached, ``open_`` says that it itself has no level yet."""
    at, open_ = ZERO, True
    for band in bands:
        low = ZERO if band.low is None else band.low
        if low > at or (low == at and open_ and not band.has_low):
            raise BadLevels(_gap(at, low, has_at=open_, has_low=not band.has_low))
        if low < at or (band.has_low and not open_ and low == at):
            said = _("Điểm %(score)s thuộc hai mức, “%(label)s” là một. Hãy sửa khoảng điểm.")
            raise BadLevels(said % {"score": format_number(low), "label": band.label})
        if band.high is None:
            at, open_ = max(at, most), False
        else:
            at, open_ = band.high, not band.has_high
    if at < most or (at == most and open_):
        raise BadLevels(_gap(at, most, has_at=open_, has_low=True))


def _gap(at: Decimal, low: Decimal, *, has_at: bool, has_low: bool) -> str:
    if at == low:
        gap = _("đúng %s điểm") % format_number(at)
    else:
        ends = {"at": format_number(at), "low": format_number(low)}
        first = _("từ %(at)s") if has_at else _("trên %(at)s")
        gap = f"{first % ends} {(_('đến %(low)s') if has_low else _('dưới %(low)s')) % ends} {_('điểm')}"
    return _("Chưa có mức nào cho %s. Hãy sửa khoảng điểm để mọi điểm đều có mức.") % gap


def _band(row: Mapping[str, Any]) -> Band:
    ends = {name: _number(row[name]) for name in ENDS if row.get(name) not in (None, "")}
    if {"from", "above"} <= ends.keys() or {"to", "below"} <= ends.keys():
        raise BadLevels(_("Mức “%s” có hai đầu cùng phía. Hãy chỉ giữ một.") % row.get("label", ""))
    low, high = ends.get("from", ends.get("above")), ends.get("to", ends.get("below"))
    if low is not None and high is not None and low > high:
        raise BadLevels(_("Mức “%s” có đầu dưới lớn hơn đầu trên.") % row.get("label", ""))
    return Band(row["key"], row["label"], low, "above" not in ends, high, "below" not in ends)


def _start(band: Band) -> tuple[Decimal, bool]:
    return (ZERO if band.low is None else band.low), not band.has_low


def _number(value: object) -> Decimal:
    try:
        number = Decimal(str(value).replace(",", "."))
    except InvalidOperation as error:
        raise BadLevels(_("“%s” không phải là số điểm.") % value) from error
    if not number.is_finite() or number < 0:
        raise BadLevels(_("“%s” không phải là số điểm.") % value)
    return number
