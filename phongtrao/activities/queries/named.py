"""Whom the rows of a table mean: by code, else by name and unit, among those who worked there on the day.

Nobody is invented: a row that means no one, or several, is told.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.sheets import CellError
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Post, Unit
from phongtrao.orgs.queries import Bearers, bearers_of, write_unit

# Columns of every such table.
CODE, NAME, UNIT = gettext_lazy("Mã cán bộ"), gettext_lazy("Họ và tên"), gettext_lazy("Đơn vị")


@dataclass(frozen=True, slots=True)
class Named:
    """How one row names somebody; ``line`` of the sheet."""

    line: int
    code: str
    name: str
    unit: str
    day: date


def find_posts(rows: Sequence[Named], reach: QuerySet[Unit]) -> list[Post | CellError]:
    """Of each row the post of the one it means at a unit of ``reach`` on its day, or what is wrong with it.

    Four queries at most, however many rows there are.
    """
    inside = Post.objects.filter(unit__in=reach.order_by().values("pk"))
    inside = inside.select_related("person", "unit").order_by("-is_full", "pk")
    codes = {row.code for row in rows if row.code}
    by_code = _grouped(
        (one.person.code or "", one) for one in inside.filter(person__code__in=codes)
    )
    texts = {row.unit for row in rows if row.unit}
    known = bearers_of(texts)
    units = {text: known.one(text).pk for text in texts if not known.refusal(text)}
    names = {fold(row.name) for row in rows if not row.code}
    at_units = inside.filter(unit__in=set(units.values()), person__search_text__in=names)
    by_name = _grouped(((one.unit_id, one.person.search_text), one) for one in at_units)
    found: list[Post | CellError] = []
    for row in rows:
        if row.code:
            found.append(_by_code(row, by_code.get(row.code, []), known))
        elif not row.name:
            found.append(
                CellError(row.line, str(CODE), _("hãy ghi mã cán bộ, hoặc họ tên và đơn vị."))
            )
        elif row.unit not in units:
            said = known.refusal(row.unit) if row.unit else _("thiếu đơn vị. Hãy ghi đơn vị, hoặc mã cán bộ.")  # fmt: skip
            found.append(CellError(row.line, str(UNIT), said))
        else:
            found.append(_by_name(row, by_name.get((units[row.unit], fold(row.name)), [])))
    return found


def _by_code(row: Named, posts: Iterable[Post], known: Bearers) -> Post | CellError:
    there = [one for one in posts if row.day in one.days]
    if not there:
        said = _("không có ai mang mã “%s” công tác ở đơn vị bạn được ghi vào ngày ấy.")
        return CellError(row.line, str(CODE), said % row.code)
    if row.name and fold(row.name) != there[0].person.search_text:
        return CellError(row.line, str(NAME), _("họ tên không khớp với mã. Hãy kiểm tra lại."))
    if row.unit:
        there = [one for one in there if _is_called(one.unit, row.unit, known)]
    if not there:
        return CellError(row.line, str(UNIT), _("mã này không công tác ở đơn vị ghi trong dòng."))
    return there[0]


def _is_called(unit: Unit, text: str, known: Bearers) -> bool:
    """Also one that stands no more, by the name it bears in what was exported."""
    own = {fold(unit.name), fold(write_unit(unit))}
    return fold(text) in own or any(one.pk == unit.pk for one in known.meant(text))


def _by_name(row: Named, posts: Iterable[Post]) -> Post | CellError:
    there = {one.person_id: one for one in posts if row.day in one.days}
    if len(there) == 1:
        return next(iter(there.values()))
    if there:
        return CellError(
            row.line, str(NAME), _("có nhiều người cùng tên ở đơn vị này. Hãy ghi mã cán bộ.")
        )
    said = _("không có ai tên như vậy công tác ở đơn vị này vào ngày ấy, hoặc đơn vị không thuộc bạn.")  # fmt: skip
    return CellError(row.line, str(NAME), said)


def _grouped(pairs: Iterable[tuple[Hashable, Post]]) -> dict[Hashable, list[Post]]:
    found: dict[Hashable, list[Post]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found
