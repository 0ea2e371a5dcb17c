"""What was sent, paragraph by paragraph, so that two sendings can be compared."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.documents.comparison import Passage


def passages_of(data: Mapping[str, Any]) -> list[Passage]:
    """``data`` of a SubmissionVersion."""
    return list(_passages(data))


def _passages(data: Mapping[str, Any]) -> Iterator[Passage]:
    meeting, where = data["minutes"], _("Danh sách")
    for row in meeting["list"]:
        cells = (row["name"], row["job"], row["unit"], row["form"], row["brief"])
        yield Passage(" – ".join(filter(None, cells)), where)
    for name in ("met_at", "chair", "secretary", "discussion"):
        yield from _lines(meeting[name], _("Biên bản họp"))
    for key, report in data["reports"].items():
        who = report["name"]
        for section in report["sections"]:
            yield from _lines(section["text"], f"{who}: {section['label']}")
        yield from _lines(report["summary"], f"{who}: {_('Tóm tắt')}")
        yield from _lines(report["brief"], f"{who}: {_('Trích ngang')}")
        for one in data["claims"].get(key, ()):
            yield Passage(one["words"], f"{who}: {_('Thành tích')}")


def _lines(text: str, where: str) -> Iterator[Passage]:
    for line in text.splitlines():
        if line.strip():
            yield Passage(line.strip(), where)
