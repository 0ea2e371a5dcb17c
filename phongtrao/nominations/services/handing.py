"""Dossiers handed to an authority outside the program: the package, its receipt, what it asks, what it decides. S0-57"""

import json
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.awards.authority import may_sign
from phongtrao.awards.queries.law import read_book
from phongtrao.base.words import office_language
from phongtrao.documents.models import Evidence
from phongtrao.documents.services.files import read_file, store_made
from phongtrao.documents.services.packages import ZIP
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.decisions import can_hand_over
from phongtrao.nominations.models import (
    AwardRound,
    Claim,
    HandOver,
    HandOverNote,
    Nomination,
    RoundForm,
    Submission,
)
from phongtrao.nominations.papers import REPORT_PAPER
from phongtrao.nominations.queries.decisions import in_order, passed
from phongtrao.nominations.queries.verdicts import received_on
from phongtrao.nominations.services.ending import end_nomination, tell_of
from phongtrao.nominations.services.granting import Grounds, enter_awards
from phongtrao.nominations.services.locking import lock_nominations
from phongtrao.nominations.services.packing import Piece
from phongtrao.nominations.services.printing import print_report
from phongtrao.nominations.services.refusing import refuse_hindered

N, K = Nomination.Status, HandOverNote.Kind
FORMAT = "phongtrao.handover/1"
SHEET = (
    Column("number", "TT", width=6),
    Column("name", "Họ và tên, tập thể", width=36),
    Column("job", "Chức vụ", width=24),
    Column("unit", "Đơn vị", width=40),
    Column("form", "Hình thức", width=32),
    Column("brief", "Trích ngang thành tích", width=60),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """The decision of the authority above. ``reason``: why those it does not name got nothing."""

    number: str
    on: date
    who: str
    granted: frozenset[int]
    reason: str = ""
    evidence: Evidence | None = None


@transaction.atomic
def hand_over(
    form: RoundForm, to: str, on: date, chosen: Collection[int], *, by: AbstractBaseUser
) -> HandOver:
    """Pack the chosen, all passed and of one form, for who decides about it."""
    found = form.round
    can_hand_over(by, found).enforce()
    if on > timezone.localdate():
        raise BadInput(_("Ngày gửi chưa đến. Hãy sửa lại ngày."))
    held = lock_nominations(passed([found]).filter(form=form, pk__in=chosen))
    taken = [one.pk for one in held]
    rows = list(in_order(passed([found]).filter(pk__in=taken)))
    if not rows or len(rows) != len(set(chosen)):
        raise BadInput(_("Danh sách vừa đổi: có đề nghị đã vào quyết định, đã bàn giao hoặc đã rút. Hãy tải lại trang."))  # fmt: skip
    book = read_book()
    days = {received_on(one) for one in rows}
    if any(may_sign(found.owner, form.honour, day, law=book.on(day)) for day in days):
        said = _("%(unit)s tự quyết định “%(form)s” nên không phải trình lên. Hãy lập quyết định.")
        raise BadInput(said % {"unit": found.owner, "form": form.honour})
    refuse_hindered(rows)
    with office_language():
        content = _package(form, nfc(to).strip(), on, rows)
    made = HandOver(
        round=found,
        to=nfc(to).strip(),
        honour=form.honour,
        package=store_made(
            ContentFile(content, f"trinh-cap-tren-{found.pk}-{on:%Y%m%d}.zip"), ZIP, by=by
        ),
        handed_on=on,
        made_by_id=by.pk,
    )
    made.full_clean()
    made.save()
    made.nominations.set(rows)
    record(made, "nominations.handed_over", by=by, count=len(rows))
    return made


@transaction.atomic
def take_back(found: HandOver, *, by: AbstractBaseUser) -> AwardRound:
    """Handed over by mistake: before anybody received it."""
    found = _open(found, by)
    if found.receipt or found.received_on or found.notes.exists():
        raise WrongState(_("Nơi nhận đã có biên nhận hoặc trao đổi nên không bỏ được nữa."))
    record(found.round, "nominations.hand_over_dropped", by=by, to=found.to)
    found.delete()
    return found.round


@transaction.atomic
def keep_receipt(
    found: HandOver, receipt: str, received_on: date, *, by: AbstractBaseUser
) -> HandOver:
    found = _open(found, by)
    _refuse_day(found, received_on)
    found.receipt, found.received_on = nfc(receipt).strip(), received_on
    found.full_clean()
    found.save(update_fields=["receipt", "received_on"])
    record(found, "nominations.hand_over_received", by=by, receipt=found.receipt)
    return found


@transaction.atomic
def keep_note(
    found: HandOver, kind: str, on: date, words: str, *, by: AbstractBaseUser
) -> HandOverNote:
    """What it asks, what we answer."""
    found = _open(found, by)
    _refuse_day(found, on)
    note = HandOverNote(
        hand_over=found, kind=kind, on=on, words=nfc(words).strip(), made_by_id=by.pk
    )
    note.full_clean()
    note.save()
    record(found, "nominations.hand_over_noted", by=by, kind=note.get_kind_display())
    return note


@transaction.atomic
def keep_answer(found: HandOver, answered: Answered, *, by: AbstractBaseUser) -> HandOverNote:
    """Its decision: those it names are in the register, the others did not get it. All in one transaction."""
    found = _open(found, by)
    _refuse_day(found, answered.on)
    number, who = nfc(answered.number).strip(), nfc(answered.who).strip()
    if not number or not who:
        raise BadInput(_("Hãy ghi số quyết định và cơ quan, người quyết định."))
    if answered.granted - set(found.nominations.values_list("pk", flat=True)):
        raise BadInput(_("Có người không nằm trong hồ sơ đã trình. Ai được khen mà không trình ở đây thì ghi vào sổ khen thưởng theo quyết định ấy."))  # fmt: skip
    rows = _held(found)
    granted = [one for one in rows if one.pk in answered.granted]
    others = [one for one in rows if one.pk not in answered.granted]
    reason = nfc(answered.reason).strip()
    if others and not reason:
        raise BadInput(_("Hãy ghi lý do của những đề nghị không có trong quyết định."))
    grounds = Grounds(number, answered.on, who, evidence=answered.evidence)
    enter_awards(granted, found.round, grounds, by=by)
    _end(others, found, reason, by)
    words = _("%(who)s: Quyết định số %(number)s, khen %(count)d trên %(all)d đề nghị.")
    said = {"who": who, "number": number, "count": len(granted), "all": len(rows)}
    with office_language():
        note = HandOverNote(
            hand_over=found, kind=K.DECISION, on=answered.on, words=words % said, made_by_id=by.pk
        )
    note.full_clean()
    note.save()
    record(found, "nominations.hand_over_decided", by=by, number=number, granted=len(granted))
    return note


# ------------------------------------------------------------------ pieces


def _open(found: HandOver, by: AbstractBaseUser) -> HandOver:
    """Locked, so that two never record one decision; WrongState where it is decided."""
    can_hand_over(by, found.round).enforce()
    locked = HandOver.objects.select_for_update(of=("self",)).select_related("round__owner")
    kept: HandOver = locked.get(pk=found.pk)
    if kept.notes.filter(kind=K.DECISION).exists():
        raise WrongState(_("Nơi nhận đã quyết định, kết quả đã ghi vào sổ."))
    return kept


def _held(found: HandOver) -> list[Nomination]:
    """Those still waiting: what was withdrawn meanwhile is left where it went."""
    return list(lock_nominations(found.nominations.filter(status=N.PASSED)))


def _end(others: Sequence[Nomination], found: HandOver, reason: str, by: AbstractBaseUser) -> None:
    """Those the decision does not name; their units are told."""
    with office_language():
        said = _("Một đề nghị khen thưởng trong “%s” không được cấp trên khen thưởng. Hãy mở ra để xem lý do.")  # fmt: skip
    for one in others:
        end_nomination(one, N.FAILED, reason, by=by)
        record(one, "nominations.not_granted", by=by)
        tell_of(one, said % one.submission.round, f"handed-over:{found.pk}")


def _refuse_day(found: HandOver, day: date) -> None:
    if not found.handed_on <= day <= timezone.localdate():
        raise BadInput(_("Ngày phải từ ngày bàn giao đến hôm nay."))


def _package(form: RoundForm, to: str, on: date, rows: Sequence[Nomination]) -> bytes:
    """The list, the letters, each report and its evidence; ``manifest.json`` says what each file is."""
    target, entries, found = BytesIO(), [], form.round
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for piece in _pieces(found, rows):
            archive.writestr(piece.path, piece.content)
            entries.append(piece.entry())
        manifest = {
            "format": FORMAT,
            "round": found.title,
            "from": found.owner.name,
            "to": to,
            "handed_on": on.isoformat(),
            "form": form.honour.title,
            "nominees": [_nominee(one) for one in rows],
            "files": entries,
        }
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return target.getvalue()


def _pieces(found: AwardRound, rows: Sequence[Nomination]) -> Iterator[Piece]:
    cells = [
        (n, one.name, one.job, one.unit.name if one.person_id else "", one.form.honour.title, one.brief)
        for n, one in enumerate(rows, start=1)
    ]  # fmt: skip
    sheet = write_workbook([SheetContent("Danh sách", SHEET, cells)], title=found.title)
    yield Piece("danh-sach.xlsx", _("Danh sách đề nghị khen thưởng"), "list", sheet)
    sent = Submission.objects.filter(pk__in={one.submission_id for one in rows})
    for one in sent.exclude(letter__file=None).select_related("letter__file").order_by("pk"):
        file = one.letter and one.letter.file
        if file:
            yield Piece(f"to-trinh/{one.pk}-{file.name}", _("Tờ trình"), "letter", read_file(file))
    for found_one in rows:
        content, title = print_report(found_one), str(REPORT_PAPER.title)
        yield Piece(f"bao-cao/{found_one.pk}.docx", title, "report", content, found_one.name)
    cited = Claim.objects.filter(nomination__in=rows, evidence__file__isnull=False)
    done: set[int] = set()
    for claim in cited.select_related("evidence__file", "nomination").order_by("pk"):
        proof = claim.evidence
        if proof and proof.file and proof.pk not in done:
            done.add(proof.pk)
            path = f"minh-chung/{proof.pk}-{proof.file.name}"
            yield Piece(path, proof.title, "claims", read_file(proof.file), claim.nomination.name)


def _nominee(one: Nomination) -> dict[str, object]:
    return {
        "id": one.pk,
        "name": one.name,
        "job": one.job,
        "unit": one.unit.name,
        "is_person": one.person_id is not None,
    }
