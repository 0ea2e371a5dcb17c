"""A fact between the reader's schema and words: what a screen shows and a person types."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_number, parse_number
from phongtrao.lib.periods import PartialDate, parse_partial
from phongtrao.lib.text import fold
from phongtrao.plans.intake.sections import Field, Section
from phongtrao.plans.models import Phase, Task
from phongtrao.plans.timings import When, read_when
from phongtrao.reader.dates import is_quarterly
from phongtrao.reader.indicators import read_targets

Value = Mapping[str, Any]
Kind = Task.Timing
SIGNS = {"=": "", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}
_CLOCK = re.compile(r"([01]?\d|2[0-3])\s?(?::|h|giờ)\s?([0-5]\d)?’?(?: ?phút)?")
_LINE = re.compile(r"\s*((?:19|20|21)\d\d)\s*:\s*(.+)")
_DAY = re.compile(r"(?:(\d{1,2})\s?/\s?)?(?:(\d{1,2})\s?/\s?)?(\d{4})")
_YEARLY = re.compile(r"(\d{1,2})\s?/\s?(\d{1,2})(?: hằng năm)?")
_MONTHLY = re.compile(r"(?:ngày )?(\d{1,2}) hằng tháng")


# ------------------------------------------------------------------ whole facts


def title_of(section: Section, value: Value) -> str:
    """The words by which a fact is known on the screen and in the history."""
    names = [section.text] if section.text else []
    names += [field.name for field in section.fields]
    for name in names:
        field = section.field(name)
        if field and (said := say(field, value.get(name))):
            return f"{field.label}: {said}" if section.is_record else said
    return ""


def details_of(section: Section, value: Value) -> list[tuple[str, str]]:
    """(label, words) of the other filled fields."""
    head = section.text or section.fields[0].name
    if section.is_record:
        return []
    if section.key == "reports_due":
        return _report_details(section, value)
    pairs = [(str(f.label), say(f, value.get(f.name))) for f in section.fields if f.name != head]
    return [(label, said) for label, said in pairs if said]


def said_in_full(section: Section, value: Value) -> str:
    """A fact in one line: its words, then its other fields with their names."""
    parts = [title_of(section, value)]
    parts += [f"{label}: {said}" for label, said in details_of(section, value)]
    return "; ".join(part for part in parts if part)


def _report_details(section: Section, value: Value) -> list[tuple[str, str]]:
    """Day, month, year and whether it comes round are one thing to the eye: the day it is due."""
    pairs = [(str(f.label), str(value.get(f.name) or "")) for f in section.fields]
    shown = [*pairs[:1], *pairs[2:3], (_("Hạn nộp"), say_report_day(value))]
    return [(label, said) for label, said in shown if said]


def say_report_day(value: Value) -> str:
    """“15/12/2026”, “15/12 hằng năm”, “ngày 20 hằng tháng”, “ngày 25 tháng cuối mỗi quý”."""
    day, month = value.get("day"), value.get("month")
    if day and not month and is_quarterly(value.get("about") or ""):
        return str(_("ngày %02d tháng cuối mỗi quý") % day)
    try:
        return say_partial(partial_of(value))
    except ValueError:
        return "/".join(f"{part:02}" for part in (day, month, value.get("year")) if part)


def text_of(value: Value) -> str:
    """Every word of a fact, to compare one with another."""
    parts: list[str] = []
    for part in (said for name, said in value.items() if name != "rule"):
        items = part if isinstance(part, list) else [part]
        for item in items:
            parts += (
                map(str, item.values()) if isinstance(item, Mapping) else [str(item)] * bool(item)
            )
    return " ".join(parts)


# ------------------------------------------------------------------ saying


def say(field: Field, value: Any) -> str:
    """The value of one field in words; empty when there is none."""
    if value in (None, "", [], {}):
        return ""
    return SAYINGS.get(field.kind, str)(value) if field.kind != "choice" else _label(field, value)


def _label(field: Field, value: Any) -> str:
    return str(dict(field.choices).get(value, value))


def say_partial(text: str) -> str:
    """2025-08-20 → 20/08/2025; --12-15 → 15/12 hằng năm; what is no date stays as it is."""
    try:
        when = parse_partial(text)
    except BadInput:
        return text
    if when.year is None:
        day = f"{when.day:02}"
        return (
            _("%s hằng năm") % f"{day}/{when.month:02}"
            if when.month
            else _("ngày %s hằng tháng") % day
        )
    return "/".join(f"{part:02}" for part in (when.day, when.month, when.year) if part)


def say_targets(targets: Iterable[Mapping[str, Any]]) -> list[str]:
    """One line a target, as ``read_target_lines`` reads it back."""
    return [f"{t['year']}: {t['text']}" if t.get("year") else str(t["text"]) for t in targets]


def parties_of(value: Mapping[str, Any]) -> list[str]:
    """The names of a task as written, who leads it first; each once."""
    names = [*(value.get("lead_units") or []), *(value.get("coordinating_units") or [])]
    return list(dict.fromkeys(name for name in names if name.strip()))


def partial_of(parts: Mapping[str, int | None]) -> str:
    """{"year": 2025, "month": 8, "day": None} → 2025-08."""
    return str(PartialDate(parts.get("year"), parts.get("month"), parts.get("day")))


SAYINGS: dict[str, Callable[[Any], str]] = {
    "names": "; ".join,
    "targets": lambda value: "; ".join(say_targets(value)),
    "yes": lambda value: _("Có") if value else "",
    "amount": lambda value: format_number(value) if isinstance(value, int | float) else str(value),
    "partial": lambda value: say_partial(str(value)),
    "parts": lambda value: say_partial(partial_of(value)),
}


# ------------------------------------------------------------------ reading what was typed


def read_partial(text: str) -> str | None:
    """20/8/2025, 8/2025, 2025, 15/12, “ngày 20 hằng tháng” → partial ISO; BadInput otherwise."""
    words = " ".join(text.split()).removeprefix("ngày ") if "tháng" not in text else text.strip()
    if not words:
        return None
    try:
        return str(_partial(words))
    except (ValueError, TypeError):
        raise BadInput(
            _("“%s” không phải là ngày có thật. Hãy nhập, ví dụ, 20/08/2025.") % text
        ) from None


def _partial(words: str) -> PartialDate:
    if found := _DAY.fullmatch(words):
        one, two, year = (int(part) if part else None for part in found.groups())
        return PartialDate(year, two or one, one if two else None)
    if found := _YEARLY.fullmatch(words):
        return PartialDate(None, int(found[2]), int(found[1]))
    if found := _MONTHLY.fullmatch(words):
        return PartialDate(None, None, int(found[1]))
    return parse_partial(words)


def parts_of(partial: str | None) -> dict[str, int | None] | None:
    """The reverse of ``partial_of``."""
    if partial is None:
        return None
    when = parse_partial(partial)
    if when.year is None:
        raise BadInput(_("Ngày ban hành phải có năm. Hãy nhập, ví dụ, 20/08/2025."))
    return {"year": when.year, "month": when.month, "day": when.day}


def read_clock(text: str) -> str | None:
    """14:20, 14h20, 14 giờ → 14:20."""
    if not text.strip():
        return None
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        raise BadInput(_("“%s” không phải là giờ. Hãy nhập, ví dụ, 14:20.") % text)
    return f"{int(found[1]):02}:{found[2] or '00'}"


def read_amount(text: str) -> int | float | str | None:
    """A number where it is one, else the name of a rank."""
    if not text.strip():
        return None
    try:
        number = parse_number(text)
    except BadInput:
        return text.strip()
    return int(number) if number == int(number) else float(number)


def read_target_lines(
    lines: Iterable[str], known: Iterable[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """“2030: > 95% cơ sở” → targets; a line nobody changed keeps what the reader understood."""
    before = [dict(target) for target in known]
    same = dict(zip(say_targets(before), before, strict=True))
    found: list[dict[str, Any]] = []
    for line in (" ".join(line.split()) for line in lines):
        if line:
            found += [same[line]] if line in same else _targets(line)
    return found


def _targets(line: str) -> list[dict[str, Any]]:
    found = _LINE.fullmatch(line)
    year, words = (int(found[1]), found[2]) if found else (None, line)
    unclear = {"comparator": "=", "value": None, "unit": None, "scope": None}
    read = read_targets(words, year)
    return [dict(t) for t in read] or [{"year": year, "text": words, **unclear}]


# ------------------------------------------------------------------ the time of a task


def when_of_value(value: Value, phases: Iterable[Phase] = ()) -> When:
    """The time of a task as written, else as the reader understood it. Never BadInput."""
    words = value.get("time") or ""
    try:
        when = read_when(words, phases)
    except BadInput:
        return When(text=words)
    if when.timing != Kind.UNSPECIFIED:
        return when
    kind, deadline = value.get("time_kind"), value.get("deadline") or ""
    return When(_timing(kind, deadline, words), deadline, words)


def _timing(kind: str | None, deadline: str, words: str) -> str:
    """time_kind and deadline of the schema → the kind a task keeps."""
    if kind == "separate_plan":
        return Kind.SEPARATE_PLAN
    if kind == "recurring" and not deadline:
        return Kind.CONTINUOUS
    if deadline.startswith("---"):
        return Kind.QUARTERLY if is_quarterly(words) else Kind.MONTHLY
    if deadline.startswith("--"):
        return Kind.YEARLY
    quarter_or_month = Kind.QUARTER if "qui" in fold(words).split() else Kind.MONTH
    by_length = {4: Kind.YEAR, 7: quarter_or_month, 10: Kind.DATE}
    return by_length.get(len(deadline), Kind.UNSPECIFIED)


def time_fields(words: str) -> dict[str, str | None]:
    """time, time_kind and deadline of the schema for words a person typed; BadInput for no real day."""
    when = read_when(words)
    kinds = {
        Kind.CONTINUOUS: "recurring",
        Kind.YEARLY: "recurring",
        Kind.MONTHLY: "recurring",
        Kind.QUARTERLY: "recurring",
        Kind.YEAR: "year",
        Kind.SEPARATE_PLAN: "separate_plan",
        Kind.UNSPECIFIED: "unspecified",
    }
    kind = kinds.get(Kind(when.timing), "date")
    return {"time": words or None, "time_kind": kind, "deadline": when.value or None}
