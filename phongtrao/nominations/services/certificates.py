"""Certificates for those a decision of commendation names; revoked with the award they stand on. S0-49"""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from phongtrao.awards.certificates import FORM, TITLE
from phongtrao.awards.models import Award, Honour
from phongtrao.base.words import office_language
from phongtrao.documents.models import Certificate, CertificateBatch
from phongtrao.documents.services.certificates import (
    Ending,
    Holder,
    end_certificates,
    prepare_batch,
)
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import parse_period
from phongtrao.nominations.models import AwardCertificate, AwardDecision, DecisionLine


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
    about = "nomination__award"
    rows = DecisionLine.objects.filter(
        decision=decision, **{f"{about}__status": Award.Status.CONFIRMED}
    ).exclude(**{f"{about}__certificates__certificate__batch__document": decision.document_id})
    rows = rows.select_related(
        "nomination__award", "nomination__person", "nomination__unit", "nomination__form__honour"
    )
    return rows.order_by("position")


def certificates_of(award: Award) -> QuerySet[Certificate]:
    """What its holder has or will have: one issued again stands in the place of the first."""
    first = AwardCertificate.objects.filter(
        award=award,
        certificate__batch=OuterRef("batch"),
        certificate__position=OuterRef("position"),
    )
    return Certificate.objects.filter(Exists(first))


def end_with_award(award: Award, by: AbstractBaseUser) -> None:
    """Inside the transaction that revokes the award; certificates then say by which decision."""
    living = certificates_of(award).filter(
        status__in=(Certificate.Status.READY, Certificate.Status.ISSUED)
    )
    why = Ending(award.end_reason, award.revoking_decision, award.revoked_on)
    end_certificates(living, why, by=by)


# ------------------------------------------------------------------ pieces


def _batch(
    decision: AwardDecision, kind: str, lines: Sequence[DecisionLine], by: AbstractBaseUser
) -> CertificateBatch:
    holders = [_holder(decision, line) for line in lines]
    batch = prepare_batch(decision.unit, kind, decision.document, holders, by=by)
    made = batch.certificates.order_by("position")
    AwardCertificate.objects.bulk_create(
        AwardCertificate(award=line.nomination.award, certificate=certificate)
        for line, certificate in zip(lines, made, strict=True)
    )
    return batch


def _holder(decision: AwardDecision, line: DecisionLine) -> Holder:
    """The paper speaks Vietnamese."""
    found, document = line.nomination, decision.document
    with office_language():
        year = parse_period(decision.round.period).label.lower()
    if found.form.honour.kind == Honour.Kind.TITLE:
        about = year.capitalize()
    else:
        done = found.achievement or f"xuất sắc trong {decision.round.title}"
        about = f"Đã có thành tích {done[:1].lower()}{done[1:].rstrip(' .;')}, {year}"
    day = format_date(document.issued_on) if document.issued_on else "…"
    return Holder(
        person=found.person,
        unit=found.unit,
        about=about,
        role="",
        basis=f"Quyết định số {document.number}\nngày {day} của {decision.unit.name}",
        honour=found.form.honour.title,
        golden=line.position,
    )
