"""The file an issued paper goes out with: the approved one with its number and day (decision 9).

A Word file with blanks for both is filled when the number is given. For every other Word file a clerk
uploads the finished one, sees how it differs from the approved one, and agrees; until then the paper is
not sent. A PDF goes out as it was approved, or as it came back signed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.access.finishing import can_finish_file
from phongtrao.documents.comparison import read_passages
from phongtrao.documents.content import PDF, WORD
from phongtrao.documents.models import Approval, FinishedFile, OfficialDocument, StoredFile
from phongtrao.documents.numbering import issued_name, written_number
from phongtrao.documents.services.drafts import lock
from phongtrao.documents.services.files import read_file, store_bytes, store_file
from phongtrao.documents.word.finish import Heading, heading_of, place_number, read_heading
from phongtrao.lib.errors import BadFile, BadInput, WrongState
from phongtrao.lib.text import nfc

Way = FinishedFile.Way


@dataclass(frozen=True, slots=True)
class Placing:
    """The number and the day that are to stand in the file."""

    number: int
    symbol: str
    day: date


def placing_of(document: OfficialDocument) -> Placing:
    """Those of an issued paper."""
    if document.issued_on is None:
        raise WrongState
    number, _slash, symbol = document.number.partition("/")
    return Placing(int(number), symbol, document.issued_on)


def heading_to_fill(document: OfficialDocument) -> Heading | None:
    """Number and day as the approved Word file has them, before it is issued; ``None`` of a PDF."""
    file = _approval(document).version.file
    return read_heading(read_file(file)) if file.media_type == WORD else None


def file_given_out(approval: Approval, placing: Placing, *, by: AbstractBaseUser) -> StoredFile:
    """What the others get at issue: the signed copy, else the approved file with number and day.

    Raises BadInput where the approved file prints another number or day already. One without the
    lines to fill stays as it is and waits for the finished file.
    """
    copy = approval.signed_copies.select_related("file").order_by("-pk").first()
    if copy:
        return copy.file
    file = approval.version.file
    if file.media_type != WORD:
        return file
    content = read_file(file)
    heading = read_heading(content)
    number, symbol, day = placing.number, nfc(placing.symbol).strip(), placing.day
    if other := heading.contradiction(number, symbol, day):
        raise BadInput(
            _("%(fault)s Hãy cấp đúng số, ký hiệu và ngày đã in, hoặc hủy duyệt để sửa tệp.")
            % {"fault": other}
        )
    if heading.fault(number, symbol, day):
        return file
    written = written_number(number, symbol)
    filled = place_number(content, written.split("/")[0], symbol, day)
    made = store_bytes(filled, issued_name(written, approval.abstract, "docx"), by=by)
    _keep(approval, made, Way.PLACED, by=by)
    return made


@transaction.atomic
def offer_finished(
    document: OfficialDocument, upload: "File[Any]", *, by: AbstractBaseUser
) -> FinishedFile:
    """Keep an uploaded file beside the approved one until somebody has compared and agreed.

    Raises BadFile for what is neither Word nor PDF, and for one that bears another number or day.
    """
    document = lock(document)
    can_finish_file(by, document).enforce()
    file = store_file(upload, by=by)
    _refuse_other_number(file, placing_of(document))
    approval = _approval(document)
    FinishedFile.objects.filter(approval=approval).offered().delete()
    offered = _keep(approval, file, Way.UPLOADED, by=by, is_agreed=False)
    record(document, "documents.finished_offered", by=by, sha256=file.sha256)
    return offered


@transaction.atomic
def agree_finished(document: OfficialDocument, *, by: AbstractBaseUser) -> OfficialDocument:
    """Give out the offered file, after its differences from the approved one were read."""
    document = lock(document)
    can_finish_file(by, document).enforce()
    offered = FinishedFile.objects.filter(approval=_approval(document)).offered()
    finished = offered.select_related("file", "approval").first()
    if finished is None:
        raise WrongState(_("Chưa có tệp nào chờ đối chiếu. Hãy tải tệp hoàn chỉnh lên."))
    offered.update(agreed_at=timezone.now())
    return _give_out(document, finished, by=by)


@transaction.atomic
def keep_approved_file(
    document: OfficialDocument, reason: str, *, by: AbstractBaseUser
) -> OfficialDocument:
    """Give out the very file that was approved: the number stands on the paper original only."""
    document = lock(document)
    can_finish_file(by, document).enforce()
    if not nfc(reason).strip():
        raise BadInput(_("Hãy ghi lý do gửi đúng tệp đã duyệt, không in số và ngày."))
    approval = _approval(document)
    FinishedFile.objects.filter(approval=approval).offered().delete()
    finished = _keep(approval, approval.version.file, Way.AS_APPROVED, by=by)
    return _give_out(document, finished, by=by, reason=nfc(reason).strip())


# ------------------------------------------------------------------ pieces


def _approval(document: OfficialDocument) -> Approval:
    rows = Approval.objects.filter(document=document).in_force()
    return rows.select_related("version__file").get()


def _keep(
    approval: Approval,
    file: StoredFile,
    way: FinishedFile.Way,
    *,
    by: AbstractBaseUser,
    is_agreed: bool = True,
) -> FinishedFile:
    finished = FinishedFile(
        approval=approval,
        file=file,
        way=way,
        added_by_id=by.pk,
        agreed_at=timezone.now() if is_agreed else None,
    )
    finished.full_clean()
    finished.save()
    return finished


def _give_out(
    document: OfficialDocument, finished: FinishedFile, *, by: AbstractBaseUser, reason: str = ""
) -> OfficialDocument:
    OfficialDocument.objects.filter(pk=document.pk).update(file=finished.file)
    document.file = finished.file
    record(
        document,
        "documents.finished",
        by=by,
        after={"reason": reason} if reason else None,
        approved=finished.approval.sha256,
        finished=finished.file.sha256,
    )
    return document


def _refuse_other_number(file: StoredFile, placing: Placing) -> None:
    if file.media_type not in {WORD, PDF}:
        raise BadFile(_("Tệp ban hành phải là tệp Word (.docx) hoặc PDF. Hãy lưu lại rồi tải lên."))
    lines = [passage.text for passage in read_passages(read_file(file), file.media_type)]
    fault = heading_of(lines).contradiction(placing.number, placing.symbol, placing.day)
    if fault:
        raise BadFile(
            _("%(fault)s Văn bản này là %(number)s. Hãy chọn đúng tệp.")
            % {"fault": fault, "number": written_number(placing.number, placing.symbol)}
        )
