"""Numbers at issue: one clerk after the other, in order unless somebody says why not.

A book is opened with the first number it gives and takes in what the unit had registered by hand that
year, so a unit may begin with the program in the middle of a year.
"""

from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.documents.access import can_draft, can_number
from phongtrao.documents.enactments import enact, refuse_hindered
from phongtrao.documents.models import (
    Approval,
    BookLine,
    NumberBook,
    OfficialDocument,
)
from phongtrao.documents.numbering import whole_number, written_number
from phongtrao.documents.queries import holder_of, next_number, registered_as, registered_in
from phongtrao.documents.services.drafts import TRANSITIONS, S, approval_url, lock, outgoing_url
from phongtrao.documents.services.finishing import Placing, file_given_out
from phongtrao.documents.services.opinions import release_asked
from phongtrao.documents.services.signing import refuse_changed
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import document_number, fold, nfc
from phongtrao.lib.words import gettext_noop
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit


class NumberTaken(BadInput):
    default = gettext_noop("Số này đã cấp cho văn bản khác. Hãy chọn số khác.")


class OutOfOrder(BadInput):
    """Allowed once the clerk says so."""

    default = gettext_noop("Số này không đúng thứ tự. Hãy xác nhận nếu vẫn cấp.")


@dataclass(frozen=True, slots=True)
class Issue:
    """How a paper is numbered. Without ``number`` it gets the next one.

    ``confirmed``: the clerk has read that the number is out of order. ``reason``: why a paper of last
    year is numbered now.
    """

    symbol: str
    issued_on: date
    number: int | None = None
    confirmed: bool = False
    reason: str = ""
    kept_by: str = ""
    note: str = ""


@transaction.atomic
def issue_document(
    document: OfficialDocument, issue: Issue, *, by: AbstractBaseUser
) -> OfficialDocument:
    """Give the number and the day: from here on the paper is issued. S2-33."""
    document = lock(document)
    can_number(by, document).enforce()
    approval = _approval(document)
    refuse_changed(approval, document)
    refuse_hindered(document)
    unit = document.issuer
    if unit is None:
        raise WrongState
    _refuse_day(issue)
    book = lock_book(unit, document.kind, issue.issued_on.year)
    number = _number(book, issue)
    written = written_number(number, nfc(issue.symbol).strip())
    _refuse_registered(book, written, document)
    file = file_given_out(approval, Placing(number, issue.symbol, issue.issued_on), by=by)
    move(
        document,
        S.ISSUED,
        TRANSITIONS,
        number=written,
        number_key=document_number(written),
        issued_on=issue.issued_on,
        file=file,
        search_text=fold(f"{written} {document.search_text} {document.signer}"),
    )
    _enter(book, number, document, issue, by=by)
    record(
        document,
        "documents.issued",
        by=by,
        number=written,
        day=issue.issued_on,
        approved=approval.sha256,
        finished=file.sha256,
    )
    enact(document, by=by)
    release_asked(document)
    _tell_issued(document, approval, by=by)
    return document


@transaction.atomic
def leave_out_number(
    book: NumberBook, number: int, reason: str, *, by: AbstractBaseUser
) -> BookLine:
    """Bỏ số: the number stays in the book with the reason, and no paper gets it."""
    can_draft(by, book.unit).enforce()
    book = NumberBook.objects.select_for_update().get(pk=book.pk)
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do bỏ số."))
    _refuse_taken(book, number)
    if number > next_number(book):
        raise BadInput(_("Số lớn nhất bỏ được là số kế tiếp: %(n)d.") % {"n": next_number(book)})
    line = BookLine(
        book=book, number=number, day=timezone.localdate(), reason=said, taken_by_id=by.pk
    )
    line.full_clean()
    line.save()
    record(book, "documents.number_left_out", by=by, number=number, after={"reason": said})
    return line


def lock_book(unit: Unit, kind: str, year: int) -> NumberBook:
    """The book of the unit's outgoing papers, locked until the transaction ends; opened if new."""
    found, is_new = NumberBook.objects.get_or_create(unit=unit, kind=kind, year=year)
    book = NumberBook.objects.select_for_update().get(pk=found.pk)
    if is_new:
        for document in registered_in(book):
            enter_registered(book, document)
    return book


def enter_if_open(document: OfficialDocument) -> None:
    """A paper just registered with a number of its own, where its book is open already."""
    if document.issuer is None or document.issued_on is None or document.is_cited_only:
        return
    rows = NumberBook.objects.filter(
        unit=document.issuer, kind=document.kind, year=document.issued_on.year
    )
    book = rows.select_for_update().first()
    if book and not book.lines.filter(document=document).exists():
        enter_registered(book, document)


def refuse_given(document: OfficialDocument) -> None:
    """NumberTaken where the issuer's book has given this very number to another paper, or left it out."""
    number = whole_number(document.number)
    if number is None or document.is_cited_only or not (document.issuer and document.issued_on):
        return
    lines = BookLine.objects.filter(
        book__unit=document.issuer,
        book__kind=document.kind,
        book__year=document.issued_on.year,
        number=number,
    )
    line = lines.select_related("document").first()
    if line is None or line.document_id == (document.pk or 0):
        return
    if line.document is None or line.document.number_key == document.number_key:
        _refuse_line(line)


