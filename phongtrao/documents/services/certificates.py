"""Certificates: made ready from a decision, numbered together, revoked or issued again. S0-33.

A book's row is locked before numbers are taken, so that two clerks never take the same; numbers follow
each other because a batch takes all of its own in one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move, move_many
from phongtrao.documents.access.certificates import can_end, can_issue_certificates, can_reissue
from phongtrao.documents.certificate_kinds import certificate_kind
from phongtrao.documents.certificate_seals import seal_certificates
from phongtrao.documents.certificate_words import FormWords, words_of
from phongtrao.documents.models import (
    Certificate,
    CertificateBatch,
    CertificateBook,
    CertificateForm,
    OfficialDocument,
)
from phongtrao.documents.services.printing_certificates import begin_printing
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.lib.words import gettext_noop
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant, Person, Unit
from phongtrao.orgs.queries import superior_name
from phongtrao.orgs.scope import ACTS_FOR_UNIT

S, B = Certificate.Status, CertificateBatch.Status
TRANSITIONS: Transitions[Certificate.Status] = {
    S.READY: frozenset({S.ISSUED}),
    S.ISSUED: frozenset({S.REVOKED, S.REPLACED}),
    S.REVOKED: frozenset(),
    S.REPLACED: frozenset(),
}
BATCH_TRANSITIONS: Transitions[CertificateBatch.Status] = {
    B.READY: frozenset({B.ISSUED}),
    B.ISSUED: frozenset(),
}
PRINTED = ("name", "workplace", "about", "role", "honour")


@dataclass(frozen=True, slots=True)
class Holder:
    """One certificate to be: who gets it, where they worked then, for what, as what.

    Without a person the unit itself gets it. ``honour`` and ``golden`` (the place in the decision) where the
    kind's page prints them: awards.
    """

    person: Person | None
    unit: Unit
    about: str
    role: str  # “là tác giả của sáng kiến”
    basis: str
    honour: str = ""
    golden: int | None = None
    # As the decision printed them, where they are called otherwise today.
    name: str = ""
    workplace: str = ""
    replaces: Certificate | None = None  # an outdated one: it ends when this one is issued


@dataclass(frozen=True, slots=True)
class Ending:
    """Why certificates hold no longer: the reason, for its holder and the office; the decision, for everybody."""

    reason: str
    decision: str = ""
    decided_on: date | None = None

    @classmethod
    def of(cls, reason: str, document: OfficialDocument | None) -> "Ending":
        return cls(reason, document.number, document.issued_on) if document else cls(reason)


@transaction.atomic
def prepare_batch(
    unit: Unit,
    kind: str,
    document: OfficialDocument,
    holders: Sequence[Holder],
    *,
    by: AbstractBaseUser,
) -> CertificateBatch:
    """Freeze what each certificate will say. BadInput where nobody is left to get one."""
    can_issue_certificates(by, unit).enforce()
    certificate_kind(kind)
    if document.status != OfficialDocument.Status.ISSUED:
        raise WrongState(_("Quyết định chưa ban hành. Hãy cấp số quyết định trước."))
    if not holders:
        raise BadInput(_("Mọi người trong quyết định đã có giấy chứng nhận."))
    batch = CertificateBatch(
        unit=unit,
        kind=kind,
        document=document,
        said=words_of(unit, kind).to_json(),
        prepared_by_id=by.pk,
    )
    batch.full_clean()
    batch.save()
    made = [_ready(batch, place, holder) for place, holder in enumerate(holders, start=1)]
    for one in made:
        _refuse_long(one)
    Certificate.objects.bulk_create(made)
    record(batch, "documents.certificates_prepared", by=by, count=len(holders))
    return batch


@transaction.atomic
def drop_batch(batch: CertificateBatch, *, by: AbstractBaseUser) -> None:
    """Undo before issue: no number was given, so nothing is left behind."""
    can_issue_certificates(by, batch.unit).enforce()
    batch = _locked(batch)
    if batch.status != B.READY:
        raise WrongState(_("Đợt này đã cấp số nên không bỏ được. Hãy thu hồi từng giấy."))
    record(batch.document, "documents.certificates_dropped", by=by)
    batch.delete()


@transaction.atomic
def issue_batch(
    batch: CertificateBatch, issued_on: date, *, by: AbstractBaseUser
) -> CertificateBatch:
    """Give every certificate the next number of the book, and have them printed by a job."""
    can_issue_certificates(by, batch.unit).enforce()
    batch = _locked(batch)
    _refuse_day(issued_on, batch.document)
    book = lock_certificate_book(batch.unit, batch.kind, issued_on.year)
    _refuse_earlier(book, issued_on)
    _number(batch, book, issued_on)
    ready = Certificate.objects.filter(batch=batch)
    count = len(move_many(ready, S.READY, S.ISSUED, TRANSITIONS))
    _end_replaced(batch)
    work = begin_printing(batch, by=by)
    move(batch, B.ISSUED, BATCH_TRANSITIONS, issued_on=issued_on, issued_by=by.pk, work=work)
    record(batch, "documents.certificates_issued", by=by, count=count, day=issued_on)
    _tell_holders(batch)
    return batch


@transaction.atomic
def revoke_certificate(
    certificate: Certificate, why: Ending, *, by: AbstractBaseUser
) -> Certificate:
    """It holds no longer, from today; its number stays in the book with the reason."""
    can_end(by, certificate).enforce()
    return end_one(certificate, why, by=by)


@transaction.atomic
def reissue_certificate(
    certificate: Certificate, name: str, reason: str, *, by: AbstractBaseUser
) -> Certificate:
    """Lost, torn or misspelt: a new one with the next number and, but for the name, the same words."""
    certificate.refresh_from_db(fields=["outdated_on"])  # corrected since the page was opened
    can_reissue(by, certificate).enforce()
    said, day = _reason(reason), timezone.localdate()
    old, batch = certificate, certificate.batch
    book = lock_certificate_book(batch.unit, batch.kind, day.year)
    number, words = next_certificate(book), FormWords.from_json(batch.said)
    move(old, S.REPLACED, TRANSITIONS, ended_on=day, reason=said)
    new = Certificate(
        batch=batch,
        position=old.position,
        book=book,
        number=number,
        written=_written(number, book, words),
        person_id=old.person_id,
        unit_id=old.unit_id,
        name=nfc(name).strip() or old.name,
        workplace=old.workplace,
        about=old.about,
        role=old.role,
        basis=old.basis,
        honour=old.honour,
        golden=old.golden,
        issued_on=day,
        replaces=old,
    )
    new.search_keys()
    new.full_clean()
    new.save()
    seal_certificates(words, [new])  # its key stands in what is signed
    move(new, S.ISSUED, TRANSITIONS, sealed=new.sealed)
    record(new, "documents.certificate_reissued", by=by, old=old.written, after={"reason": said})
    _tell(
        new,
        gettext_noop("Giấy chứng nhận của thầy cô được cấp lại, số mới %(number)s: %(reason)s"),
        said,
    )
    return new


@transaction.atomic
def word_certificates(
    unit: Unit, kind: str, words: FormWords, *, by: AbstractBaseUser
) -> CertificateForm:
    """How the unit's certificates are worded from now on; issued ones keep their words."""
    can_issue_certificates(by, unit).enforce()
    certificate_kind(kind)
    form, _is_new = CertificateForm.objects.select_for_update().get_or_create(unit=unit, kind=kind)
    before, form.said = form.said, words.to_json()
    form.save(update_fields=["said"])
    CertificateBatch.objects.filter(unit=unit, kind=kind, status=B.READY).update(said=form.said)
    record(form, "documents.certificate_worded", by=by, before=before, after=form.said)
    return form


