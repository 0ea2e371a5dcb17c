"""Who gives an issued paper the file it goes out with, and whether it has one."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.documents.access.outgoing import can_draft
from phongtrao.documents.models import Approval, Delivery, OfficialDocument
from phongtrao.lib.answers import YES, Answer, no

S = OfficialDocument.Status


def awaits_file(document: OfficialDocument) -> bool:
    """Issued from an approved Word file in which the number and the day are not placed yet."""
    if document.status != S.ISSUED:
        return False
    return Approval.objects.unfinished().filter(document=document).exists()


def can_finish_file(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    """Whoever drafts and numbers it, until the first recipient has it."""
    if not (answer := can_draft(user, document.issuer)):
        return answer
    if document.status != S.ISSUED:
        return no(_("Văn bản chưa có số. Hãy cấp số, ban hành trước."))
    if not Approval.objects.filter(document=document).in_force().exists():
        return no(_("Văn bản này không ban hành từ bản đã duyệt ở đây."))
    if Delivery.objects.filter(document=document).exists():
        return no(
            _(
                "Văn bản đã gửi tới nơi nhận nên không đổi tệp được. Hãy ban hành văn bản đính chính."
            )
        )
    return YES
