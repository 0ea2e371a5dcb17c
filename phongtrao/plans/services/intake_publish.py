"""From a reviewed intake to a plan in force, in one transaction: document, citations, movement, tasks.

Nothing is published unread (SX-03), and everything is published or nothing. What belongs to an app
above (targets, criteria, agenda) stays behind as confirmed facts; ``plans.intake.socket`` hands it on.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import move
from phongtrao.documents.models import Citation, DocumentKind, OfficialDocument
from phongtrao.documents.queries import same_number
from phongtrao.documents.services import (
    DocumentData,
    change_document,
    cite,
    find_or_register_cited,
    register_document,
)
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.periods import parse_partial
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import intake as access
from phongtrao.plans.access.amending import can_amend
from phongtrao.plans.intake.values import partial_of, parties_of, when_of_value
from phongtrao.plans.models import Intake, IntakeFact, Movement, Phase, Plan, Task
from phongtrao.plans.queries.intake import issuer_elsewhere, section_counts, where_pending
from phongtrao.plans.queries.meanings import Names, meanings_of
from phongtrao.plans.services.defects import check_text_of
from phongtrao.plans.services.intake import TRANSITIONS
from phongtrao.plans.services.movements import PhaseLine, create_movement, move_movement
from phongtrao.plans.services.plans import draft_plan, publish_plan
from phongtrao.plans.services.tasks import TaskDraft, import_tasks

S = IntakeFact.State
ROLES: Mapping[str, Citation.Role] = {
    "basis": Citation.Role.BASIS,
    "implements": Citation.Role.IMPLEMENTS,
    "reviews": Citation.Role.REVIEWS,
    "mentioned": Citation.Role.MENTIONS,
}
KINDS = {fold(str(label)): value for value, label in DocumentKind.choices}
TAKEN = ("document", "legal_bases", "tasks", "contacts")
WITH_MOVEMENT = ("phases", "contents", "subjects")
LONGEST = {"section": 300, "ordinal": 20, "deliverable": 300, "party": 300, "time": 200}
LONGEST_PHASE = 120
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Publication:
    """What the officer decides besides the facts. ``new_movement``: its title, empty for none.

    ``confirms_issuer``: the paper names another issuer, and the officer has seen it. ``amends``: the plan
    in force that the paper changes, as ``amending`` says; then a draft is made, to be paired first.
    """

    owner: Unit
    line: str
    starts_on: date
    ends_on: date | None = None
    movements: list[Movement] = field(default_factory=list)
    new_movement: str = ""
    parent: Plan | None = None
    confirms_issuer: bool = False
    amends: Plan | None = None
    amending: str = ""


class Facts:
    """The facts of an intake that have not been dropped, by section, in their order."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.rows: dict[str, list[IntakeFact]] = defaultdict(list)
        for fact in intake.facts.exclude(state=S.DROPPED).order_by("position", "pk"):
            self.rows[fact.section].append(fact)

    def of(self, section: str) -> list[IntakeFact]:
        return self.rows.get(section, [])

    def record(self, section: str) -> dict[str, Any]:
        """The fields of a section that is one record; of a field said twice the first."""
        found: dict[str, Any] = {}
        for fact in self.of(section):
            for name, value in fact.value.items():
                found.setdefault(name, value)
        return found


@transaction.atomic
def publish_intake(intake: Intake, publication: Publication, *, by: AbstractBaseUser) -> Plan:
    """Make a plan in force of the reviewed facts; of two officers at once one is told it is done.

    An amendment stays a draft until each of its changes is confirmed.

    BadInput names how many facts nobody has looked at and where, and tasks that lack something.
    """
    access.can_review(by, intake).enforce()
    if publication.amends:
        can_amend(by, publication.amends).enforce()
    # Before anything is asked: the UPDATE makes a second officer wait here, and then lose.
    move(intake, Intake.Status.PUBLISHED, TRANSITIONS)
    refuse_pending(intake)
    facts = Facts(intake)
    if not publication.confirms_issuer:
        _refuse_foreign(facts, publication.owner)
    try:
        document = _document(intake, facts, publication.owner, by)
        plan = _plan(facts, document, publication, by)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from error
    intake.plan = plan
    intake.save(update_fields=["plan"])
    if plan.parent:
        check_text_of(intake)  # the plan above is said only now
    waiting = _take_over(intake, with_movement=bool(publication.new_movement))
    tasks = len(facts.of("tasks"))
    record(intake, "plans.intake_published", by=by, tasks=tasks, waiting=waiting)
    return plan


