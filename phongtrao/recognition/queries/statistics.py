"""How many creations there are by unit, level, field, theme, sex of their authors, year. S0-05, S0-32, S0-46."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.orgs.models import Person
from phongtrao.orgs.queries import level_choices
from phongtrao.recognition.models import Adoption, Creation, IpAsset, ScopeRecognition
from phongtrao.recognition.queries.library import standing_scopes, year_label

WIDE = ("province", "ministry", "nation")
SEX = "shares__person__sex"
LEAST = 5
COUNTS = ("creations", "authors", "wide", "used", "filed")


@dataclass(frozen=True, slots=True)
class Dimension:
    """``column``: what rows are grouped by; ``word``: the filter of the library that opens a row, "" for none."""

    key: str
    label: str | Promise
    column: str
    word: str = ""


DIMENSIONS: Mapping[str, Dimension] = {
    one.key: one
    for one in (
        Dimension("linh_vuc", gettext_lazy("Lĩnh vực"), "area", "linh_vuc"),
        Dimension("chu_de", gettext_lazy("Chủ đề"), "theme", "chu_de"),
        Dimension("don_vi", gettext_lazy("Đơn vị"), "unit__name", "don_vi"),
        Dimension("cap", gettext_lazy("Cấp học"), "unit__level", "cap"),
        Dimension("nam", gettext_lazy("Năm"), "year", "nam"),
        Dimension("loai", gettext_lazy("Loại"), "kind", "loai"),
        Dimension("giai_phap", gettext_lazy("Loại giải pháp"), "solution"),
        Dimension("pham_vi", gettext_lazy("Phạm vi công nhận"), "best_scope", "pham_vi"),
        Dimension("gioi", gettext_lazy("Giới tính của tác giả"), SEX),
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    label: str
    creations: int
    authors: int
    wide: int  # recognised in the province or farther
    used: int  # that somebody else uses
    filed: int  # that led to a filing or a title of intellectual property


def lines_of(
    rows: QuerySet[Creation], dimension: Dimension, rights: QuerySet[IpAsset]
) -> list[Line]:
    """The largest group first; two queries. A work of a man and a woman stands in both their lines.

    ``rights``: the filings and titles that the reader may know of.
    """
    best = standing_scopes().filter(creation=OuterRef("pk"))
    used = Adoption.objects.filter(creation=OuterRef("pk"), status__in=Adoption.Status.counted)
    wide = ScopeRecognition.objects.filter(creation=OuterRef("pk"), revoked_on=None, scope__in=WIDE)
    grouped = (
        rows.order_by()
        .annotate(
            best_scope=Subquery(best.values("scope")[:1]),
            is_used=Exists(used),
            is_wide=Exists(wide),
            is_filed=Exists(rights.filter(creation=OuterRef("pk"))),
        )
        .values(dimension.column)
        .annotate(
            creations=Count("pk", distinct=True),
            authors=Count("shares__person", distinct=True),
            wide=Count("pk", distinct=True, filter=Q(is_wide=True)),
            used=Count("pk", distinct=True, filter=Q(is_used=True)),
            filed=Count("pk", distinct=True, filter=Q(is_filed=True)),
        )
    )
    name = _namer(dimension)
    found = [_line(row, row[dimension.column] or "", name) for row in grouped]
    if dimension.column == SEX:
        found = _without_few(found)
    if dimension.column == "year":
        return sorted(found, key=lambda line: line.key)
    return sorted(found, key=lambda line: (-line.creations, line.label))


def _without_few(lines: list[Line]) -> list[Line]:
    """Sex is personal data: of a few people a count would tell who."""
    few = [line for line in lines if line.authors < LEAST]
    kept = [line for line in lines if line.authors >= LEAST]
    if not few:
        return kept
    label = _("Nhóm dưới %d người, không tách giới") % LEAST
    sums = (sum(getattr(line, name) for line in few) for name in COUNTS)
    return [*kept, Line("", label, *sums)]


def _line(row: dict[str, Any], key: str, name: Callable[[str], str]) -> Line:
    label = name(key) if key else _("Không ghi")
    counts = (row[field] for field in COUNTS)
    return Line(key, label, *counts)


def _namer(dimension: Dimension) -> Callable[[str], str]:
    """Key of a group → how it is called."""
    match dimension.column:
        case "unit__level":
            known = dict(level_choices())
        case "kind":
            known = dict(Creation.Kind.choices)
        case "best_scope":
            known = dict(ScopeRecognition.Scope.choices)
        case _ if dimension.column == SEX:
            known = dict(Person.Sex.choices)
        case "year":
            return year_label
        case _:
            known = {}
    return lambda key: str(known.get(key, key))
