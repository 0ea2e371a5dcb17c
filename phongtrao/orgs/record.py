"""The socket of “hồ sơ của tôi”: every app shows a person what it keeps of them.

>>> register(Section("awards", _("Khen thưởng"), 50, awards_of))   # person → lines; one query

A section without lines is left out, unless it says ``empty``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from phongtrao.orgs.models import Person

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    when: str
    what: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    label: Text
    order: int
    lines: Callable[[Person], Sequence[Line]] = field(compare=False)
    empty: Text = ""


SECTIONS: dict[str, Section] = {}


def register(section: Section) -> None:
    SECTIONS[section.key] = section


def sections() -> list[Section]:
    return sorted(SECTIONS.values(), key=lambda section: section.order)
