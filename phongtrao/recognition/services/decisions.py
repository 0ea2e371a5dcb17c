"""The decision that names what was recognised: drafted, printed again, and at its issue in force. S0-33.

Paper and recognitions are locked in this order: first the document, then the lines.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.models import DocumentKind, OfficialDocument, StoredFile, TemplateVersion
from phongtrao.documents.numbering import file_title
from phongtrao.documents.queries import symbol_for
from phongtrao.documents.services import current_version, read_file, store_bytes
from phongtrao.documents.services.drafts import lock
from phongtrao.documents.services.outgoing import Draft, begin_draft, change_draft
from phongtrao.documents.template_keys import template_key
from phongtrao.documents.word.render import fill_template
from phongtrao.documents.written import WrittenFacts
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import superior_name
from phongtrao.recognition.access.decisions import can_change_decision, can_make_decision
from phongtrao.recognition.decision_paper import KEY, DecisionFacts, PrintedLine
from phongtrao.recognition.models import DecisionLine, RecognitionDecision, ScopeRecognition
from phongtrao.recognition.queries.decisions import (
    has_changed,
    lines_of,
    printed_lines,
    waiting_for,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which recognitions a decision names."""

    unit: Unit
    kind: str
    scope: str
    year: str


@dataclass(frozen=True, slots=True)
class DecisionWording:
    """What the office says around the list; bases and articles a paragraph each line."""

    abstract: str
    authority: str
    articles: str
    annex_title: str
    bases: str = ""
    place: str = ""
    capacity: str = ""
    position: str = ""
    signer: str = ""
    recipients: str | None = None
    note: str = ""


@transaction.atomic
def draft_decision(
    choice: Choice, wording: DecisionWording, *, by: AbstractBaseUser
) -> RecognitionDecision:
    """Begin the paper with every recognition that waits for one; BadInput where none does."""
    can_make_decision(by, choice.unit).enforce()
    waiting = waiting_for(choice.unit, choice.kind, choice.scope, choice.year)
    # Two offices at once: the second waits here, and finds the rows taken.
    chosen = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    rows = _still_waiting(chosen)
    lines = printed_lines(rows)
    if not lines:
        raise BadInput(_("Không còn công trình nào chờ ra quyết định. Hãy tải lại trang."))
    facts = _facts(choice.unit, wording, lines)
    template = current_version(KEY)
    file = fill_decision_file(template, facts, by=by)
    decision = RecognitionDecision(
        unit=choice.unit,
        scope=choice.scope,
        kind=choice.kind,
        year=choice.year,
        document=begin_draft(draft_of(wording), choice.unit, file, by=by),
        template=template,
        facts=facts.to_json(),
        file=file,
    )
    decision.full_clean()
    decision.save()
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, recognition=row) for row in rows
    )
    record(decision, "recognition.decision_drafted", by=by, lines=len(lines))
    return decision


@transaction.atomic
def print_decision(
    decision: RecognitionDecision, wording: DecisionWording, *, by: AbstractBaseUser
) -> RecognitionDecision:
    """Say it otherwise, or print the list as it stands now: the next version of the draft."""
    document = lock(decision.document)
    can_change_decision(by, decision).enforce()
    facts = _facts(decision.unit, wording, printed_lines(lines_of(decision)))
    before = DecisionFacts.from_json(decision.facts)
    print_anew(decision, document, facts, wording, key=KEY, before=before, by=by)
    record(decision, "recognition.decision_printed", by=by, version=document.versions.count())
    return decision


def print_anew(
    decision: Any,
    document: OfficialDocument,
    facts: Any,
    wording: DecisionWording,
    *,
    key: str,
    before: Any,
    by: AbstractBaseUser,
) -> None:
    """The next version of the draft ``document``, held by the caller; its file is made again only where the
    form ``key`` or the facts say otherwise than ``before``. For decisions of any kind."""
    template = current_version(key)
    is_same = facts.says_the_same(before) and template.pk == decision.template_id
    file = decision.file if is_same else fill_decision_file(template, facts, by=by)
    change_draft(document, draft_of(wording), file, by=by)
    decision.template, decision.facts, decision.file = template, facts.to_json(), file
    decision.save(update_fields=["template", "facts", "file"])


