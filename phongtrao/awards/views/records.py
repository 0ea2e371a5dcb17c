"""The records of a person and of a unit, for life, and their certificates."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phongtrao.awards.access import register as access
from phongtrao.awards.models import Award
from phongtrao.awards.record_paper import AWARD_RECORD, facts_of_record, fill_record, pdf_of
from phongtrao.awards.register_tables import OF_PERSON, OF_UNIT
from phongtrao.awards.views.pieces import NAV, paper_file
from phongtrao.base.http import SignedInRequest
from phongtrao.base.words import office_language
from phongtrao.documents.access import insist
from phongtrao.documents.content import PDF, WORD
from phongtrao.documents.numbering import file_title
from phongtrao.documents.services import current_version, read_file
from phongtrao.documents.word.render import fill_template
from phongtrao.orgs.queries.lineage import lineage
from phongtrao.orgs.tabs import tabs_of as unit_tabs
from phongtrao.web.tables import respond

Facts = dict[str, Any]


@require_GET
def of_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """For life, wherever it was given."""
    person = access.get_person(request.user, pk)
    rows = access.visible_awards(request.user).filter(person=person)
    may = access.can_certify(request.user, person)
    context: dict[str, Any] = NAV | {"person": person, "may_certify": may}
    return respond(request, OF_PERSON.of(rows, request.GET), "awards/of_person.html", context)


@require_GET
def of_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the unit and those it follows were given as collectives."""
    unit = access.get_unit(request.user, pk)
    line = lineage(unit)
    rows = access.visible_awards(request.user).filter(unit__in=line, person=None)
    context: dict[str, Any] = {
        "nav": "orgs",
        "unit": unit,
        "tabs": unit_tabs(unit, request.user, "awards"),
        "has_formers": len(line) > 1,
        "may_record": access.can_record(request.user, unit),
        "wide": True,
    }
    return respond(request, OF_UNIT.of(rows, request.GET), "awards/of_unit.html", context)


@require_GET
def paper_of_person(request: SignedInRequest, pk: int) -> HttpResponse:
    person = access.get_person(request.user, pk)
    insist(access.can_certify(request.user, person))
    rows = Award.objects.standing().filter(person=person).select_related("honour", "unit")
    issuer = access.certifying_unit(person)
    if issuer is None:  # the last post ended since it was asked
        raise Http404
    return _paper(facts_of_record(person, rows, issuer, timezone.localdate()), request)


@require_GET
def paper_of_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """With what those it follows were given: each line names whom."""
    unit = access.get_unit(request.user, pk)
    rows = Award.objects.standing().filter(unit__in=lineage(unit), person=None)
    told = rows.select_related("honour", "unit")
    return _paper(facts_of_record(unit, told, unit, timezone.localdate()), request)


def _paper(facts: Facts, request: SignedInRequest) -> HttpResponse:
    """As Word, or as ``?dang=pdf``."""
    content_type, ending, made = MADE.get(request.GET.get("dang", ""), MADE["docx"])
    with office_language():
        content = made(facts)
        name = f"{_('Giấy xác nhận khen thưởng')} {file_title(facts['holder'])}{ending}"
    return paper_file(content, content_type, name)


def _word_of(facts: Facts) -> bytes:
    template = read_file(current_version(AWARD_RECORD.key).file)
    return fill_template(template, AWARD_RECORD.places, fill_record(facts))


MADE: dict[str, tuple[str, str, Callable[[Facts], bytes]]] = {
    "docx": (WORD, ".docx", _word_of),
    "pdf": (PDF, ".pdf", pdf_of),
}
