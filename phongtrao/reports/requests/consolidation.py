"""From what the units handed in to the facts of the consolidated paper; four queries."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from phongtrao.base.words import office_language
from phongtrao.documents.fields import FieldKind
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.orgs.queries import superior_name
from phongtrao.plans.queries.owed import counts_of
from phongtrao.reports.facts import Letter
from phongtrao.reports.models import ReportRequest
from phongtrao.reports.requests.facts import ChoiceFacts, NumberFacts, RequestFacts, TextFacts
from phongtrao.reports.requests.queries import fields_of, handed_answers, owed_answers
from phongtrao.reports.requests.totals import NumberTotal, Silent, consolidate

IN_TABLE = frozenset({FieldKind.NUMBER, FieldKind.CHOICE, FieldKind.YES_NO})


def request_facts(
    request: ReportRequest, *, letter: Letter | None = None, as_of: date | None = None
) -> RequestFacts:
    """What is handed in as of today; who has not is named, and is in no number."""
    fields, handed = fields_of(request), handed_answers(request)
    beside = [field for field in fields if field.kind in IN_TABLE]
    counts = counts_of(request.answers.all())
    with office_language():  # the facts go into a paper
        totals = consolidate(fields, handed)
        rows = tuple((row.unit, *(row.shown(field) for field in beside)) for row in handed)
    return RequestFacts(
        request=request.pk,
        title=request.title,
        owner=request.owner.name,
        superior=superior_name(request.owner),
        basis=basis_words(request),
        due_on=request.due_on.isoformat(),
        as_of=(as_of or timezone.localdate()).isoformat(),
        asked=counts.asked,
        handed=counts.handed,
        accepted=counts.accepted,
        owed=tuple(owed_answers(request).values_list("unit__name", flat=True)),
        numbers=tuple(_number(total) for total in totals.numbers),
        choices=tuple(
            ChoiceFacts(t.field.label, t.counts, _names(t.silent)) for t in totals.choices
        ),
        texts=tuple(
            TextFacts(t.field.label, tuple((unit, text) for _pk, unit, text in t.texts))
            for t in totals.gathered
        ),
        heads=tuple(field.full_label for field in beside),
        rows=rows,
        letter=letter or Letter(),
    )


def basis_words(request: ReportRequest) -> str:
    """What was typed, else the paper that asks: “Công văn số 12/SGDĐT-VP ngày 03/02/2026”."""
    paper = request.document
    if request.basis or paper is None:
        return request.basis
    issued = f" ngày {format_date(paper.issued_on)}" if paper.issued_on else ""
    return f"{paper.get_kind_display()} số {paper.number}{issued}"


def _number(total: NumberTotal) -> NumberFacts:
    return NumberFacts(
        label=total.field.label,
        measure=total.field.measure,
        value="" if total.value is None else format_number(total.value),
        is_mean=total.is_mean,
        answered=total.answered,
        silent=_names(total.silent),
    )


def _names(silent: Iterable[Silent]) -> tuple[str, ...]:
    return tuple(row.unit for row in silent)
