"""Certificates for those a decision of commendation names; revoked with the award they stand on. S0-49"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from phongtrao.awards.certificates import FORM, TITLE
from phongtrao.awards.models import Award, Honour
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move_many
from phongtrao.documents.models import Certificate, CertificateBatch
from phongtrao.documents.services.certificates import Ending, Holder, prepare_batch
from phongtrao.documents.services.ending_certificates import (
    end_certificates,
    outdate_certificates,
    renew_certificates,
)
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import parse_period
from phongtrao.nominations.decision_paper import AwardFacts, AwardLine
from phongtrao.nominations.models import (
    AwardCertificate,
    AwardDecision,
    Claim,
    DecisionLine,
    Nomination,
)
from phongtrao.nominations.states import NOMINATION
from phongtrao.orgs.queries import superior_name

N = Nomination.Status
HOLDS = (Certificate.Status.READY, Certificate.Status.ISSUED)
# So many letters of an achievement stand on a certificate: three lines, and room in its QR code.
LONGEST = 350
AGAIN = re.compile(r"^(đã )?(có|đạt) thành tích\s+", re.IGNORECASE)


@transaction.atomic
def prepare_certificates(
    decision: AwardDecision, *, by: AbstractBaseUser
) -> list[CertificateBatch]:
    """One for each standing award of the decision that has none by it, in the order of the annex.

    A batch for titles and one for forms: each has its own book.
    """
    locked = AwardDecision.objects.select_for_update(of=("self",))
    decision = locked.select_related("unit", "document", "round").get(pk=decision.pk)
    if not decision.is_issued:
        raise WrongState(_("Quyết định chưa ban hành. Hãy cấp số quyết định trước."))
    lines = list(lines_without(decision))
    if not lines:
        raise BadInput(_("Mọi dòng của quyết định đã có bằng, giấy."))
    sorts = {TITLE: Honour.Kind.TITLE, FORM: Honour.Kind.FORM}
    parted = {
        kind: [one for one in lines if one.nomination.form.honour.kind == sort]
        for kind, sort in sorts.items()
    }
    return [_batch(decision, kind, rows, by) for kind, rows in parted.items() if rows]


def lines_without(decision: AwardDecision) -> QuerySet[DecisionLine]:
    """Of standing awards: those without a certificate by the decision, and those whose own is outdated."""
    about = "nomination__award"
    given = Certificate.objects.filter(
        award_of__award=OuterRef(about), batch__document=decision.document_id
    )
    holds = _own(OuterRef(about), decision).filter(outdated_on=None, status__in=HOLDS)
    rows = DecisionLine.objects.filter(
        Exists(_outdated(OuterRef(about), decision)) | ~Exists(given),
        ~Exists(holds),
        decision=decision,
        **{f"{about}__status": Award.Status.CONFIRMED},
    )
    rows = rows.annotate(outdated=Subquery(_outdated(OuterRef(about), decision).values("pk")[:1]))
    rows = rows.select_related(
        "nomination__award__honour",
        "nomination__award__person",
        "nomination__award__unit",
        "nomination__form__honour",
    )
    return rows.order_by("position")


def _own(award: Any, decision: AwardDecision) -> QuerySet[Certificate]:
    """Of an award by the decision, with what was issued again in its place."""
    first = AwardCertificate.objects.filter(
        award=OuterRef(award) if isinstance(award, OuterRef) else award,
        certificate__batch=OuterRef("batch"),
        certificate__position=OuterRef("position"),
    )
    return Certificate.objects.filter(Exists(first), batch__document=decision.document_id)


def _outdated(award: Any, decision: AwardDecision) -> QuerySet[Certificate]:
    rows = _own(award, decision).filter(status=Certificate.Status.ISSUED)
    return rows.filter(outdated_on__isnull=False).order_by("pk")


def certificates_of(award: Award) -> QuerySet[Certificate]:
    """What its holder has or will have: one issued again stands in the place of the first."""
    first = AwardCertificate.objects.filter(
        award=award,
        certificate__batch=OuterRef("batch"),
        certificate__position=OuterRef("position"),
    )
    return Certificate.objects.filter(Exists(first))


def end_with_award(award: Award, by: AbstractBaseUser) -> None:
    """Inside the transaction that revokes the award; certificates then say by which decision.

    The nomination takes no place any more; what it was given for may be put forward for something else.
    """
    living = certificates_of(award).filter(status__in=HOLDS)
    why = Ending(award.end_reason, award.revoking_decision, award.revoked_on)
    end_certificates(living, why, by=by)
    rows = Nomination.objects.filter(award=award)
    move_many(rows, N.AWARDED, N.REVOKED, NOMINATION, end_reason=award.end_reason)
    Claim.objects.filter(nomination__award=award, spends=True).update(spends=False)


def follow_award(award: Award, by: AbstractBaseUser) -> None:
    """Inside the transaction that corrects the award: a certificate that says otherwise now holds no longer."""
    line = lines_of_award(award).first()
    if line is None:
        return
    said = _holder(line, _frozen(line.decision))
    is_right = award.status != Award.Status.REFUSED
    own = certificates_of(award).filter(status__in=HOLDS)
    right = own.filter(
        name=said.name,
        workplace=said.workplace,
        about=said.about,
        honour=said.honour,
        basis=said.basis,
    )
    kept = list(right.values_list("pk", flat=True)) if is_right else []
    outdate_certificates(own.exclude(pk__in=kept), by=by)
    renew_certificates(own.filter(pk__in=kept), by=by)


# ------------------------------------------------------------------ pieces


def lines_of_award(award: Award) -> QuerySet[DecisionLine]:
    about = ("nomination__award__honour", "nomination__award__person", "nomination__award__unit")
    rows = DecisionLine.objects.filter(nomination__award=award)
    return rows.select_related(*about, "decision__unit", "decision__document", "decision__round")


def _batch(
    decision: AwardDecision, kind: str, lines: Sequence[DecisionLine], by: AbstractBaseUser
) -> CertificateBatch:
    frozen = _frozen(decision)
    old = Certificate.objects.in_bulk([line.outdated for line in lines if line.outdated])  # type: ignore[attr-defined]  # of lines_without
    holders = [
        replace(_holder(line, frozen), replaces=old.get(line.outdated))  # type: ignore[attr-defined]
        for line in lines
    ]
    batch = prepare_batch(decision.unit, kind, decision.document, holders, by=by)
    made = batch.certificates.order_by("position")
    AwardCertificate.objects.bulk_create(
        AwardCertificate(award=line.nomination.award, certificate=certificate)
        for line, certificate in zip(lines, made, strict=True)
    )
    return batch


def _frozen(decision: AwardDecision) -> dict[int, AwardLine]:
    """The annex as it was signed, by number of the golden book."""
    return {line.number: line for line in AwardFacts.from_json(decision.facts).lines}


def _holder(line: DecisionLine, frozen: Mapping[int, AwardLine]) -> Holder:
    """As the register says it, with the names of the decision's day. The paper speaks Vietnamese."""
    found, award = line.nomination, line.nomination.award
    if award is None:
        raise WrongState(_("Quyết định chưa ban hành. Hãy cấp số quyết định trước."))
    is_same = (award.person_id, award.unit_id) == (found.person_id, found.unit_id)
    printed = frozen.get(line.position) if is_same else None
    name = award.person.full_name if award.person else award.unit.name
    place = award.unit.name if award.person else superior_name(award.unit)
    if printed:
        name, place = printed.name, printed.unit or place
    return Holder(
        person=award.person,
        unit=award.unit,
        about=_about(award, line),
        role="",
        basis=f"Quyết định số {award.decision}\nngày {format_date(award.decided_on)} của {award.decided_by}",
        honour=award.honour.title,
        golden=line.position,
        name=name,
        workplace=place,
    )


def _about(award: Award, line: DecisionLine) -> str:
    with office_language():
        year = parse_period(award.period).label.lower()
    if award.honour.kind == Honour.Kind.TITLE:
        return year.capitalize()
    done = AGAIN.sub("", award.reason.strip()) or f"xuất sắc trong {line.decision.round.title}"
    if len(done) > LONGEST:
        done = done[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;.:–-") + "…"
    return f"Đã có thành tích {done[:1].lower()}{done[1:].rstrip(' .;')}, {year}"
