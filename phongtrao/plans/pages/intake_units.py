"""What the names of a task mean, as its card says it: “nay là …” with the reason, for a person to confirm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Unit
from phongtrao.plans.intake.values import parties_of
from phongtrao.plans.queries.meanings import Meaning

MOST_OFFERED = 6


@dataclass(frozen=True, slots=True)
class NameSaid:
    """One name: a sentence, why, and the units a person may choose."""

    said: str
    words: str
    why: str
    offered: tuple[Unit, ...]
    is_confirmed: bool


def names_said(value: Mapping[str, Any], meanings: Mapping[str, Meaning]) -> list[NameSaid]:
    """Of the names of a task those about which there is something to tell."""
    return [name for said in parties_of(value) for name in _said(meanings.get(said))]


def _said(meaning: Meaning | None) -> Iterator[NameSaid]:
    if meaning is None:
        return
    if meaning.is_confirmed:
        words = _("“%(said)s” là %(unit)s, đã xác nhận.")
        words %= {"said": meaning.said, "unit": meaning.unit}
        yield NameSaid(meaning.said, words, "", (), is_confirmed=True)
    elif meaning.group:
        yield _told(meaning, _of_group(meaning), _why(meaning), ())
    elif meaning.ended_on or meaning.proposed:
        yield _told(meaning, _of_ended(meaning), _why(meaning), meaning.proposed)
    elif meaning.near:
        names = ", ".join(unit.name for unit in meaning.near)
        words = _("Không thấy đơn vị “%(said)s”. Có phải %(near)s?")
        yield _told(meaning, words % {"said": meaning.said, "near": names}, "", meaning.near)


def _told(meaning: Meaning, words: str, why: str, offered: tuple[Unit, ...]) -> NameSaid:
    return NameSaid(meaning.said, words, why, offered[:MOST_OFFERED], is_confirmed=False)


def _of_group(meaning: Meaning) -> str:
    count = ngettext(
        "“%(said)s”: %(n)d đơn vị vào ngày của kế hoạch.",
        "“%(said)s”: %(n)d đơn vị vào ngày của kế hoạch.",
        meaning.count,
    ) % {"said": meaning.said, "n": meaning.count}
    return f"{count} {_now(meaning)}" if meaning.proposed else count


def _of_ended(meaning: Meaning) -> str:
    if meaning.proposed:
        return f"“{meaning.said}”: {_now(meaning)}"
    return _("“%s” đã chấm dứt, chưa ghi đơn vị nào kế thừa.") % meaning.said


def _now(meaning: Meaning) -> str:
    names = ", ".join(unit.name for unit in meaning.proposed[:MOST_OFFERED])
    more = len(meaning.proposed) - MOST_OFFERED
    if more <= 0:
        return _("nay là %s.") % names
    return _("nay là %(names)s và %(n)d đơn vị nữa.") % {"names": names, "n": more}


def _why(meaning: Meaning) -> str:
    if meaning.ended_on and meaning.group:
        return _("Loại đơn vị này không còn từ ngày %s; công việc do đơn vị kế thừa làm.") % (
            format_date(meaning.ended_on)
        )
    if meaning.group:
        return _("Là nhiều đơn vị: chữ giữ nguyên, chọn đơn vị theo loại và cấp học khi giao việc.")
    if not meaning.ended_on:
        return _("Vào ngày của kế hoạch đơn vị mang tên “%s”; sau đó đổi tên.") % meaning.then
    words = _("%(then)s chấm dứt từ ngày %(day)s.")
    words %= {"then": meaning.then, "day": format_date(meaning.ended_on)}
    return f"{words} {meaning.act}." if meaning.act else words
