"""The rows a fact rests on, as an official names them: “app.model:key” → words and, where there is one, a page."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import parse_period
from phongtrao.lib.rules import CATALOGUE

RATINGS = CATALOGUE["rating"].levels


@dataclass(frozen=True, slots=True)
class Source:
    """One row: what it is, of which day or decision."""

    words: str


def sources_of(rows: Iterable[str]) -> dict[str, Source]:
    """Every row that is still there, a query for each model."""
    keys: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        model, _colon, key = row.partition(":")
        keys[model].append(int(key))
    found: dict[str, Source] = {}
    for model, wanted in keys.items():
        say = SAID.get(model, str)
        related = RELATED.get(model, ())
        for one in apps.get_model(model).objects.filter(pk__in=wanted).select_related(*related):
            found[f"{model}:{one.pk}"] = Source(say(one))
    return found


def _rating(row: Any) -> str:
    """Of a collective with its name: it may be one that the asked one follows."""
    names = list(RATINGS.values())
    level = names[row.level - 1] if row.level else _("không thuộc diện xếp loại")
    said = _("Xếp loại %(year)s: %(level)s") % {"year": _year(row), "level": level}
    said = said if row.person_id else f"{said} – {row.unit}"
    return f"{said} ({_dated(row.decision, row.decided_on)})" if row.decision else said


def _recognition(row: Any) -> str:
    said = f"{row.creation.title} – {row.get_scope_display()}"
    return f"{said} ({_dated(row.decision, row.decided_on)})"


def _award(row: Any) -> str:
    return f"{row.honour} {_year(row)} ({_dated(row.decision, row.decided_on)})"


def _registration(row: Any) -> str:
    said = _("Đăng ký thi đua %(year)s, ngày %(day)s")
    return said % {
        "year": _year(row),
        "day": format_date(row.registered_on),
    }


def _year(row: Any) -> str:
    """“năm học 2025–2026”"""
    return parse_period(row.period).label.lower()


def _task(row: Any) -> str:
    return f"{row.title} – {row.rating_label or row.rating}, {format_date(row.accepted_on)}"


def _dated(decision: str, day: Any) -> str:
    return ", ".join(filter(None, [decision, format_date(day) if day else ""]))


RELATED: Mapping[str, tuple[str, ...]] = {
    "orgs.yearlyrating": ("unit",),
    "recognition.scoperecognition": ("creation",),
    "awards.award": ("honour",),
    "activities.contribution": ("activity",),
    "literacy.completion": ("version__framework",),
}
SAID: Mapping[str, Callable[[Any], str]] = {
    "orgs.yearlyrating": _rating,
    "recognition.scoperecognition": _recognition,
    "awards.award": _award,
    "awards.registration": _registration,
    "research.researchtask": _task,
    "activities.contribution": lambda row: str(row.activity),
    "literacy.completion": lambda row: f"{row.version}, {format_date(row.done_on)}",
}