def refuse_pending(intake: Intake) -> None:
    """Nothing is published unread: BadInput names how many facts wait, and in which sections."""
    counts = section_counts(intake)
    left = sum(count.pending for count in counts)
    if left:
        raise BadInput(
            _("Còn %(n)d mục chưa soát (%(where)s). Hãy soát hết rồi ban hành.")
            % {"n": left, "where": where_pending(counts)}
        )


def _refuse_foreign(facts: Facts, owner: Unit) -> None:
    if issuer := issuer_elsewhere(facts.record("document"), owner):
        said = _("Văn bản ghi “%(issuer)s” ban hành, không phải %(owner)s. Hãy sửa, hoặc xác nhận.")
        raise BadInput(said % {"issuer": issuer, "owner": owner})


# ------------------------------------------------------------------ the document


def document_data(facts: Facts, owner: Unit) -> DocumentData:
    """What the paper says of itself, as the register wants it; BadInput says all that it lacks."""
    if faults := document_faults(facts):
        raise BadInput(" ".join(faults))
    said = facts.record("document")
    title, number = said["title"], said.get("number") or ""
    issued_on = _whole_day(said.get("date"))
    subtitle = said.get("subtitle")
    return DocumentData(
        kind=KINDS.get(fold(said.get("kind") or ""), DocumentKind.PLAN),
        number=number,
        issued_on=issued_on,
        issuer=owner,
        abstract=f"{title} ({subtitle})" if subtitle else title,
        signer=(said.get("signer_name") or "")[:120],
        signer_title=(said.get("signer_title") or "")[:120],
        capacity=(said.get("signed_on_behalf") or "")[:60],
    )


def document_faults(facts: Facts) -> list[str]:
    """What keeps the paper out of the register, each a sentence."""
    said, faults = facts.record("document"), []
    if not said.get("title"):
        faults.append(_("Kế hoạch chưa có trích yếu. Hãy thêm ở phần “Thông tin văn bản”."))
    if said.get("number") and not _whole_day(said.get("date")):
        number = said["number"]
        faults.append(
            _("Kế hoạch có số %s nhưng chưa đủ ngày ban hành. Hãy sửa ở phần “Thông tin văn bản”.")
            % number
        )
    return faults


def _document(intake: Intake, facts: Facts, owner: Unit, by: AbstractBaseUser) -> OfficialDocument:
    data = document_data(facts, owner)
    data = DocumentData(**data.values() | {"file": intake.file})
    known = [
        d
        for d in same_number(data.number, data.issuer_name)
        if d.issued_on in (None, data.issued_on)
    ]
    if not known:
        document = register_document(data, by=by)
    elif known[0].is_cited_only:
        # Another paper has named it; now it is here itself.
        document = change_document(known[0], data, by=by)
    elif known[0].plans.exists():
        raise WrongState(
            _("Văn bản %s đã được ban hành thành kế hoạch. Hãy mở kế hoạch đó.") % known[0]
        )
    else:
        document = known[0]
    for fact in facts.of("legal_bases"):
        _cite(document, fact, by)
    return document


def _cite(document: OfficialDocument, fact: IntakeFact, by: AbstractBaseUser) -> None:
    said = fact.value
    role = ROLES.get(said.get("role") or "", Citation.Role.MENTIONS)
    if said.get("role") == "self":
        return
    target = find_or_register_cited(
        (said.get("number") or "")[:60],
        KINDS.get(fold(said.get("kind") or ""), DocumentKind.OTHER),
        (said.get("issuer") or "")[:200],
        issued_on=_day(said.get("date")),
        abstract=said.get("title_or_about") or "",
        by=by,
    )
    if target.pk != document.pk:
        cite(document, target, role, fact.passage, by=by)


def _whole_day(parts: Mapping[str, int | None] | None) -> date | None:
    return _day(partial_of(parts)) if parts and parts.get("year") else None


def _day(partial: str | None) -> date | None:
    """A day only where the paper says the day itself: a year alone is no date of issue."""
    when = parse_partial(partial) if partial else None
    return when.first_day() if when and when.year and when.day else None


# ------------------------------------------------------------------ plan, movement, tasks


def _plan(
    facts: Facts, document: OfficialDocument, publication: Publication, by: AbstractBaseUser
) -> Plan:
    amends = publication.amends
    movements = list(amends.movements.all() if amends else publication.movements)
    if publication.new_movement and amends is None:
        movements.append(_movement(facts, document, publication, by))
    plan = Plan(
        title=facts.record("document")["title"],
        owner=amends.owner if amends else publication.owner,
        line=publication.line,
        document=document,
        parent=publication.parent if amends is None else None,
        amends=amends,
        amending=publication.amending if amends else "",
        contact=_contact(facts)[:300],
        starts_on=publication.starts_on,
        ends_on=publication.ends_on,
    )
    draft_plan(plan, movements, by=by)
    phases = list(Phase.objects.filter(movement__in=movements))
    rows = facts.of("tasks")
    units = _units(facts, plan.owner)
    import_tasks(plan, [task_draft(fact.value, phases, units) for fact in rows], by=by)
    _remember_places(plan, rows)
    if amends is None:
        return publish_plan(plan, by=by)
    record(amends, "plans.amendment_begun", by=by, amendment=plan.title)
    return plan


