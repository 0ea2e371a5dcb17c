"""Outline to plan: run the readers of all sections and number what they found."""

from collections.abc import Sequence
from typing import Any

from phongtrao.reader.agenda import is_event, read_agenda, read_event
from phongtrao.reader.awards import read_award_forms
from phongtrao.reader.citations import read_citations
from phongtrao.reader.closing import read_recipients, read_signature
from phongtrao.reader.contacts import read_contacts
from phongtrao.reader.criteria import read_criteria
from phongtrao.reader.duties import (
    find_duties,
    read_due_tasks,
    read_reports_due,
    read_responsibilities,
)
from phongtrao.reader.header import read_header, split_header
from phongtrao.reader.items import read_items
from phongtrao.reader.lists import read_budget, read_indicators, read_phases, read_subjects
from phongtrao.reader.model import Finding
from phongtrao.reader.outline import Outline
from phongtrao.reader.recast import doubted
from phongtrao.reader.sections import find_sections
from phongtrao.reader.tasks import read_tasks

DOCUMENT_FIELDS = (
    "kind", "number", "symbol", "issuing_parent", "issuing_unit", "place", "date", "title",
    "subtitle", "signer_name", "signer_title", "signed_on_behalf",
)  # fmt: skip
_NEVER_NULL = ("kind", "issuing_unit", "title")
UNKNOWN = "Không rõ"
EVENT_FIELDS = ("form", "time", "deadline", "place")
ITEM_SECTIONS = (
    "purposes", "requirements", "contents", "solutions", "award_rules", "participants",
    "dossier_components",
)  # fmt: skip
SECTION_ORDER = (
    "document", "legal_bases", "purposes", "requirements", "subjects", "phases", "event",
    "contents", "solutions", "tasks", "indicators", "criteria", "award_forms", "award_rules",
    "responsibilities", "reports_due", "agenda", "participants", "dossier_components", "budget",
    "recipients", "contacts",
)  # fmt: skip

Findings = dict[str, list[Finding]]


def find_all(outline: Outline, *, is_damaged: bool) -> Findings:
    """What every section of schema.json holds, as findings with their blocks."""
    sections = find_sections(outline, is_damaged=is_damaged)
    header = split_header(outline.header)
    document = [*read_header(header), *read_signature(outline.closing)]
    issuer = str(_field(document, "issuing_unit") or "")
    duties = find_duties(outline, sections, issuer or "Cơ quan ban hành")
    frame = [*header.title, *([header.subtitle] if header.subtitle else []), *header.preamble]
    in_frame = {id(paragraph) for paragraph in (*frame, *header.letterhead)}
    body = [paragraph for paragraph in outline.paragraphs() if id(paragraph) not in in_frame]
    own_number = _field(document, "number")
    has_event = is_event(str(_field(document, "title") or ""))
    findings: Findings = {role: read_items(sections, role) for role in ITEM_SECTIONS}
    findings |= {
        role: [doubted(finding) for finding in findings[role]] for role in ("contents", "solutions")
    }
    findings |= {
        "document": document,
        "legal_bases": read_citations(frame, body, str(own_number) if own_number else None),
        "subjects": read_subjects(sections),
        "phases": read_phases(sections),
        "event": read_event(sections) if has_event else [],
        "tasks": [*read_tasks(outline), *read_due_tasks(duties)],
        "indicators": read_indicators(outline, sections),
        "criteria": read_criteria(sections),
        "award_forms": read_award_forms(outline, sections, issuer),
        "responsibilities": read_responsibilities(duties),
        "reports_due": read_reports_due(duties),
        "agenda": read_agenda(outline),
        "budget": read_budget(sections),
        "recipients": read_recipients(outline.closing),
        "contacts": read_contacts([*body, *outline.conclusion]),
    }
    return findings


def build_plan(findings: Findings) -> dict[str, Any]:
    """The findings in the shape of schema.json: every key is there, empty ones too."""
    plan: dict[str, Any] = {}
    for section in SECTION_ORDER:
        plan[section] = _section(section, findings.get(section, []))
    return plan


def _section(section: str, found: Sequence[Finding]) -> Any:
    if section == "document":
        document = _merged(DOCUMENT_FIELDS, found)
        return document | {field: document[field] or UNKNOWN for field in _NEVER_NULL}
    if section == "event":
        return _merged(EVENT_FIELDS, found) if found else None
    if section == "budget":
        return found[0].value["budget"] if found else None
    if section == "subjects":
        return {
            side: [finding.value[side] for finding in found if side in finding.value]
            for side in ("collectives", "individuals")
        }
    return [dict(finding.value) for finding in found]


def _merged(fields: Sequence[str], found: Sequence[Finding]) -> dict[str, Any]:
    return {field: _field(found, field) for field in fields}


def _field(found: Sequence[Finding], field: str) -> Any:
    return next((finding.value[field] for finding in found if field in finding.value), None)