def lock_certificate_book(unit: Unit, kind: str, year: int) -> CertificateBook:
    """The unit's book of the year, locked until the transaction ends; opened if new."""
    found, _is_new = CertificateBook.objects.get_or_create(unit=unit, kind=kind, year=year)
    return CertificateBook.objects.select_for_update(of=("self",)).get(pk=found.pk)


def next_certificate(book: CertificateBook) -> int:
    last = book.certificates.aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


# ------------------------------------------------------------------ pieces


def end_one(certificate: Certificate, why: Ending, *, by: AbstractBaseUser | None) -> Certificate:
    """Revoked; whether ``by`` may do that is the caller's to ask."""
    """Whether ``by`` may do that is the caller's to ask."""
    said = _reason(why.reason)
    if why.decided_on and why.decided_on > timezone.localdate():
        raise BadInput(_("Ngày quyết định thu hồi chưa đến. Hãy xem lại ngày."))
    move(
        certificate,
        S.REVOKED,
        TRANSITIONS,
        ended_on=timezone.localdate(),
        reason=said,
        ended_by=nfc(why.decision).strip(),
        ended_by_day=why.decided_on,
    )
    record(certificate, "documents.certificate_revoked", by=by, after={"reason": said})
    _tell(certificate, gettext_noop("Giấy chứng nhận số %(number)s đã bị thu hồi: %(reason)s"))
    return certificate


