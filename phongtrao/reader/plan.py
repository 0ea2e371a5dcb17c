"""Outline to plan: run the readers of all sections and number what they found."""

from collections.abc import Mapping, Sequence
from typing import Any

from phongtrao.reader.agenda import read_agenda
from phongtrao.reader.awards import read_award_forms, read_more_rules
from phongtrao.reader.citations import read_citations
from phongtrao.reader.closing import read_signature
from phongtrao.reader.contacts import read_contacts
from phongtrao.reader.criteria import read_criteria
from phongtrao.reader.dates import Period, read_period
from phongtrao.reader.duties import (
    find_duties,
    promises,
    read_due_tasks,
    read_responsibilities,
)
from phongtrao.reader.event import find_event, read_event
from phongtrao.reader.header import Header, read_header, split_header
from phongtrao.reader.indicators import read_goals, read_indicators
from phongtrao.reader.items import asks_too, part_requirements, read_items
from phongtrao.reader.lists import read_budget, read_phases, read_subjects
from phongtrao.reader.model import Finding
from phongtrao.reader.outline import Outline
from phongtrao.reader.recast import doubted
from phongtrao.reader.recipients import read_recipients
from phongtrao.reader.reports import find_promises, read_reports_due
from phongtrao.reader.sections import Sections, find_bases, find_sections
from phongtrao.reader.tasks import find_prose_tasks, read_tasks

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
    header = split_header(outline.header)
    document = [*read_header(header), *read_signature(outline.closing)]
    event = find_event(outline, str(_field(document, "title") or ""))
    sections = find_sections(outline, is_damaged=is_damaged, has_event=bool(event))
    issuer = str(_field(document, "issuing_unit") or "")
    period = _period(header, document)
    duties = find_duties(outline, sections, issuer or "Cơ quan ban hành")
    prose = find_prose_tasks(sections, period)
    frame = [*header.title, *([header.subtitle] if header.subtitle else []), *header.preamble]
    bases = find_bases(sections)
    in_frame = {id(paragraph) for paragraph in (*frame, *header.letterhead)}
    body = [paragraph for paragraph in outline.paragraphs() if id(paragraph) not in in_frame]
    own_number = _field(document, "number")
    findings = _find_items(sections, prose)
    findings |= {
        "document": document,
        "award_rules": [*findings["award_rules"], *read_more_rules(sections)],
        "legal_bases": read_citations(
            [*frame, *bases], body, str(own_number) if own_number else None
        ),
        "subjects": read_subjects(sections),
        "phases": read_phases(sections, has_event=bool(event)),
        "event": read_event(sections, event),
        "tasks": sorted(
            [*read_tasks(outline, period), *prose.values(), *read_due_tasks(duties, period)],
            key=lambda finding: finding.first,
        ),
        "indicators": read_indicators(outline, sections, _title(header)),
        "criteria": read_criteria(sections),
        "award_forms": read_award_forms(outline, sections, issuer),
        "responsibilities": read_responsibilities(duties),
        "reports_due": read_reports_due(
            [*promises(duties), *find_promises(sections, period)], period
        ),
        "agenda": read_agenda(outline, sections),
        "budget": read_budget(sections),
        "recipients": read_recipients(outline.closing),
        "contacts": read_contacts([*body, *outline.conclusion]),
    }
    return findings


def _find_items(sections: Sections, prose: Mapping[int, Finding]) -> Findings:
    """The plain lists; ``prose`` are the nodes that are tasks."""
    found: Findings = {role: read_items(sections, role, prose) for role in ITEM_SECTIONS}
    if not found["requirements"] and asks_too(sections):
        found["purposes"], found["requirements"] = part_requirements(found["purposes"])
    found["purposes"] += read_goals(sections)
    doubts = {role: list(map(doubted, found[role])) for role in ("contents", "solutions")}
    return found | doubts


def _period(header: Header, document: Sequence[Finding]) -> Period | None:
    issued = _field(document, "date")
    return read_period(_title(header), issued["year"] if issued else None)


def _title(header: Header) -> str:
    return " ".join(paragraph.text for paragraph in header.title)


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
