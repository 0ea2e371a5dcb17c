"""Who drafts, gives an opinion, signs, numbers. Drafts belong to the office and the heads of the unit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.access.reading import (
    RUNS_OFFICE,
    drafts_read_by,
    own_decisions,
    own_opinions,
    reads_drafts,
)
from phongtrao.documents.models import (
    Approval,
    DraftVersion,
    NumberBook,
    OfficialDocument,
    Opinion,
)
from phongtrao.documents.queries.outgoing import acting_grants, deputy_grants
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_units,
    grants_of,
    has_role,
    holds_at,
    holds_at_office,
    unit_condition,
)

S = OfficialDocument.Status
SIGNS = frozenset({Role.LEADER, Role.HEAD})

# ------------------------------------------------------------------ reading


def reads_outgoing(user: AbstractBaseUser) -> bool:
    """Whether the list is a place of theirs; who is only asked or to sign has a page of that alone."""
    return has_role(user, *RUNS_OFFICE, *ACTS_FOR_UNIT)


def visible_outgoing(user: AbstractBaseUser) -> QuerySet[OfficialDocument]:
    """Papers on their way, and issued ones that went it."""
    went = Exists(DraftVersion.objects.filter(document=OuterRef("pk")))
    return OfficialDocument.objects.filter(reads_drafts(user)).filter(~Q(status=S.ISSUED) | went)


def get_visible_outgoing(user: AbstractBaseUser, pk: int) -> OfficialDocument:
    rows = visible_outgoing(user).select_related("issuer", "file", "registered_by")
    return get_object_or_404(rows, pk=pk)


def visible_approvals(user: AbstractBaseUser) -> QuerySet[Approval]:
    """Every way of papers one drafts; else what one is to decide, or decided."""
    own = Q(pk__in=own_decisions(user).values("pk"))
    return Approval.objects.filter(Q(document__in=drafts_read_by(user)) | own)


def get_visible_approval(user: AbstractBaseUser, pk: int) -> Approval:
    rows = visible_approvals(user).select_related(
        "document__issuer", "version__file", "signer", "acts_for", "submitted_by"
    )
    return get_object_or_404(rows, pk=pk)


def get_own_opinion(user: AbstractBaseUser, pk: int) -> Opinion:
    """Only who was asked answers, and reads again what they answered; for others it is not there."""
    rows = own_opinions(user).select_related("document__issuer", "version__file", "asked_by")
    return get_object_or_404(rows, pk=pk)


# ------------------------------------------------------------------ drafting


def draft_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units in whose name the user may draft: the own one of an office, head or focal person."""
    return Unit.objects.standing().filter(at_units(user, ACTS_FOR_UNIT | {Role.OFFICE}))


def can_draft(user: AbstractBaseUser, unit: Unit | None) -> Answer:
    """A draft is its unit's own: not even the office above writes it. A Sở drafts for its rooms."""
    if unit is not None and (
        holds_at_office(user, unit, Role.OFFICE) or holds_at(user, unit, *ACTS_FOR_UNIT)
    ):
        return YES
    return no(_("Chỉ văn phòng, thủ trưởng hoặc đầu mối của đơn vị được soạn văn bản đi."))


