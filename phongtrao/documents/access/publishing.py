"""Which issued papers are open to everybody, without signing in, and who opens them. S1-90."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.documents.access.circulation import keeps_groups
from phongtrao.documents.access.finishing import awaits_file
from phongtrao.documents.models import OfficialDocument, StoredFile
from phongtrao.lib.answers import YES, Answer, no


def public_documents() -> QuerySet[OfficialDocument]:
    """The one set behind the public list, its files, and whatever a portal shows of papers."""
    issued = OfficialDocument.objects.filter(status=OfficialDocument.Status.ISSUED)
    return issued.filter(public_from__lte=timezone.localdate()).exclude(file=None)


def get_public_file(pk: int) -> StoredFile:
    """Of a public paper, by the paper's key."""
    found = get_object_or_404(public_documents().select_related("file"), pk=pk)
    if found.file is None:
        raise Http404
    return found.file


def can_publish(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    issuer = document.issuer
    if issuer is None or not keeps_groups(user, issuer):
        return no(_("Chỉ văn phòng hoặc đầu mối của cơ quan ban hành được công khai văn bản này."))
    if document.status != OfficialDocument.Status.ISSUED or document.is_cited_only:
        return no(_("Văn bản chưa ban hành nên chưa công khai được."))
    if document.public_from:
        return no(_("Văn bản đã công khai."))
    if document.file_id is None or awaits_file(document):
        return no(_("Văn bản chưa có tệp ban hành. Hãy bổ sung tệp trước khi công khai."))
    return YES


def can_unpublish(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    issuer = document.issuer
    if issuer is None or not keeps_groups(user, issuer):
        return no(_("Chỉ văn phòng hoặc đầu mối của cơ quan ban hành được thôi công khai văn bản."))
    return YES if document.public_from else no(_("Văn bản chưa công khai."))