def enter_registered(book: NumberBook, document: OfficialDocument) -> None:
    """A paper numbered by hand takes its line, unless its number has none or is taken."""
    number = whole_number(document.number)
    if number is None or document.issued_on is None or holder_of(book, number):
        return
    BookLine.objects.create(
        book=book,
        number=number,
        document=document,
        day=document.issued_on,
        taken_by=document.registered_by,
    )


# ------------------------------------------------------------------ pieces


def _approval(document: OfficialDocument) -> Approval:
    rows = Approval.objects.filter(document=document).in_force()
    found = rows.select_related("signer", "submitted_by", "version__file").first()
    if found is None:
        raise WrongState(_("Văn bản chưa được duyệt. Hãy trình ký trước khi cấp số."))
    return found


def _refuse_day(issue: Issue) -> None:
    today = timezone.localdate()
    if issue.issued_on > today:
        raise BadInput(_("Ngày ban hành chưa đến. Hãy chọn từ hôm nay trở về trước."))
    if issue.issued_on.year < today.year - 1:
        raise BadInput(
            _("Sổ năm %(year)d đã khép. Hãy lấy số của năm nay.") % {"year": issue.issued_on.year}
        )
    if issue.issued_on.year < today.year and not issue.reason.strip():
        raise BadInput(
            _("Ngày %(day)s thuộc sổ năm %(year)d. Hãy ghi lý do lấy số của năm trước.")
            % {"day": date_format(issue.issued_on, "d/m/Y"), "year": issue.issued_on.year}
        )


def _number(book: NumberBook, issue: Issue) -> int:
    """The next number, or the one typed; raises NumberTaken and OutOfOrder with the sentence."""
    expected = next_number(book)
    number = issue.number or expected
    _refuse_taken(book, number)
    doubt = _doubt(book, number, expected, issue.issued_on)
    if doubt and not issue.confirmed:
        raise OutOfOrder(doubt)
    return number


def _doubt(book: NumberBook, number: int, expected: int, day: date) -> str:
    if number > expected:
        return _(
            "Số kế tiếp của sổ là %(next)d; cấp số %(number)d thì để trống từ %(next)d đến %(last)d. "
            "Nếu đúng, hãy đánh dấu xác nhận rồi cấp lại."
        ) % {"next": expected, "number": number, "last": number - 1}
    before = book.lines.filter(number__lt=number).order_by("-number").first()
    after = book.lines.filter(number__gt=number).order_by("number").first()
    if (before and before.day > day) or (after and after.day < day):
        other = before if before and before.day > day else after
        return _(
            "Số %(other)d đã cấp ngày %(day)s, nên số %(number)d sẽ sai thứ tự ngày. "
            "Nếu đúng, hãy đánh dấu xác nhận rồi cấp lại."
        ) % {
            "other": other.number if other else 0,
            "day": date_format(other.day, "d/m/Y") if other else "",
            "number": number,
        }
    return ""


def _refuse_taken(book: NumberBook, number: int) -> None:
    line = holder_of(book, number)
    if line is not None:
        _refuse_line(line)


def _refuse_line(line: BookLine) -> NoReturn:
    if line.document is None:
        raise NumberTaken(
            _("Số %(number)d đã bỏ, lý do: %(reason)s. Hãy chọn số khác.")
            % {"number": line.number, "reason": line.reason}
        )
    raise NumberTaken(_taken(line.document))


def _refuse_registered(book: NumberBook, written: str, document: OfficialDocument) -> None:
    other = registered_as(book.unit, written, book.year)
    if other and other.pk != document.pk:
        raise NumberTaken(_taken(other))


def _taken(other: OfficialDocument) -> str:
    return _("Số này đã cấp cho %(document)s: “%(abstract)s”. Hãy chọn số khác.") % {
        "document": other,
        "abstract": other.abstract[:120],
    }


def _enter(
    book: NumberBook,
    number: int,
    document: OfficialDocument,
    issue: Issue,
    *,
    by: AbstractBaseUser,
) -> None:
    line = BookLine(
        book=book,
        number=number,
        document=document,
        day=issue.issued_on,
        reason=nfc(issue.reason).strip(),
        kept_by=nfc(issue.kept_by).strip(),
        note=nfc(issue.note).strip(),
        taken_by_id=by.pk,
    )
    line.full_clean()
    line.save()


def _tell_issued(document: OfficialDocument, approval: Approval, *, by: AbstractBaseUser) -> None:
    with office_language():
        text = _("Đã ban hành %(document)s: “%(abstract)s”.") % {
            "document": document,
            "abstract": document.abstract[:150],
        }
    key = f"document:{document.pk}:issued"
    if approval.signer_id != by.pk:
        notify([approval.signer], text, key=key, url=approval_url(approval))
    if approval.submitted_by_id not in {by.pk, approval.signer_id}:
        notify([approval.submitted_by], text, key=key, url=outgoing_url(document))
