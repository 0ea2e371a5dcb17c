"""Who may send papers out, read who has them, and receive those that come in. Deny by default.

A unit's papers are sent by its office, or by its own head and focal person. A paper that came to a
unit is the unit's: not even those above read it, unless they sent it.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.access.finishing import awaits_file
from phongtrao.documents.access.reading import visible_documents, visible_incoming
from phongtrao.documents.models import (
    Delivery,
    Incoming,
    OfficialDocument,
    Package,
    RecipientGroup,
    StoredFile,
)
from phongtrao.documents.queries.deliveries import RECEIVES
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.queries import keeper_of
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_units,
    grants_of,
    has_role,
    holds_at,
    holds_over,
    unit_condition,
    works_at,
)

S = Incoming.Status


# ------------------------------------------------------------------ groups


def keeps_groups(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_over(user, unit, Role.OFFICE) or holds_at(user, unit, *ACTS_FOR_UNIT)


def can_keep_groups(user: AbstractBaseUser, unit: Unit) -> Answer:
    if keeps_groups(user, unit):
        return YES
    return no(_("Chỉ văn phòng hoặc đầu mối của %(unit)s được lập nhóm nơi nhận.") % {"unit": unit})


def kept_groups(user: AbstractBaseUser) -> QuerySet[RecipientGroup]:
    over = unit_condition(grants_of(user, frozenset({Role.OFFICE})), "owner__")
    return RecipientGroup.objects.filter(over | at_units(user, ACTS_FOR_UNIT, "owner__"))


def get_kept_group(user: AbstractBaseUser, pk: int) -> RecipientGroup:
    return get_object_or_404(kept_groups(user).select_related("owner"), pk=pk)


# ------------------------------------------------------------------ sending


def can_distribute(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    issuer = document.issuer
    if issuer is None or not keeps_groups(user, issuer):
        return no(_("Chỉ văn phòng hoặc đầu mối của cơ quan ban hành được gửi văn bản này."))
    if document.status != OfficialDocument.Status.ISSUED or document.is_cited_only:
        return no(_("Văn bản chưa ban hành nên chưa gửi được. Hãy cấp số và ban hành trước."))
    if awaits_file(document):
        return no(_("Tệp chưa có số và ngày. Hãy tải tệp hoàn chỉnh lên rồi gửi."))
    return YES


def reads_deliveries(user: AbstractBaseUser, document: OfficialDocument) -> bool:
    """Who has opened and acknowledged: the business of the issuer's own people and overseers."""
    issuer = document.issuer
    if issuer is None:
        return False
    return holds_over(user, issuer, *OVERSEES) or holds_at(user, issuer, *ACTS_FOR_UNIT)


def can_remind(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    return can_distribute(user, document)


# ------------------------------------------------------------------ receiving


def get_addressed(user: AbstractBaseUser, pk: int) -> Delivery:
    """One that is, or once was, the user's to acknowledge: who has left is told so, not lied to."""
    ever = Grant.objects.filter(user_id=user.pk, role__in=RECEIVES).values("unit")
    rows = Delivery.objects.filter(Q(unit__in=ever) | Q(user=user.pk))
    rows = rows.filter(document__in=visible_documents(user).values("pk"))
    return get_object_or_404(rows.select_related("document", "unit", "user"), pk=pk)


def can_acknowledge(user: AbstractBaseUser, delivery: Delivery) -> Answer:
    if delivery.unit is not None and not holds_at(user, delivery.unit, *RECEIVES):
        return no(
            _("Bạn không còn giữ nhiệm vụ ở %(unit)s nên không xác nhận thay đơn vị được.")
            % {"unit": delivery.unit}
        )
    if delivery.unit is None and (delivery.user_id != user.pk or not grants_of(user)):
        return no(_("Bạn không còn giữ nhiệm vụ nào nên không xác nhận được văn bản này."))
    if delivery.acknowledged_at:
        return no(_("Văn bản này đã được xác nhận."))
    return YES


def receives_for(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_at(user, unit, *RECEIVES)


def can_receive(user: AbstractBaseUser, unit: Unit) -> Answer:
    if receives_for(user, unit):
        return YES
    return no(_("Chỉ người của %(unit)s được vào sổ văn bản đến của đơn vị.") % {"unit": unit})


def get_incoming(user: AbstractBaseUser, pk: int) -> Incoming:
    rows = visible_incoming(user).select_related("unit", "document", "delivery", "file")
    return get_object_or_404(rows.select_related("handed_to"), pk=pk)


def can_hand(user: AbstractBaseUser, incoming: Incoming) -> Answer:
    if not (answer := can_receive(user, keeper_of(incoming.unit))):
        return answer
    if incoming.status == S.NEW:
        return no(_("Hãy xác nhận đã nhận văn bản trước khi chuyển xử lý."))
    if incoming.status == S.DONE:
        return no(_("Văn bản đã xử lý xong."))
    return YES


def can_finish(user: AbstractBaseUser, incoming: Incoming) -> Answer:
    """One query for whom it was handed to: who has left the unit finishes nothing for it.

    Once the unit ended, its heir carries on with the papers in its book.
    """
    keeper = keeper_of(incoming.unit)
    is_theirs = incoming.handed_to_id == user.pk and (
        Unit.objects.filter(works_at(user), pk=keeper.pk).exists()
    )
    if not is_theirs and not receives_for(user, keeper):
        return no(_("Chỉ người được chuyển xử lý hoặc người vào sổ được ghi kết quả."))
    if incoming.status == S.NEW:
        return no(_("Hãy xác nhận đã nhận văn bản trước."))
    if incoming.status == S.DONE:
        return no(_("Văn bản đã xử lý xong."))
    return YES


# ------------------------------------------------------------------ files


def can_pack(user: AbstractBaseUser) -> Answer:
    if has_role(user, Role.OFFICE, *ACTS_FOR_UNIT):
        return YES
    return no(_("Chỉ văn phòng, thủ trưởng hoặc đầu mối của đơn vị được xuất gói văn bản."))


def own_packages(user: AbstractBaseUser) -> QuerySet[Package]:
    return Package.objects.filter(requested_by=user.pk)


def sees_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    """What came to one's unit, and what one had packed."""
    return (
        visible_incoming(user).filter(file=file).exists()
        or own_packages(user).filter(file=file).exists()
    )
