"""Socket: which papers the program writes from Word templates, and with what.

The app that fills a template registers its key in ``AppConfig.ready()``:

>>> register(TemplateKey(
...     key="reports.plan_report",
...     title=_("Báo cáo tổng hợp tiến độ kế hoạch"),
...     places=(Place("ten_ke_hoach", _("Tên kế hoạch")), Place("bang", _("Bảng …"), kind=Kind.BLOCK)),
...     fill=fill_plan_report,   # frozen facts (JSON) → place → value
...     sample=sample_facts,     # facts to try an uploaded template with
...     default=TEMPLATES / "plan_report.docx",
... ))

Names of places are Vietnamese without marks: the clerk who edits the template reads them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput

TEMPLATES = Path(__file__).resolve().parent.parent / "packs" / "templates"
Facts = Mapping[str, Any]
Values = Mapping[str, Any]


class Kind(Enum):
    TEXT = "text"
    BLOCK = "block"  # WordprocessingML made by the program; stands alone in its paragraph
    LIST = "list"  # rows to walk with {% for %}; their fields are named


@dataclass(frozen=True, slots=True)
class Place:
    """A named place of a template and what it means to the clerk who edits it."""

    name: str
    meaning: str | Promise
    kind: Kind = Kind.TEXT
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateKey:
    key: str
    title: str | Promise
    places: tuple[Place, ...]
    fill: Callable[[Facts], Values]
    sample: Callable[[], Facts]
    default: Path

    def place(self, name: str) -> Place | None:
        return next((place for place in self.places if place.name == name), None)


_KEYS: dict[str, TemplateKey] = {}


def register(key: TemplateKey) -> None:
    if _KEYS.setdefault(key.key, key) is not key:
        raise ValueError(f"template key {key.key!r} is registered twice")


def template_key(key: str) -> TemplateKey:
    """The registered key; raises BadInput for one that nobody fills."""
    if key not in _KEYS:
        raise BadInput(
            _("Không có mẫu văn bản “%(key)s”. Hãy chọn mẫu trong danh sách.") % {"key": key}
        )
    return _KEYS[key]


def template_keys() -> list[TemplateKey]:
    return sorted(_KEYS.values(), key=lambda key: key.key)