def _ready(batch: CertificateBatch, place: int, holder: Holder) -> Certificate:
    certificate = Certificate(
        batch=batch,
        position=place,
        person=holder.person,
        unit=holder.unit,
        name=holder.name or (holder.person.full_name if holder.person else holder.unit.name),
        workplace=holder.workplace
        or (holder.unit.name if holder.person else superior_name(holder.unit)),
        about=holder.about,
        role=holder.role,
        basis=holder.basis,
        honour=holder.honour,
        golden=holder.golden,
        replaces=holder.replaces,
    )
    certificate.search_keys()
    return certificate


def _refuse_long(one: Certificate) -> None:
    """Many are written at once, without asking each row what it holds."""
    for name in PRINTED:
        field: Any = Certificate._meta.get_field(name)  # noqa: SLF001 -- Django's documented name
        if len(getattr(one, name)) > field.max_length:
            said = _("Giấy của %(name)s: %(what)s dài quá %(most)d chữ. Hãy rút gọn nơi ghi nội dung ấy.")  # fmt: skip
            words = {"name": one.name, "what": field.verbose_name, "most": field.max_length}
            raise BadInput(said % words)


def _end_replaced(batch: CertificateBatch) -> None:
    """Outdated ones of which this batch has another; one that was revoked meanwhile stays so."""
    old = Certificate.objects.filter(replaced_by__batch=batch).exclude(batch=batch)
    with office_language():
        why = _("Cấp lại theo sổ đã sửa")
    move_many(old, S.ISSUED, S.REPLACED, TRANSITIONS, ended_on=timezone.localdate(), reason=why)


def _locked(batch: CertificateBatch) -> CertificateBatch:
    rows = CertificateBatch.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "document").get(pk=batch.pk)


def _refuse_day(day: date, document: OfficialDocument) -> None:
    if day > timezone.localdate():
        raise BadInput(_("Ngày cấp chưa đến. Hãy chọn từ hôm nay trở về trước."))
    if document.issued_on and day < document.issued_on:
        raise BadInput(_("Ngày cấp phải từ ngày ban hành quyết định trở đi."))


def _refuse_earlier(book: CertificateBook, day: date) -> None:
    """Numbers and days run the same way, so that nobody slips a certificate in behind."""
    last = book.certificates.aggregate(last=Max("issued_on"))["last"]
    if last and day < last:
        said = _("Sổ đã cấp giấy ngày %s. Hãy chọn ngày ấy hoặc sau đó.")
        raise BadInput(said % f"{last:%d/%m/%Y}")


def _number(batch: CertificateBatch, book: CertificateBook, day: date) -> None:
    words = FormWords.from_json(batch.said)
    rows = list(batch.certificates.filter(status=S.READY).order_by("position"))
    for number, one in enumerate(rows, start=next_certificate(book)):
        one.book, one.number, one.issued_on = book, number, day
        one.written = _written(number, book, words)
    seal_certificates(words, rows)
    Certificate.objects.bulk_update(
        rows, ["book", "number", "issued_on", "written", "sealed"], batch_size=1_000
    )


def _written(number: int, book: CertificateBook, words: FormWords) -> str:
    """“12/2026/GCN-THCSHS”."""
    return f"{number}/{book.year}/{words.symbol}"[:60]


def _reason(reason: str) -> str:
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do."))
    return said


def _tell_holders(batch: CertificateBatch) -> None:
    holders = User.objects.filter(person__certificates__batch=batch).distinct()
    with office_language():
        text = _("Thầy cô có giấy chứng nhận mới. Xem và tải ở “Hồ sơ của tôi”.")
        text_for_units = _("Đơn vị có giấy chứng nhận mới. Xem và tải ở “Giấy chứng nhận”.")
    notify(holders, text, key=f"certificates:{batch.pk}", url=reverse("orgs:my_record"))
    units = batch.certificates.filter(person=None).values("unit")
    acting = Grant.objects.today().filter(unit__in=units, role__in=ACTS_FOR_UNIT)
    notify(
        User.objects.filter(pk__in=acting.values("user")),
        text_for_units,
        key=f"certificates-of-units:{batch.pk}",
        url=reverse("certificates:certificate_list"),
    )


def _tell(certificate: Certificate, words: str, reason: str = "") -> None:
    """The holder, where they sign in; of a unit those who act for it."""
    with office_language():
        said = {"number": certificate.written, "reason": reason or certificate.reason}
        text = _(words) % said
    acting = Grant.objects.today().filter(unit=certificate.unit_id, role__in=ACTS_FOR_UNIT)
    holder = (
        User.objects.filter(person=certificate.person_id)
        if certificate.person_id
        else User.objects.filter(pk__in=acting.values("user"))
    )
    url = reverse("certificates:certificate", args=[certificate.pk])
    notify(holder, text, key=f"certificate:{certificate.pk}:{certificate.status}", url=url)
