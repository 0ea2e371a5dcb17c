"""What a dossier says, as plain data: its list, its meeting, its reports. Printed, sent and compared as this."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from phongtrao.base.words import office_language
from phongtrao.documents.queries.writing import place_of
from phongtrao.nominations.models import Nomination, Submission
from phongtrao.nominations.report_forms import ReportForm, form_of
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import superior_name


def listed(sent: Submission) -> QuerySet[Nomination]:
    """Those the unit asks for, in the order of the list; what was refused or withdrawn is none."""
    rows = sent.nominations.filter(status__in=Nomination.Status.living)
    return rows.select_related(
        "form__honour", "person", "unit", "submission__unit", "submission__round__owner"
    )


def head_of(unit: Unit) -> dict[str, Any]:
    return {
        "superior": superior_name(unit),
        "issuer": unit.name,
        "place": place_of(unit),
        "year": timezone.localdate().year,
    }


def row_of(found: Nomination) -> dict[str, Any]:
    """One line of the list."""
    return {
        "id": found.pk,
        "name": found.name,
        "job": found.job,
        "unit": found.unit.name if found.person_id else "",
        "form": found.form.honour.title,
        "brief": found.brief or found.achievement,
        "is_person": found.person_id is not None,
        "is_frontline": found.is_frontline,
        "ayes": found.ayes,
        "noes": found.noes,
        "invalid": found.invalid,
    }


def list_facts(sent: Submission, rows: Sequence[Nomination]) -> dict[str, Any]:
    with office_language():
        return head_of(sent.unit) | {
            "round": sent.round.title,
            "list": [row_of(one) for one in rows],
        }


def minutes_facts(sent: Submission, rows: Sequence[Nomination]) -> dict[str, Any]:
    return list_facts(sent, rows) | {
        "met_on": sent.met_on.isoformat() if sent.met_on else "",
        "met_at": sent.met_at,
        "chair": sent.chair,
        "secretary": sent.secretary,
        "present": sent.present,
        "absent": sent.absent,
        "discussion": sent.discussion,
    }


def report_facts(found: Nomination, head: dict[str, Any] | None = None) -> dict[str, Any]:
    """``head``: of the unit that asks, where it is known already."""
    form = form_of(found)
    is_person = found.person_id is not None
    return (head or head_of(found.submission.unit)) | {
        "number": form.number,
        "basis": form.basis,
        "honour": found.form.honour.title,
        "name": found.name,
        "sections": _sections(form, found.report),
        "summary": found.summary,
        "brief": found.brief,
        "confirms": "XÁC NHẬN CỦA THỦ TRƯỞNG ĐƠN VỊ" if is_person else "XÁC NHẬN CỦA CẤP TRÊN",
        "signs": "NGƯỜI BÁO CÁO" if is_person else "THỦ TRƯỞNG ĐƠN VỊ",
        "signer": found.name if is_person else "",
    }


def _sections(form: ReportForm, report: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "part": one.part,
            "label": one.label,
            "kind": one.kind,
            "columns": list(one.columns),
            "text": report.get(one.key, ""),
        }
        for one in form.sections
    ]
