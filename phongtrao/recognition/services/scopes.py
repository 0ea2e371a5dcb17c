"""Effect and scope, the second decision: asked for, granted by a decision or refused, revoked, mended."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services.certificates import Ending
from phongtrao.documents.services.ending_certificates import end_certificates
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.recognition.access import (
    can_adopt,
    can_answer_request,
    can_record_scope,
    can_undo,
    receivers_of,
)
from phongtrao.recognition.models import (
    Creation,
    RecognitionDecision,
    ScopeRecognition,
    ScopeRequest,
)
from phongtrao.recognition.queries.people import authors_of
from phongtrao.recognition.services.certificates import certificates_by
from phongtrao.recognition.services.creations import Recognition, write_recognition

S = ScopeRequest.Status
TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.ASKED: frozenset({S.GRANTED, S.REFUSED, S.WITHDRAWN}),
    S.GRANTED: frozenset(),
    S.REFUSED: frozenset(),
    S.WITHDRAWN: frozenset(),
}


@transaction.atomic
def recognise_scope(
    creation: Creation, said: Recognition, *, by: AbstractBaseUser
) -> ScopeRecognition:
    """Recognised farther than its base; a request for it that waits is granted by this. DOMAIN.md §4.4."""
    can_record_scope(by, said.decided_by, said.scope).enforce()
    if said.decided_on > timezone.localdate():
        raise BadInput(_("Ngày công nhận chưa đến. Hãy ghi ngày của quyết định."))
    row = write_recognition(creation, said)
    asked = creation.scope_requests.filter(scope=said.scope, status=S.ASKED)
    for request in asked:
        answered = {"answered_by": by.pk, "answered_at": timezone.now()}
        move(request, S.GRANTED, TRANSITIONS, **answered)
    record(creation, "recognition.scope_recognised", by=by, scope=said.scope)
    with office_language():
        words = _("“%(title)s” được công nhận phạm vi ảnh hưởng: %(scope)s.")
        text = words % {"title": creation.title, "scope": row.get_scope_display()}
    notify(
        authors_of(creation),
        text,
        key=f"scope:{row.pk}",
        url=reverse("recognition:creation", args=[creation.pk]),
    )
    return row


@transaction.atomic
def revoke_scope(
    row: ScopeRecognition,
    reason: str,
    document: OfficialDocument | None,
    *,
    by: AbstractBaseUser,
) -> ScopeRecognition:
    """It holds no longer, from today; rules count it until yesterday (``recognition.facts``).

    What its authors were certified by it is revoked with it, for the same reason.
    """
    can_record_scope(by, row.decided_by, row.scope).enforce()
    if not reason.strip():
        raise BadInput(_("Hủy bỏ thì phải ghi lý do."))
    # Certificates are made ready under the same lock: none is made of what goes now.
    named = RecognitionDecision.objects.filter(document=row.document_id)
    list(named.select_for_update().values_list("pk"))
    changes = {
        "revoked_on": timezone.localdate(),
        "revoke_reason": reason.strip(),
        "revoked_by": document,
    }
    if not ScopeRecognition.objects.filter(pk=row.pk, revoked_on=None).update(**changes):
        raise WrongState(_("Công nhận này đã được hủy bỏ. Hãy tải lại trang."))
    row.refresh_from_db()
    record(row.creation, "recognition.scope_revoked", by=by, scope=row.scope)
    end_certificates(certificates_by(row), Ending.of(reason, document), by=by)
    return row


@transaction.atomic
def undo_recognition(row: ScopeRecognition, *, by: AbstractBaseUser) -> Creation:
    """Typed wrongly today: the row goes, history keeps that it was there."""
    can_undo(by, row).enforce()
    creation = row.creation
    record(creation, "recognition.scope_undone", by=by, scope=row.scope)
    row.delete()
    return creation


@transaction.atomic
def ask_for_scope(
    creation: Creation, owner: Unit, scope: str, effect: str, *, by: AbstractBaseUser
) -> ScopeRequest:
    """The unit puts it before the office above it, with the effect it had."""
    can_adopt(by, creation.unit).enforce()
    if not receivers_of(creation).filter(pk=owner.pk).exists():
        raise BadInput(_("Hãy gửi đề nghị đến cơ quan cấp trên của đơn vị."))
    if creation.scopes.filter(scope=scope, revoked_on=None).exists():
        raise BadInput(_("Công trình đã được công nhận ở phạm vi này."))
    row = ScopeRequest(
        creation=creation, owner=owner, scope=scope, effect=effect.strip(), asked_by_id=by.pk
    )
    row.full_clean()
    row.save()
    record(row, "recognition.scope_asked", by=by, scope=scope)
    return row


@transaction.atomic
def refuse_scope(row: ScopeRequest, reason: str, *, by: AbstractBaseUser) -> ScopeRequest:
    """With reasons; who asked is told and may ask again with more."""
    can_answer_request(by, row).enforce()
    if not reason.strip():
        raise BadInput(_("Không công nhận thì phải ghi lý do."))
    answered = {"answered_by": by.pk, "answered_at": timezone.now()}
    move(row, S.REFUSED, TRANSITIONS, refuse_reason=reason.strip(), **answered)
    record(row, "recognition.scope_refused", by=by)
    with office_language():
        words = _("Đề nghị công nhận phạm vi của “%s” không được chấp nhận. Xem lý do trong trang.")
    notify(
        [row.asked_by],
        words % row.creation.title,
        key=f"scope-request:{row.pk}:refused",
        url=reverse("recognition:creation", args=[row.creation_id]),
    )
    return row


@transaction.atomic
def withdraw_request(row: ScopeRequest, *, by: AbstractBaseUser) -> ScopeRequest:
    can_adopt(by, row.creation.unit).enforce()
    move(row, S.WITHDRAWN, TRANSITIONS)
    record(row, "recognition.scope_request_withdrawn", by=by)
    return row