def _units(facts: Facts, owner: Unit) -> dict[str, Unit | None]:
    """Whom the names of the tasks mean: settled by themselves or by a person, else nobody."""
    said = [name for fact in facts.of("tasks") for name in parties_of(fact.value)]
    meanings = meanings_of(said, Names.of(facts.intake, owner))
    return {name: meaning.unit for name, meaning in meanings.items()}


def task_draft(
    value: Mapping[str, Any], phases: list[Phase], units: Mapping[str, Unit | None]
) -> TaskDraft:
    """A task of the reader's schema as the plan's services take it; names still as written.

    What is longer than its column ends in “…”: the passage keeps every word.
    """
    return TaskDraft(
        text=value["text"],
        section=_short(value, "section"),
        ordinal=_short(value, "ordinal"),
        when=when_of_value({**value, "time": _short(value, "time")}, phases),
        deliverable=_short(value, "deliverable"),
        leads=_names(value.get("lead_units")),
        coordinators=_names(value.get("coordinating_units")),
        units=units,
    )


def _short(value: Mapping[str, Any], name: str) -> str:
    return Truncator(value.get(name) or "").chars(LONGEST[name])


def _names(names: list[str] | None) -> tuple[str, ...]:
    cut = (Truncator(name).chars(LONGEST["party"]) for name in names or [] if name.strip())
    return tuple(dict.fromkeys(cut))


def _remember_places(plan: Plan, rows: list[IntakeFact]) -> None:
    """Page and passage of each task; the tasks stand in the order of their facts."""
    tasks = list(plan.tasks.standing().order_by("position"))
    for task, fact in zip(tasks, rows, strict=True):
        task.page, task.passage = fact.page, fact.passage
    Task.objects.bulk_update(tasks, ["page", "passage"])


def _contact(facts: Facts) -> str:
    said = [fact.value for fact in facts.of("contacts")[:1]]
    names = ("unit", "person", "phone", "email")
    return ", ".join(value[name] for value in said for name in names if value.get(name))


def _movement(
    facts: Facts, document: OfficialDocument, publication: Publication, by: AbstractBaseUser
) -> Movement:
    movement = Movement(
        title=publication.new_movement[:LONGEST_TITLE],
        owner=publication.owner,
        launched_by=document,
        goals="\n".join(fact.value.get("text") or "" for fact in facts.of("purposes")),
        subjects="; ".join(str(v) for fact in facts.of("subjects") for v in fact.value.values()),
        starts_on=publication.starts_on,
        ends_on=publication.ends_on,
    )
    create_movement(movement, outline(facts), phase_lines(facts), by=by)
    return move_movement(movement, Movement.Status.LAUNCHED, by=by)


def outline(facts: Facts) -> str:
    """The contents as ``create_movement`` reads them: a heading, and “-” before what is under it."""
    lines: list[str] = []
    last = ""
    for fact in facts.of("contents"):
        heading = fact.value.get("heading") or ""
        if heading and heading != last:
            lines.append(heading)
        last = heading
        lines.append(f"{'- ' if heading else ''}{fact.value['text']}")
    return "\n".join(lines)


def phase_lines(facts: Facts) -> list[PhaseLine]:
    """Phases whose years are known; a phase without them waits for somebody who knows."""
    return [_phase_line(fact.value) for fact in facts.of("phases") if fact.value.get("start_year")]


def _phase_line(value: Mapping[str, Any]) -> PhaseLine:
    start = int(value["start_year"])
    review = parse_partial(value["date"]) if value.get("date") else None
    return PhaseLine(
        name=value["name"][:LONGEST_PHASE],
        starts_on=date(start, 1, 1),
        ends_on=date(int(value.get("end_year") or start), 12, 31),
        review_on=review.last_day() if review and review.year else None,
        milestone=value.get("milestone") or "",
    )


def _take_over(intake: Intake, *, with_movement: bool) -> int:
    """Mark what has become part of the plan; return how many confirmed facts wait for other apps."""
    confirmed = intake.facts.filter(state=S.CONFIRMED)
    taken = TAKEN + (WITH_MOVEMENT if with_movement else ())
    confirmed.filter(section__in=taken).update(adopted_by="plans")
    return confirmed.filter(adopted_by="").count()
