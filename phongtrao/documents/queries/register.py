"""Questions about official documents: what resembles them, what they cite and who cites them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.documents.models import Citation, DocumentKind, OfficialDocument
from phongtrao.lib.text import document_number, fold, loose_document_number, split_document_number
from phongtrao.orgs.models import Unit

DEPTH = 2
WIDEST = 12  # documents of one step that a picture can show

# Abbreviations as printed in symbols (NĐ 30/2020, phụ lục III); đ is written D in the stored value.
_SYMBOLS = {
    kind.value.upper().replace("ND", "NĐ").replace("QD", "QĐ"): kind
    for kind in DocumentKind
    if kind not in {DocumentKind.LAW, DocumentKind.LETTER, DocumentKind.OTHER}
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a clerk should look at; nothing is refused because of it."""

    sentence: str
    other: OfficialDocument | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document ``step`` citations away: below zero it is cited, above zero it cites."""

    document: OfficialDocument
    step: int


@dataclass(frozen=True, slots=True)
class CitationGraph:
    neighbours: tuple[Neighbour, ...]
    citations: tuple[Citation, ...]
    hidden: int = 0  # documents beyond the width of the picture


# ------------------------------------------------------------------ resemblance


def symbol_kind(number: str) -> DocumentKind | None:
    """The kind its symbol says: 4400/KH-SGDĐT → KH, 57-NQ/TW → NQ; None for letters and unknown ones."""
    symbol = split_document_number(number)[1].upper()
    return _SYMBOLS.get(symbol.replace("/", "-").split("-")[0])


def same_number(number: str, issuer_name: str) -> list[OfficialDocument]:
    """Documents of that number and issuer, any year: numbers begin again every January."""
    key = document_number(number)
    if not key:
        return []
    rows = OfficialDocument.objects.filter(number_key=key).order_by("pk")
    wanted = fold(issuer_name)
    return [row for row in rows if not wanted or fold(row.issuer_name) == wanted]


def similar_numbers(number: str) -> list[OfficialDocument]:
    """Documents whose number differs only in its separators or in D, Đ: 03/NQ-CP and 03-NQ/CP (SX-07)."""
    key, loose = document_number(number), loose_document_number(number)
    first = loose.split("-")[0]
    if not first.isdigit():
        return []
    rows = OfficialDocument.objects.filter(number_key__startswith=first).exclude(number_key=key)
    return [row for row in rows.order_by("pk") if loose_document_number(row.number) == loose]


def doubts_about(document: OfficialDocument, visible: QuerySet[OfficialDocument]) -> list[Doubt]:
    """Duplicates, conflicting dates (SX-01), type against symbol (SX-04), odd separators (SX-07).

    Others are named only where ``visible`` holds them.
    """
    same = same_number(document.number, document.issuer_name)
    near = similar_numbers(document.number)
    keys = {other.pk for other in (*same, *near)} - {document.pk}
    seen = set(visible.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    others = [
        other
        for other in same
        if other.pk in seen and other.status == OfficialDocument.Status.ISSUED
    ]
    return [
        *_mismatch(document),
        *(Doubt(_resemblance(document, other), other) for other in others),
        *(Doubt(_nearly(document, other), other) for other in near if other.pk in seen),
    ]


def _mismatch(document: OfficialDocument) -> Iterator[Doubt]:
    said = symbol_kind(document.number)
    if said and said != document.kind:
        yield Doubt(
            _(
                "Ghi là “%(kind)s” nhưng ký hiệu %(number)s là của “%(said)s”. Hãy đối chiếu bản gốc."
            )
            % {
                "kind": document.get_kind_display(),
                "number": document.number,
                "said": said.label,
            }
        )


def _resemblance(document: OfficialDocument, other: OfficialDocument) -> str:
    names = {"number": other.number, "day": _day(other.issued_on)}
    if not is_other_date(document.issued_on, other.issued_on):
        return _("Số %(number)s của cơ quan này đã có trong sổ. Hãy dùng bản đã có.") % names
    if document.issued_on and other.issued_on and document.issued_on.year == other.issued_on.year:
        return (
            _("Số %(number)s đã có trong sổ với ngày khác: %(day)s. Hãy đối chiếu bản gốc.") % names
        )
    return (
        _("Số %(number)s trong sổ còn một bản ghi ngày %(day)s. Hãy xem có phải cùng văn bản.")
        % names
    )


def _nearly(document: OfficialDocument, other: OfficialDocument) -> str:
    one, two = (document_number(d.number).replace("Đ", "D") for d in (document, other))
    said = (
        _("Trong sổ có %(document)s, số chỉ khác chữ D, Đ. Hãy xem có phải cùng văn bản.")
        if one == two
        else _("Trong sổ có %(document)s, số chỉ khác dấu ngăn. Hãy xem có phải cùng văn bản.")
    )
    return said % {"document": other}


def is_other_date(one: date | None, other: date | None) -> bool:
    """Two dates that contradict each other; one not known contradicts nothing."""
    return one is not None and other is not None and one != other


def _day(day: date | None) -> str:
    return date_format(day, "d/m/Y") if day else _("chưa rõ")


def search_documents(rows: QuerySet[OfficialDocument], text: str) -> QuerySet[OfficialDocument]:
    """By number however it is typed, or by words of abstract and issuer, with marks or without."""
    key = document_number(text)
    condition = Q(search_text__contains=fold(text))
    if any(c.isdigit() for c in key):
        condition |= Q(number_key__contains=key)
    return rows.filter(condition)


def unit_named(name: str) -> Unit | None:
    """A unit of ours with exactly this name; two of them name nobody."""
    wanted = fold(name)
    if not wanted:
        return None
    near = Unit.objects.standing().filter(search_text__startswith=wanted)[:5]
    found = [unit for unit in near if fold(unit.name) == wanted]
    return found[0] if len(found) == 1 else None


# ------------------------------------------------------------------ citations


def citation_graph(
    document: OfficialDocument, visible: QuerySet[OfficialDocument]
) -> CitationGraph:
    """What it cites and who cites it, two steps each way; one query a step. Drafts stay hidden."""
    backward = _walk(document, visible, "source", "target")
    forward = _walk(document, visible, "target", "source")
    citations = tuple(citation for _step, found in (*backward, *forward) for citation in found)
    neighbours, hidden = _neighbours(document, backward, forward)
    shown = {document.pk} | {neighbour.document.pk for neighbour in neighbours}
    kept = tuple(c for c in citations if c.source_id in shown and c.target_id in shown)
    return CitationGraph(neighbours, kept, hidden)


def _walk(
    document: OfficialDocument, visible: QuerySet[OfficialDocument], here: str, there: str
) -> list[tuple[int, list[Citation]]]:
    reached, seen, steps = {document.pk}, {document.pk}, []
    for step in range(1, DEPTH + 1):
        rows = Citation.objects.filter(
            **{f"{here}__in": reached, f"{there}__in": visible.values("pk")}
        )
        found = list(rows.select_related("source", "target").order_by("pk"))
        steps.append((step, found))
        reached = {getattr(citation, f"{there}_id") for citation in found} - seen
        seen |= reached
        if not reached:
            break
    return steps


def _neighbours(
    document: OfficialDocument,
    backward: Iterable[tuple[int, list[Citation]]],
    forward: Iterable[tuple[int, list[Citation]]],
) -> tuple[tuple[Neighbour, ...], int]:
    """Each document once, where it is nearest; a step shows no more than fits a picture."""
    seen, found, hidden = {document.pk}, [], 0
    for sign, steps, end in ((-1, backward, "target"), (1, forward, "source")):
        for step, citations in steps:
            fresh = {}
            for citation in citations:
                other = getattr(citation, end)
                if other.pk not in seen:
                    fresh[other.pk] = other
            seen |= fresh.keys()
            hidden += max(0, len(fresh) - WIDEST)
            found += [Neighbour(other, sign * step) for other in list(fresh.values())[:WIDEST]]
    return tuple(found), hidden
