"""The boxes of a form as flat rows, the way people type them: a heading is a row of its own.

>>> rows = [Row("d1", "Đặt vấn đề", SECTION), Row("o1", "Thực trạng", "long")]
>>> fields = fields_of(rows)
>>> (fields[0].key, fields[0].section)
('o1', 'Đặt vấn đề')
>>> [(row.kind, row.label) for row in rows_of(fields)]
[('section', 'Đặt vấn đề'), ('long', 'Thực trạng')]
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.documents.fields import BadField, Field

SECTION = "section"
SHARED = ("key", "label", "kind", "measure", "choices", "is_required", "hint", "least_words", "may_be_secret")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the editor: a box, or a heading over those below it."""

    key: str
    label: str
    kind: str
    measure: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = True
    hint: str = ""
    least_words: int = 0
    may_be_secret: bool = False


def rows_of(fields: Iterable[Field]) -> Iterator[Row]:
    for field in fields:
        if field.section:
            yield Row(f"d{field.key}", field.section, SECTION)
        yield Row(**{name: getattr(field, name) for name in SHARED})


def fields_of(rows: Iterable[Row]) -> list[Field]:
    """BadField where a heading has no name, or no box below it."""
    found: list[Field] = []
    heading: Row | None = None
    for row in rows:
        if row.kind == SECTION:
            _refuse_empty(heading)
            if not row.label.strip():
                raise BadField(_("Hãy ghi tên đề mục, hoặc bỏ dòng này."), row.key, "label")
            heading = row
        else:
            said = {name: getattr(row, name) for name in SHARED}
            found.append(Field(**said, section=heading.label if heading else ""))
            heading = None
    _refuse_empty(heading)
    return found


def _refuse_empty(heading: Row | None) -> None:
    if heading:
        said = _("Dưới đề mục “%s” chưa có ô nào. Hãy thêm ô ngay dưới, hoặc bỏ đề mục.")
        raise BadField(said % heading.label, heading.key, "label")
