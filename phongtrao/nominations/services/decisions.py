"""The decision that names what passed: drafted, printed again, and at its number in the register. S0-49 S0-57

As decisions of recognition: the document is locked first, then the nominations.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.awards.models import Award
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services import current_version
from phongtrao.documents.services.drafts import lock
from phongtrao.documents.services.outgoing import begin_draft
from phongtrao.lib.errors import BadInput
from phongtrao.nominations.access.decisions import can_change_decision, can_make_decision
from phongtrao.nominations.decision_paper import KEY, AwardFacts
from phongtrao.nominations.models import AwardDecision, AwardRound, DecisionLine, Nomination
from phongtrao.nominations.queries.decisions import (
    in_order,
    lines_of,
    passed,
    printed_lines,
    waiting_for,
    why_not,
)
from phongtrao.nominations.services.granting import Grounds, enter_awards
from phongtrao.nominations.services.locking import lock_nominations
from phongtrao.recognition.services.decisions import (
    DecisionWording,
    around_list,
    draft_of,
    fill_decision_file,
    letter_of,
    print_anew,
)

N = Nomination.Status


@transaction.atomic
def draft_decision(
    found: AwardRound, form: int | None, wording: DecisionWording, *, by: AbstractBaseUser
) -> AwardDecision:
    """Begin the paper with everything that waits for one; BadInput where nothing does."""
    can_make_decision(by, found).enforce()
    # Two offices at once: the second waits here, and finds the rows taken.
    chosen = [one.pk for one in lock_nominations(waiting_for(found, form))]
    rows = list(in_order(passed([found]).filter(pk__in=chosen)))
    if not rows:
        raise BadInput(_("Không còn đề nghị nào chờ ra quyết định. Hãy tải lại trang."))
    lines = [DecisionLine(nomination=one, position=n) for n, one in enumerate(rows, start=1)]
    facts = _facts(found, wording, lines)
    template = current_version(KEY)
    file = fill_decision_file(template, facts, by=by)
    decision = AwardDecision(
        round=found,
        unit=found.owner,
        document=begin_draft(draft_of(wording), found.owner, file, by=by),
        template=template,
        facts=facts.to_json(),
        file=file,
    )
    decision.full_clean()
    decision.save()
    for line in lines:
        line.decision = decision
    DecisionLine.objects.bulk_create(lines)
    record(decision, "nominations.decision_drafted", by=by, lines=len(lines))
    return decision


@transaction.atomic
def print_decision(
    decision: AwardDecision, wording: DecisionWording, *, by: AbstractBaseUser
) -> AwardDecision:
    """Say it otherwise, or print the list as it stands now: the next version of the draft."""
    document = lock(decision.document)
    can_change_decision(by, decision).enforce()
    facts = _facts(decision.round, wording, list(lines_of(decision)))
    before = AwardFacts.from_json(decision.facts)
    print_anew(decision, document, facts, wording, key=KEY, before=before, by=by)
    record(decision, "nominations.decision_printed", by=by, version=document.versions.count())
    return decision


@transaction.atomic
def leave_out(decision: AwardDecision, line: DecisionLine, *, by: AbstractBaseUser) -> None:
    """Take a line from the list: it waits for another decision, and those after it move up."""
    lock(decision.document)
    can_change_decision(by, decision).enforce()
    rows = list(decision.lines.order_by("position"))
    if len(rows) == 1:
        raise BadInput(_("Danh sách phải còn ít nhất một dòng. Muốn bỏ cả, hãy bỏ quyết định."))
    decision.lines.filter(pk=line.pk).delete()
    kept = [one for one in rows if one.pk != line.pk]
    for position, one in enumerate(kept, start=1):
        one.position = position
    DecisionLine.objects.bulk_update(kept, ["position"], batch_size=1_000)
    record(decision, "nominations.decision_left_out", by=by, nomination=line.nomination_id)


@transaction.atomic
def drop_decision(decision: AwardDecision, *, by: AbstractBaseUser) -> OfficialDocument:
    """Part list and paper: the draft stays among outgoing papers, the list waits again."""
    document = lock(decision.document)
    can_change_decision(by, decision).enforce()
    record(document, "nominations.decision_dropped", by=by)
    decision.delete()
    return document


def hindrances_of(decision: AwardDecision) -> list[str]:
    """Why the paper may not go to its signer, nor be numbered; holds the list until it is decided."""
    return why_not(decision, _locked(decision), timezone.localdate())


def enact_decision(
    decision: AwardDecision, document: OfficialDocument, *, by: AbstractBaseUser
) -> list[Award]:
    """The paper has its number: the register has the awards. Called while the issue is under way; once."""
    rows = [one for one in _locked(decision) if one.status == N.PASSED]
    if not document.issued_on:
        raise BadInput(_("Quyết định chưa có ngày ban hành."))
    grounds = Grounds(document.number, document.issued_on, decision.unit.name, document)
    made = enter_awards(rows, decision.round, grounds, by=by)
    record(
        decision, "nominations.decision_in_force", by=by, number=document.number, lines=len(made)
    )
    return made


# ------------------------------------------------------------------ pieces


def _locked(decision: AwardDecision) -> list[Nomination]:
    rows = Nomination.objects.filter(decision_line__decision=decision)
    return sorted(lock_nominations(rows), key=lambda one: one.decision_line.position)


def _facts(found: AwardRound, wording: DecisionWording, lines: list[DecisionLine]) -> AwardFacts:
    printed = printed_lines(lines)
    return AwardFacts(letter=letter_of(found.owner, wording), lines=printed, **around_list(wording))
