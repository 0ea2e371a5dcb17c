"""Who may see and change official documents, evidence, templates and papers. Deny by default."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents import evidence_writers, paper_scope
from phongtrao.documents.access.outgoing import can_draft
from phongtrao.documents.access.reading import RUNS_OFFICE, sees_draft_file, visible_documents
from phongtrao.documents.evidence_inner import is_inner
from phongtrao.documents.models import (
    Evidence,
    OfficialDocument,
    Paper,
    StoredFile,
    TemplateVersion,
)
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    READS_ALL_BELOW,
    READS_OWN_UNIT,
    at_offices,
    at_units,
    grants_of,
    has_role,
    holds_at,
    holds_at_office,
    holds_over,
    is_at_the_top,
    read_units,
    reads_unit,
    unit_condition,
)


def insist(answer: Answer) -> None:
    """For a page that is nothing but a refused deed: 403 with the sentence, inside one's scope."""
    if not answer:
        raise PermissionDenied(answer.reason)


# ------------------------------------------------------------------ official documents


def can_register(user: AbstractBaseUser, issuer: Unit | None = None) -> Answer:
    """Documents of outside bodies may be registered by any office; a unit's own by its office."""
    if issuer is None and has_role(user, Role.OFFICE):
        return YES
    if issuer is not None and holds_over(user, issuer, Role.OFFICE):
        return YES
    return no(
        _("Chỉ văn phòng của đơn vị ban hành, hoặc văn phòng cấp trên, được ghi sổ văn bản này.")
    )


def can_change_document(user: AbstractBaseUser, document: OfficialDocument) -> Answer:
    """An entry of the register by its office; a draft by those who draft it only."""
    is_draft = document.status != OfficialDocument.Status.ISSUED
    may = can_draft if is_draft else can_register
    if not (answer := may(user, document.issuer)):
        return answer
    if document.status in {OfficialDocument.Status.SUBMITTED, OfficialDocument.Status.APPROVED}:
        return no(_("Văn bản đang trình ký hoặc đã duyệt. Hãy sửa tại trang “Văn bản đi”."))
    return YES


# ------------------------------------------------------------------ evidence


def visible_evidence(user: AbstractBaseUser) -> QuerySet[Evidence]:
    """Of the units below, as far as they handed it in; all of it at the very unit."""
    own = at_units(user, READS_ALL_BELOW | READS_OWN_UNIT, "unit__")
    return Evidence.objects.filter(own | (read_units(user, "unit__") & ~is_inner()))


def evidence_units(user: AbstractBaseUser) -> Q:
    """Condition on units whose evidence the user may read."""
    return read_units(user)


def may_read_evidence(user: AbstractBaseUser, unit: Unit) -> bool:
    """The same for one unit, without a query."""
    return reads_unit(user, unit)


def get_visible_evidence(user: AbstractBaseUser, pk: int) -> Evidence:
    return get_object_or_404(
        visible_evidence(user).select_related("unit", "file", "added_by"), pk=pk
    )


def can_add_evidence(user: AbstractBaseUser, unit: Unit) -> Answer:
    if holds_at(user, unit, *ACTS_FOR_UNIT) or evidence_writers.may_add(user, unit):
        return YES
    return no(_("Chỉ thủ trưởng hoặc đầu mối của %(unit)s được thêm minh chứng.") % {"unit": unit})


# ------------------------------------------------------------------ templates and papers


def can_manage_templates(user: AbstractBaseUser) -> Answer:
    """A template is everybody's: an office of one school or commune must not change those of all."""
    held = grants_of(user, frozenset({Role.ADMIN, Role.OFFICE}))
    if any(is_at_the_top(grant) for grant in held):
        return YES
    return no(_("Chỉ văn phòng hoặc quản trị hệ thống cấp Sở được xem và thay mẫu văn bản."))


def visible_papers(user: AbstractBaseUser) -> QuerySet[Paper]:
    """Every state at the own office and of one's own; what was approved also for those who oversee the
    unit. An app above may keep a paper from somebody (``paper_scope``).
    """
    own = at_offices(user, RUNS_OFFICE, "unit__") | at_units(user, ACTS_FOR_UNIT, "unit__")
    over = unit_condition(grants_of(user, OVERSEES), "unit__")
    mine = Q(requested_by=user.pk) | own
    rows = Paper.objects.filter(mine | (over & Q(status=Paper.Status.APPROVED)))
    return rows.filter(paper_scope.shown(user))


def get_visible_paper(user: AbstractBaseUser, pk: int) -> Paper:
    rows = visible_papers(user).select_related("unit", "file", "approved_file", "work")
    return get_object_or_404(rows, pk=pk)


def approvable_papers(user: AbstractBaseUser) -> QuerySet[Paper]:
    """Papers whose approval is this user's business, whatever their state."""
    leads = at_offices(user, frozenset({Role.LEADER}), "unit__")
    rows = Paper.objects.filter(leads | at_units(user, frozenset({Role.HEAD}), "unit__"))
    return rows.filter(paper_scope.shown(user))


def can_request_paper(user: AbstractBaseUser, unit: Unit) -> Answer:
    if holds_at_office(user, unit, Role.OFFICE) or holds_at(user, unit, *ACTS_FOR_UNIT):
        return YES
    if paper_scope.may_write(user, unit):
        return YES
    return no(_("Chỉ văn phòng hoặc đầu mối của %(unit)s được lập văn bản này.") % {"unit": unit})


def can_approve_paper(user: AbstractBaseUser, paper: Paper) -> Answer:
    is_leader = holds_at_office(user, paper.unit, Role.LEADER)
    if not (is_leader or holds_at(user, paper.unit, Role.HEAD)):
        return no(_("Chỉ lãnh đạo của %(unit)s được duyệt văn bản này.") % {"unit": paper.unit})
    if paper.status == Paper.Status.APPROVED:
        return no(_("Văn bản đã được duyệt. Muốn sửa, hãy lập phiên bản mới."))
    if paper.status == Paper.Status.RETURNED:
        return no(_("Văn bản đã bị trả lại. Hãy đợi phiên bản mới."))
    if paper.status != Paper.Status.DRAFT:
        return no(_("Văn bản chưa lập xong. Hãy đợi hoặc lập lại."))
    return YES


# ------------------------------------------------------------------ files


def sees_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    """What this app cites: registered documents, evidence, papers, templates."""
    return (
        visible_documents(user).filter(file=file).exists()
        or visible_evidence(user).filter(file=file).exists()
        or sees_draft_file(user, file)
        or visible_papers(user).filter(Q(file=file) | Q(approved_file=file)).exists()
        or (bool(can_manage_templates(user)) and TemplateVersion.objects.filter(file=file).exists())
    )
