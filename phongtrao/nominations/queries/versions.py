"""What was sent, paragraph by paragraph, so that two sendings can be compared."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.documents.comparison import Passage
from phongtrao.lib.numbers import format_date


def passages_of(data: Mapping[str, Any]) -> list[Passage]:
    """``data`` of a SubmissionVersion."""
    return list(_passages(data))


def _passages(data: Mapping[str, Any]) -> Iterator[Passage]:
    meeting, where = data["minutes"], _("Danh sách")
    for row in meeting["list"]:
        cells = (row["name"], row["job"], row["unit"], row["form"], row["brief"], _votes(row))
        yield Passage(" – ".join(filter(None, cells)), where)
    for label, words in _meeting(meeting):
        yield from _lines(f"{label}: {words}", _("Biên bản họp"))
    yield from _lines(meeting["discussion"], _("Biên bản họp"))
    for key, report in data["reports"].items():
        who = report["name"]
        for section in report["sections"]:
            yield from _lines(section["text"], f"{who}: {section['label']}")
        yield from _lines(report["summary"], f"{who}: {_('Tóm tắt')}")
        yield from _lines(report["brief"], f"{who}: {_('Trích ngang')}")
        for one in data["claims"].get(key, ()):
            yield Passage(_claim(one), f"{who}: {_('Thành tích')}")


def _votes(row: Mapping[str, Any]) -> str:
    if row["ayes"] is None:
        return ""
    said = _("%(ayes)s đồng ý, %(noes)s không đồng ý, %(invalid)s không hợp lệ")
    return said % {name: row[name] or 0 for name in ("ayes", "noes", "invalid")}


def _meeting(said: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    labels = {
        "met_on": _("Ngày họp"),
        "met_at": _("Nơi họp"),
        "chair": _("Chủ trì"),
        "secretary": _("Thư ký"),
        "present": _("Có mặt"),
        "absent": _("Vắng"),
    }
    for name, label in labels.items():
        if said[name] not in (None, ""):
            day = date.fromisoformat(said[name]) if name == "met_on" else None
            yield label, format_date(day) if day else said[name]


def _claim(one: Mapping[str, Any]) -> str:
    """With its paper: another one under the same words is a change."""
    if not one["evidence"]:
        return str(one["words"])
    return _("%(words)s (minh chứng số %(number)s)") % {
        "words": one["words"],
        "number": one["evidence"],
    }


def _lines(text: str, where: str) -> Iterator[Passage]:
    for line in text.splitlines():
        if line.strip():
            yield Passage(line.strip(), where)
