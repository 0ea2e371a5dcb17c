"""Index sets: copied from what is shipped, written as a draft edition, issued and then frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.assessments.access import sets as access
from phongtrao.assessments.levels import check_rules, read_rules
from phongtrao.assessments.models import Criterion, Edition, IndexSet
from phongtrao.assessments.rows import Row, check_rows, groups_of
from phongtrao.assessments.trees import criteria_of
from phongtrao.audit.services import record
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.services.shipped import Heading, copy_shipped, keep_heading
from phongtrao.lib.errors import Conflict, WrongState
from phongtrao.orgs.models import Unit

S = Edition.Status
EDITION_TRANSITIONS: Transitions[S] = {
    S.DRAFT: frozenset({S.ISSUED}),
    S.ISSUED: frozenset({S.ENDED}),
    S.ENDED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """What an edition says."""

    rows: Sequence[Row]
    rules: Mapping[str, Any]
    valid_from: date | None = None
    valid_to: date | None = None
    heading: Heading | None = field(default=None)


@transaction.atomic
def copy_set(source: IndexSet, unit: Unit, title: str, *, by: AbstractBaseUser) -> IndexSet:
    """A set of the unit's own, with the newest issued edition of another as its first draft."""
    access.can_keep(by, unit).enforce()
    newest = source.editions.exclude(status=S.DRAFT).order_by("-number").first()
    if newest is None:
        raise WrongState(_("Bộ chỉ số chưa ban hành phiên bản nào. Hãy ban hành rồi sao."))
    made = copy_shipped(source, unit, title)
    made.kind, made.source = source.kind, source.source
    made.save(update_fields=["kind", "source"])
    _draft(made, 1, newest, by=by)
    record(made, "assessments.set_copied", by=by, source=source.title)
    return made


@transaction.atomic
def draft_edition(index_set: IndexSet, *, by: AbstractBaseUser) -> Edition:
    """The next edition as a copy of the newest; the draft there is, where somebody has begun one."""
    access.can_edit(by, index_set).enforce()
    locked = IndexSet.objects.select_for_update().get(pk=index_set.pk)
    newest = locked.editions.latest("number")
    if newest.status == S.DRAFT:
        return newest
    made = _draft(locked, newest.number + 1, newest, by=by)
    record(locked, "assessments.edition_drafted", by=by, number=made.number)
    return made


@transaction.atomic
def save_edition(edition: Edition, writing: Writing, *, read: int, by: AbstractBaseUser) -> Edition:
    """Write the draft. BadRow and BadLevels say where it is wrong; Conflict, that somebody else saved meanwhile.

    ``read``: ``saved`` of the draft that was changed on screen.
    """
    access.can_edit(by, edition.index_set).enforce()
    check_rows(writing.rows)
    check_rules(read_rules(writing.rules), groups_of(writing.rows))
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.status != S.DRAFT:
        raise WrongState(_("Phiên bản đã ban hành nên không sửa được. Hãy soạn phiên bản mới."))
    if locked.saved != read:
        raise Conflict(_("Người khác vừa lưu bản soạn này. Hãy tải lại trang rồi sửa tiếp."))
    if writing.heading:
        before, after = keep_heading(edition.index_set, writing.heading)
        if after:
            record(edition.index_set, "assessments.set_named", by=by, before=before, after=after)
    locked.rules, locked.saved = dict(writing.rules), locked.saved + 1
    locked.valid_from, locked.valid_to = writing.valid_from, writing.valid_to
    locked.full_clean()
    locked.save()
    locked.criteria.all().delete()
    Criterion.objects.bulk_create(criteria_of(Criterion, locked, writing.rows))
    record(edition.index_set, "assessments.edition_saved", by=by, number=locked.number)
    return locked


@transaction.atomic
def issue_edition(edition: Edition, *, by: AbstractBaseUser) -> Edition:
    """From now on it is used and never changed; the one before it stays for the campaigns that run by it."""
    access.can_edit(by, edition.index_set).enforce()
    if Edition.objects.select_for_update().get(pk=edition.pk).saved != edition.saved:
        raise Conflict(_("Người khác vừa lưu bản soạn này. Hãy tải lại trang rồi ban hành."))
    check_rows(edition.rows)
    check_rules(edition.level_rules, groups_of(edition.rows))
    move(edition, S.ISSUED, EDITION_TRANSITIONS, issued_at=timezone.now())
    record(edition.index_set, "assessments.edition_issued", by=by, number=edition.number)
    return edition


@transaction.atomic
def end_edition(edition: Edition, *, by: AbstractBaseUser) -> Edition:
    """No new campaign takes it; those that run go on."""
    access.can_edit(by, edition.index_set).enforce()
    move(edition, S.ENDED, EDITION_TRANSITIONS, valid_to=edition.valid_to or timezone.localdate())
    record(edition.index_set, "assessments.edition_ended", by=by, number=edition.number)
    return edition


@transaction.atomic
def drop_draft(edition: Edition, *, by: AbstractBaseUser) -> None:
    """A draft beside an issued edition: a set without any edition would be nothing."""
    access.can_edit(by, edition.index_set).enforce()
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.status != S.DRAFT:
        raise WrongState(_("Phiên bản đã ban hành nên không bỏ được."))
    if locked.number == 1:
        raise WrongState(_("Bộ chỉ số chưa có phiên bản nào khác nên không bỏ được bản soạn này."))
    record(edition.index_set, "assessments.edition_dropped", by=by, number=locked.number)
    locked.delete()


def _draft(index_set: IndexSet, number: int, like: Edition, *, by: AbstractBaseUser) -> Edition:
    made = Edition(index_set=index_set, number=number, rules=like.rules, made_by_id=by.pk)
    made.full_clean()
    made.save()
    Criterion.objects.bulk_create(criteria_of(Criterion, made, like.rows))
    return made
