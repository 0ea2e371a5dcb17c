"""What a sheet tells in several columns and the program keeps as one: a name, a day of birth."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.orgs.imports.reading import Rows

BIRTH = ("birth_day", "birth_month", "birth_year")


def join_names(rows: Rows) -> None:
    """“Họ và tên đệm” and “Tên” in two columns are one name."""
    families, givens = rows.columns.pop("family_name", None), rows.columns.pop("given_name", None)
    if "full_name" in rows.columns or givens is None:
        return
    families = families or [None] * len(rows)
    pairs = zip(families, givens, strict=True)
    rows.columns["full_name"] = [" ".join(filter(None, pair)) or None for pair in pairs]
    rows.labels["full_name"] = rows.labels["given_name"]


def join_births(rows: Rows) -> None:
    """“Ngày”, “Tháng” and “Năm” of birth in three columns are one day; part of one is refused."""
    parts = [rows.get(key) for key in BIRTH]
    is_told = any(rows.columns.pop(key, None) is not None for key in BIRTH)
    if "birth_date" in rows.columns or not is_told:
        return
    rows.labels["birth_date"] = next(rows.labels[key] for key in BIRTH[::-1] if key in rows.labels)
    bad = rows.bad()
    rows.columns["birth_date"] = [
        None if place in bad else _day(rows, place, said)
        for place, said in enumerate(zip(*parts, strict=True))
    ]


def _day(rows: Rows, place: int, said: Sequence[Any]) -> date | None:
    if not any(said):
        return None
    try:
        day, month, year = said
        return date(year, month, day)
    except (TypeError, ValueError):
        words = "/".join(str(part or "…") for part in said)
        fault = _(
            "“%s” không phải một ngày sinh. Hãy ghi đủ ngày, tháng, năm, hoặc để trống cả ba."
        )
        rows.refuse(place, "birth_date", fault % words)
    return None
