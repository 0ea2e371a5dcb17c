"""The gap map: units by criteria, drawn; and the same gaps by criterion, verifier and year."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from phongtrao.assessments.access.campaigns import overseen_campaigns
from phongtrao.assessments.models import Assessment, Campaign, Criterion
from phongtrao.assessments.queries.gaps import (
    Gap,
    Strictness,
    Visit,
    cells_of,
    gaps_by_criterion,
    gaps_by_verifier,
    gaps_by_year,
    visits_of,
    with_gap,
)
from phongtrao.assessments.rows import Way
from phongtrao.lib.numbers import format_number
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.web.tables import Address

ON_A_PAGE = 40
# Share of the criterion's points by which the self score lies above: the class of the cell.
STEPS = ((Decimal("0.5"), "g3"), (Decimal("0.2"), "g2"), (Decimal(0), "g1"))


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` is markup; ``summary`` says the largest gaps in words (phones)."""

    name: str
    url: str
    gap: str
    cells: SafeString
    summary: str


@dataclass(frozen=True)
class GapPage:
    campaign: Campaign
    leaves: list[Criterion]
    rows: list[Row]
    page: "Page[Any]"
    address: Address
    criteria: list[Gap]
    verifiers: list[Strictness]
    years: list[Gap]
    visits: list[Visit]

    @classmethod
    def build(cls, campaign: Campaign, user: AbstractBaseUser, params: QueryDict) -> "GapPage":
        page = Paginator(judged(campaign), ON_A_PAGE).get_page(params.get("trang"))
        leaves = campaign.edition.leaves
        return cls(
            campaign=campaign,
            leaves=leaves,
            rows=list(_rows(list(page), leaves)),
            page=page,
            address=Address(params),
            criteria=gaps_by_criterion(campaign),
            verifiers=gaps_by_verifier(campaign),
            years=gaps_by_year(campaign, overseen_campaigns(user)),
            visits=visits_of(campaign),
        )

    @property
    def previous_url(self) -> str:
        return self.address.with_("trang", self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self.address.with_("trang", self.page.number + 1) if self.page.has_next() else ""

    @property
    def legend(self) -> list[tuple[str, str]]:
        return [
            ("g0", _("khớp")),
            ("g1", _("tự chấm cao hơn dưới 20% điểm của tiêu chí")),
            ("g2", _("cao hơn từ 20%")),
            ("g3", _("cao hơn từ 50%, hoặc tự nhận đạt mà chưa đạt")),
            ("gm", _("tự chấm thấp hơn")),
        ]


def judged(campaign: Campaign) -> Any:
    """The widest gap first."""
    rows = with_gap(campaign.assessments.filter(status__in=Assessment.Status.judged))
    ordered = rows.order_by(F("gap").desc(nulls_last=True), "unit__sort_key", "pk")
    return ordered.select_related("unit")


def _rows(assessments: list[Assessment], leaves: list[Criterion]) -> Iterator[Row]:
    cells = cells_of([one.pk for one in assessments])
    for one in assessments:
        own = cells.get(one.pk, {})
        drawn = [_cell(leaf, *own.get(leaf.pk, (None, None))) for leaf in leaves]
        gap = one.gap  # type: ignore[attr-defined]  # annotated
        yield Row(
            name=one.unit.name,
            url=reverse("assessments:assessment", args=[one.pk]),
            gap="—" if gap is None else format_number(gap),
            cells=mark_safe("".join(drawn)),  # noqa: S308 -- numbers and classes of this module
            summary=_summary(leaves, own),
        )


def _cell(leaf: Criterion, own: Decimal | None, given: Decimal | None) -> str:
    if own is None or given is None:
        return "<td>—"
    gap = own - given
    if not gap:
        return '<td class="g0">0'
    if leaf.way == Way.CONDITION:
        return f'<td class="{"g3" if gap > 0 else "gm"}">{"✕" if gap > 0 else "✓"}'
    return f'<td class="{class_of(gap, leaf.most or Decimal(1))}">{format_number(gap)}'


def class_of(gap: Decimal, most: Decimal) -> str:
    if gap < 0:
        return "gm"
    return next(name for step, name in STEPS if gap / most >= step)


def _summary(leaves: list[Criterion], own: dict[int, Any]) -> str:
    found = []
    for leaf in leaves:
        said, given = own.get(leaf.pk, (None, None))
        if said is not None and given is not None and said > given:
            found.append((said - given, leaf.code))
    found.sort(reverse=True)
    words = ", ".join(f"{code}: {format_number(gap)}" for gap, code in found[:4])
    return words or _("khớp mọi tiêu chí")


# ------------------------------------------------------------------ workbook


def gap_workbook(page: GapPage) -> bytes:
    """Four sheets: the whole map, criteria, verifiers, years."""
    title = str(page.campaign)
    leaves = page.leaves
    heads = [Column("unit", _("Đơn vị")), Column("gap", _("Chênh lệch"))]
    heads += [Column(f"c{leaf.pk}", leaf.code) for leaf in leaves]
    gap_heads = [
        Column("name", _("Tiêu chí, người, năm")),
        Column("scores", _("Số điểm đã thẩm định")),
        Column("lowered", _("Bị hạ")),
        Column("raised", _("Được nâng")),
        Column("mean", _("Chênh lệch trung bình")),
    ]
    parts = {
        _("Theo tiêu chí"): page.criteria,
        _("Theo năm"): page.years,
    }
    contents = [SheetContent(_("Bản đồ chênh lệch"), heads, _sheet_rows(page))]
    contents += [SheetContent(name, gap_heads, map(_gap_row, gaps)) for name, gaps in parts.items()]
    contents.insert(2, _verifier_sheet(gap_heads, page.verifiers))
    return write_workbook(contents, title=title)


def _verifier_sheet(gap_heads: Sequence[Column], verifiers: Iterable[Strictness]) -> SheetContent:
    """As the page shows them: who has judged nothing yet has no mean."""
    name, *numbers = gap_heads
    units = [Column("given", _("Được giao")), Column("units", _("Đã thẩm định"))]
    apart = Column("apart", _("So với trung bình"))
    rows = []
    for one in verifiers:
        who, *counted = _gap_row(one.gap)
        rows.append([who, one.given, one.units, *counted, one.apart and round(one.apart, 2)])
    return SheetContent(_("Theo người thẩm định"), [name, *units, *numbers, apart], rows)


def _sheet_rows(page: GapPage) -> Iterator[list[Any]]:
    rows = list(judged(page.campaign))
    cells = cells_of([one.pk for one in rows])
    for one in rows:
        own = cells.get(one.pk, {})
        pairs = [own.get(leaf.pk, (None, None)) for leaf in page.leaves]
        gaps = [None if a is None or b is None else a - b for a, b in pairs]
        yield [one.unit.name, one.gap, *gaps]


def _gap_row(gap: Gap) -> list[Any]:
    mean = round(gap.mean, 2) if gap.scores else None
    return [gap.name, gap.scores, gap.lowered, gap.raised, mean]