@transaction.atomic
def leave_out(
    decision: RecognitionDecision, recognition: ScopeRecognition, *, by: AbstractBaseUser
) -> None:
    """Take a line from the list: it waits for another decision. The paper is to be printed again."""
    lock(decision.document)
    can_change_decision(by, decision).enforce()
    if decision.lines.count() == 1:
        raise BadInput(_("Danh sách phải còn ít nhất một dòng. Muốn bỏ cả, hãy bỏ quyết định."))
    decision.lines.filter(recognition=recognition).delete()
    record(decision, "recognition.decision_left_out", by=by, creation=recognition.creation_id)


@transaction.atomic
def drop_decision(decision: RecognitionDecision, *, by: AbstractBaseUser) -> OfficialDocument:
    """Part list and paper: the draft stays among outgoing papers, the list waits again."""
    document = lock(decision.document)
    can_change_decision(by, decision).enforce()
    record(document, "recognition.decision_dropped", by=by)
    decision.delete()
    return document


def hindrances_of(decision: RecognitionDecision) -> list[str]:
    """Why the paper may not go to its signer, nor be numbered; holds the list until it is decided."""
    rows = lines_of(decision).select_for_update(of=("self",))
    if any(row.revoked_on for row in rows):
        return [_("Danh sách có công trình đã bị hủy công nhận. Hãy bỏ dòng ấy rồi lập bản mới.")]
    if has_changed(decision):
        return [_("Danh sách đã đổi sau khi lập văn bản. Hãy lập bản mới của văn bản rồi trình.")]
    return []


def enact_decision(
    decision: RecognitionDecision, document: OfficialDocument, *, by: AbstractBaseUser
) -> None:
    """The paper has its number: the creations have it and its day. Called while the issue is under way."""
    rows = ScopeRecognition.objects.filter(decision_line__decision=decision)
    rows.update(document=document, decided_on=document.issued_on)
    record(decision, "recognition.decision_in_force", by=by, number=document.number)
    authors = User.objects.filter(
        person__creation_shares__creation__scopes__decision_line__decision=decision
    ).distinct()
    with office_language():
        text = _("Sáng kiến của thầy cô được công nhận theo %(document)s.") % {"document": document}
    url = reverse("documents:document", args=[document.pk])
    notify(authors, text, key=f"recognition-decision:{decision.pk}", url=url)


# ------------------------------------------------------------------ pieces


def _still_waiting(chosen: list[int]) -> QuerySet[ScopeRecognition]:
    rows = ScopeRecognition.objects.filter(pk__in=chosen, decision_line=None)
    return rows.order_by("creation__unit__sort_key", "creation__sort_key", "pk")


def _facts(unit: Unit, wording: DecisionWording, lines: tuple[PrintedLine, ...]) -> DecisionFacts:
    return DecisionFacts(letter=letter_of(unit, wording), lines=lines, **around_list(wording))


# ------------------------------------------------------------------ of every decision with an annex


def draft_of(wording: DecisionWording) -> Draft:
    return Draft(DocumentKind.DECISION, wording.abstract, wording.note, wording.recipients)


def letter_of(unit: Unit, wording: DecisionWording) -> WrittenFacts:
    """Head, bases and foot."""
    names = ("place", "capacity", "position", "signer")
    facts = draft_of(wording).facts()
    return WrittenFacts(
        kind=DocumentKind.DECISION,
        abstract=facts["abstract"],
        superior=superior_name(unit),
        issuer=unit.name,
        symbol=symbol_for(DocumentKind.DECISION, unit),
        addressed_to="",
        text=nfc(wording.bases).strip(),
        recipients=facts.get("planned_recipients", ""),
        as_of=timezone.localdate().isoformat(),
        **{name: nfc(getattr(wording, name)).strip() for name in names},
    )


def around_list(wording: DecisionWording) -> dict[str, str]:
    """Who decides, what, over which list."""
    return {
        name: nfc(getattr(wording, name)).strip()
        for name in ("authority", "articles", "annex_title")
    }


def fill_decision_file(
    template: TemplateVersion, facts: DecisionFacts, *, by: AbstractBaseUser
) -> StoredFile:
    form = template_key(template.template.key)
    content = fill_template(read_file(template.file), form.places, form.fill(facts.to_json()))
    with office_language():
        name = _("%(title)s (dự thảo).docx") % {"title": file_title(facts.letter.abstract)}
    return store_bytes(content, name, by=by)