def can_edit_draft(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    if not (answer := can_draft(user, document.issuer)):
        return answer
    if document.status == S.SUBMITTED:
        return no(_("Văn bản đang trình ký. Hãy rút lại rồi mới sửa."))
    if document.status == S.ISSUED:
        return no(_("Văn bản đã ban hành. Muốn đổi, hãy ban hành văn bản sửa đổi hoặc thay thế."))
    return YES


def can_submit(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    if not (answer := can_edit_draft(user, document)):
        return answer
    if document.status != S.DRAFT:
        return no(_("Văn bản đã được duyệt. Hãy cấp số, hoặc hủy duyệt nếu phải sửa."))
    if document.file_id is None:
        return no(_("Dự thảo chưa có tệp. Hãy tải tệp lên rồi trình."))
    return YES


def can_recall(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    if not (answer := can_draft(user, document.issuer)):
        return answer
    if document.status not in {S.SUBMITTED, S.APPROVED}:
        return no(_("Văn bản không còn ở chỗ người ký."))
    return YES


def can_number(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    if not (answer := can_draft(user, document.issuer)):
        return answer
    if document.status == S.ISSUED:
        return no(_("Văn bản đã có số."))
    if document.status != S.APPROVED:
        return no(_("Văn bản chưa được duyệt. Hãy trình ký trước khi cấp số."))
    return YES


def can_correct(document: OfficialDocument) -> Answer:
    """What was approved and issued here stays as it was signed: the register only corrects entries."""
    if document.status == S.ISSUED and document.approvals.exists():
        return no(
            _(
                "Văn bản đã duyệt và ban hành từ sổ số nên không sửa được."
                " Hãy ban hành văn bản sửa đổi hoặc thay thế."
            )
        )
    return YES


def can_take_signed(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    if not (answer := can_draft(user, document.issuer)):
        return answer
    if document.status not in {S.APPROVED, S.ISSUED}:
        return no(_("Văn bản chưa được duyệt. Hãy trình ký trước khi ký số."))
    return YES


# ------------------------------------------------------------------ signing


def signs_with(grant: Grant, unit: Unit) -> bool:
    """A leader or head of this very unit, or who holds a capacity there by delegation."""
    return grant.unit_id == unit.pk and (grant.role in SIGNS or bool(grant.capacity))


def signing_grant(user: AbstractBaseUser, unit: Unit, acts_for: int | None = None) -> Grant | None:
    """The grant of today under which the user signs; in the own name before any delegation.

    ``acts_for``: in the place of this person only, as a paper handed over is signed.
    """
    held = [grant for grant in grants_of(user) if signs_with(grant, unit)]
    if acts_for is not None:
        held = [grant for grant in held if grant.acts_for_id == acts_for]
    return min(held, key=lambda grant: (bool(grant.capacity), grant.pk), default=None)


def stands_in(user: AbstractBaseUser, approval: Approval) -> bool:
    """Whether the user signs today in the place of the paper's signer. No query."""
    at = (approval.signer_id, approval.document.issuer_id)
    return any((grant.acts_for_id, grant.unit_id) == at for grant in acting_grants(user))


def can_sign(user: AbstractBaseUser, unit: Unit) -> Answer:
    """S0-61: the grants of the day decide, so one that ended yesterday signs nothing today."""
    if signing_grant(user, unit):
        return YES
    rows = Grant.objects.filter(
        user_id=user.pk, unit=unit, days__endswith__lte=timezone.localdate()
    )
    past = [grant for grant in rows.order_by("-days") if signs_with(grant, unit)]
    if past:
        return no(
            _(
                "Quyền ký tại %(unit)s đã hết từ ngày %(day)s. Hãy trình người khác, hoặc nhờ quản trị phân quyền lại."
            )
            % {"unit": unit, "day": date_format(past[0].days.upper, "d/m/Y")}
        )
    return no(_("Không có quyền ký văn bản của %(unit)s.") % {"unit": unit})


def can_decide(user: AbstractBaseUser, approval: Approval) -> Answer:
    """Approve: the very signer, on a paper that still waits."""
    if not (may := _waits(approval)):
        return may
    if approval.signer_id != user.pk:
        if stands_in(user, approval):
            return no(_("Văn bản in người ký là %s. Hãy nhận ký thay trước.") % approval.signer)
        return no(_("Văn bản này trình người khác ký."))
    issuer = approval.document.issuer
    if issuer is None:
        return no(_("Văn bản không thuộc đơn vị nào."))
    if approval.acts_for and not signing_grant(user, issuer, approval.acts_for_id):
        return no(
            _("Bạn không còn làm thay %s. Hãy nhờ người soạn rút lại rồi trình lại.")
            % approval.acts_for
        )
    return can_sign(user, issuer)


def can_return(user: AbstractBaseUser, approval: Approval) -> Answer:
    """The signer, or who stands in today: a wrong paper goes back whoever it prints."""
    if stands_in(user, approval):
        return _waits(approval)
    return can_decide(user, approval)


def can_hand_to_deputy(user: AbstractBaseUser, approval: Approval) -> Answer:
    """The deputy takes it from the desk of who is away; the drafter hands it over."""
    if not (may := _waits(approval)):
        return may
    if stands_in(user, approval):
        return YES
    if not can_draft(user, approval.document.issuer):
        return no(_("Chỉ người ký thay hôm nay hoặc nơi soạn được chuyển người ký."))
    if not deputy_grants(approval).exists():
        return no(_("Hôm nay không ai được giao ký thay %s.") % approval.signer)
    return YES


def _waits(approval: Approval) -> Answer:
    if approval.recalled_at or approval.voided_at:
        return no(_("Người soạn đã rút lại văn bản này để sửa. Hãy đợi bản trình mới."))
    if approval.returned_at or approval.approved_at:
        return no(_("Bản trình này đã được xử lý."))
    return YES


# ------------------------------------------------------------------ number books


def visible_books(user: AbstractBaseUser) -> QuerySet[NumberBook]:
    over = unit_condition(grants_of(user, OVERSEES), "unit__")
    return NumberBook.objects.filter(over | at_units(user, ACTS_FOR_UNIT, "unit__"))


def reads_books(user: AbstractBaseUser) -> bool:
    return has_role(user, *OVERSEES, *ACTS_FOR_UNIT)


def get_visible_book(user: AbstractBaseUser, pk: int) -> NumberBook:
    return get_object_or_404(visible_books(user).select_related("unit"), pk=pk)
