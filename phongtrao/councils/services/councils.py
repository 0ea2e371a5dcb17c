"""Setting a council up, putting it to work by its founding decision, prolonging and ending it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.base.workflow import move
from phongtrao.councils.access.councils import can_set_up
from phongtrao.councils.models import Case, Council, CouncilRule
from phongtrao.councils.queries.members import faults_of_council
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.orgs.models import Unit

S = Council.Status
TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.ACTIVE}),
    S.ACTIVE: frozenset({S.ENDED}),
    S.ENDED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class CouncilData:
    """``case_kinds``: keys of ``kinds.KINDS``."""

    title: str
    case_kinds: list[str]
    starts_on: date
    ends_on: date
    composition: CouncilRule

    def values(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@transaction.atomic
def found_council(unit: Unit, data: CouncilData, *, by: AbstractBaseUser) -> Council:
    """Begin a council: a draft until its members are complete and its decision is there."""
    can_set_up(by, unit).enforce()
    council = Council(unit=unit, created_by_id=by.pk, **data.values())
    council.full_clean()
    council.save()
    record(council, "councils.founded", by=by)
    return council


@transaction.atomic
def change_council(council: Council, data: CouncilData, *, by: AbstractBaseUser) -> Council:
    """Other words for a draft; of a working council only what it decides can be changed.

    Its name, term and rule are those of the founding decision; the term by ``change_term``.
    """
    can_set_up(by, council.unit).enforce()
    locked = Council.objects.select_for_update().get(pk=council.pk)
    before, after = changes(locked, data.values())
    if locked.status != S.DRAFT and after.keys() - {"case_kinds"}:
        raise WrongState(_("Hội đồng đã hoạt động theo quyết định thành lập; chỉ đổi được nội dung xét và nhiệm kỳ."))  # fmt: skip
    for name, value in after.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    if after:
        record(locked, "councils.changed", by=by, before=before, after=after)
    return locked


@transaction.atomic
def activate_council(
    council: Council, decision: OfficialDocument, *, by: AbstractBaseUser
) -> Council:
    """Let the council work. Refused with every sentence of what its composition lacks.

    The lock keeps members from changing between the count and the move; of two clerks one loses.
    """
    can_set_up(by, council.unit).enforce()
    locked = Council.objects.select_for_update().get(pk=council.pk)
    _check_decision(locked, decision)
    if faults := faults_of_council(locked):
        raise BadInput(" ".join(faults))
    move(locked, S.ACTIVE, TRANSITIONS, decision=decision)
    record(locked, "councils.activated", by=by, decision=str(decision))
    return locked


def _check_decision(council: Council, decision: OfficialDocument) -> None:
    """Issued by the unit itself or by one above it."""
    if decision.status != OfficialDocument.Status.ISSUED or decision.is_cited_only:
        raise BadInput(_("Quyết định thành lập phải là văn bản đã ban hành, có trong sổ văn bản."))
    issuer = decision.issuer
    if issuer is None or not council.unit.admin_path.startswith(issuer.admin_path):
        said = _("Quyết định thành lập phải do %(unit)s hoặc cấp trên ban hành.")
        raise BadInput(said % {"unit": council.unit})


@transaction.atomic
def change_term(council: Council, ends_on: date, reason: str, *, by: AbstractBaseUser) -> Council:
    """Prolong or shorten the term of a working council."""
    can_set_up(by, council.unit).enforce()
    locked = Council.objects.select_for_update().get(pk=council.pk)
    if locked.status != S.ACTIVE:
        raise WrongState(_("Chỉ đổi nhiệm kỳ của hội đồng đang hoạt động."))
    before = locked.ends_on
    locked.ends_on = ends_on
    locked.full_clean()
    locked.save(update_fields=["ends_on"])
    record(
        locked,
        "councils.term_changed",
        by=by,
        before={"ends_on": before},
        after={"ends_on": ends_on},
        reason=reason,
    )
    return locked


@transaction.atomic
def end_council(council: Council, *, by: AbstractBaseUser) -> Council:
    """End its work; refused while cases wait for it, which would have nobody to decide them."""
    can_set_up(by, council.unit).enforce()
    locked = Council.objects.select_for_update().get(pk=council.pk)
    # No number: whoever asks may have a conflict of interest in one of them.
    if locked.cases.filter(status__in=Case.Status.waiting).exists():
        raise WrongState(
            _("Còn hồ sơ chưa xét xong. Hãy xét xong hoặc rút hồ sơ trước khi kết thúc.")
        )
    move(locked, S.ENDED, TRANSITIONS)
    record(locked, "councils.ended", by=by)
    return locked


@transaction.atomic
def drop_council(council: Council, *, by: AbstractBaseUser) -> None:
    """Throw a draft away; the line stays."""
    can_set_up(by, council.unit).enforce()
    locked = Council.objects.select_for_update().get(pk=council.pk)
    if locked.status != S.DRAFT:
        raise WrongState(_("Chỉ bỏ được hội đồng đang lập. Hội đồng đã hoạt động thì kết thúc nhiệm kỳ."))  # fmt: skip
    record(locked, "councils.dropped", by=by)
    locked.delete()
