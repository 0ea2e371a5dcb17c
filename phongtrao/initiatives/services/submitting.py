"""Handing in, taking back, and what must be there first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import record
from phongtrao.base.workflow import move
from phongtrao.councils.services.conflicts import find_conflicts
from phongtrao.documents.fields import Field, FieldKind, missing, read_fields, too_short
from phongtrao.initiatives import dossier
from phongtrao.initiatives.access.initiatives import can_submit, can_withdraw
from phongtrao.initiatives.models import (
    Authorship,
    Initiative,
    InitiativeFile,
    InitiativeVersion,
)
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.shares import check_shares
from phongtrao.orgs.models import Post

S = Initiative.Status
# What a dossier needs beside the boxes of its form, with the names the page gives it.
NEEDED = {
    "solution": gettext_lazy("loại giải pháp"),
    "first_use": gettext_lazy("hình thức áp dụng"),
    "first_used_on": gettext_lazy("áp dụng từ ngày"),
}
TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    S.SUBMITTED: frozenset({S.VALID, S.RETURNED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    S.VALID: frozenset({S.RECOGNISED, S.REFUSED, S.RETURNED, S.WITHDRAWN}),
    S.RECOGNISED: frozenset(),
    S.REFUSED: frozenset({S.VALID}),  # a complaint was found right
    S.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """What keeps an initiative from being handed in, and the place on the page where it is mended."""

    words: str
    anchor: str


def gaps_of(initiative: Initiative) -> list[Gap]:
    """All of them; shown while writing."""
    return gaps_of_all([initiative])[initiative.pk]


def gaps_of_all(initiatives: Sequence[Initiative]) -> dict[int, list[Gap]]:
    """The same for many, by key; one query, two where a box is empty, whatever the number."""
    unwritten = {one.pk: _unwritten(one) for one in initiatives}
    with_file = _filed(key for key, boxes in unwritten.items() if boxes)
    authors = _authors_of(unwritten)
    return {
        one.pk: [
            *_gaps_of_boxes(box for box in unwritten[one.pk] if box.key not in with_file[one.pk]),
            *_gaps_of_text(one),
            *_gaps_of_authors(authors[one.pk]),
        ]
        for one in initiatives
    }


def faults_of(initiative: Initiative) -> list[str]:
    """The same as sentences."""
    return [gap.words for gap in gaps_of(initiative)]


def _unwritten(initiative: Initiative) -> list[Field]:
    fields = read_fields(initiative.round.form.fields)
    return [box for box in fields if missing([box], initiative.values, ())]


def _filed(initiatives: Iterable[int]) -> dict[int, set[str]]:
    """Keys of the boxes a file answers, by initiative."""
    found: dict[int, set[str]] = defaultdict(set)
    if asked := list(initiatives):
        files = InitiativeFile.objects.filter(initiative__in=asked)
        for initiative, key in files.values_list("initiative", "key"):
            found[initiative].add(key)
    return found


def _authors_of(initiatives: Iterable[int]) -> dict[int, list[Authorship]]:
    posts = Post.objects.today().filter(person=OuterRef("person"))
    rows = Authorship.objects.filter(initiative__in=list(initiatives)).select_related("person")
    found: dict[int, list[Authorship]] = defaultdict(list)
    for row in rows.annotate(is_posted=Exists(posts)):
        found[row.initiative_id].append(row)
    return found


def _gaps_of_boxes(boxes: Iterable[Field]) -> Iterator[Gap]:
    for box in boxes:
        anchor = "tep" if box.kind == FieldKind.FILE else f"id_{box.key}"
        yield Gap(_("Chưa điền “%s”.") % box.label, anchor)


def _gaps_of_text(initiative: Initiative) -> Iterator[Gap]:
    for box in read_fields(initiative.round.form.fields):
        for words in too_short([box], initiative.values):
            yield Gap(words, f"id_{box.key}")
    for name, label in NEEDED.items():
        if not getattr(initiative, name):
            yield Gap(_("Chưa chọn “%s”.") % label, f"id_{name}")


def _gaps_of_authors(authors: Sequence[Authorship]) -> list[Gap]:
    return [Gap(words, "tac-gia") for words in _faults_of_authors(authors)]


def _faults_of_authors(authors: Sequence[Authorship]) -> list[str]:
    """Of rows as ``_authors_of`` gives them."""
    try:
        check_shares([one.share for one in authors])
    except BadInput as error:
        return [str(error)]
    found = []
    for one in authors:
        if one.status != Authorship.Status.CONFIRMED:
            said = {
                Authorship.Status.ASKED: _("%s chưa xác nhận tỷ lệ đóng góp."),
                Authorship.Status.DECLINED: _("%s không đồng ý tỷ lệ đóng góp. Hãy sửa lại tỷ lệ."),
            }[Authorship.Status(one.status)]
            found.append(said % one.person)
        elif not one.is_posted:  # type: ignore[attr-defined]  # of _authors_of
            found.append(_("%s không còn công tác. Hãy sửa danh sách tác giả.") % one.person)
    return found


@transaction.atomic
def submit_initiative(initiative: Initiative, *, by: AbstractBaseUser) -> InitiativeVersion:
    """Hand the draft in; from here on its text is frozen as a version.

    BadInput names everything that is missing. Twice at once makes one version: the move decides.
    """
    can_submit(by, initiative).enforce()
    if faults := faults_of(initiative):
        raise BadInput(" ".join(faults))
    round_, looked_at = initiative.round, initiative.saved
    now = timezone.now()
    came_from = move(initiative, S.SUBMITTED, TRANSITIONS, submitted_at=now, return_reason="")
    initiative.round = round_  # hundreds share it: not read again with the row
    # A co-author saved, or the round took a new form, while the move waited.
    if initiative.saved != looked_at:
        raise Conflict(
            _("Bài viết hoặc mẫu của đợt vừa đổi. Hãy mở lại bài viết, xem lại rồi nộp.")
        )
    data = dossier.written(initiative)
    version = InitiativeVersion.objects.create(
        initiative=initiative,
        number=1 if came_from == S.DRAFT else _last_number(initiative) + 1,
        data=data,
        hash=dossier.hash_of(data),
        made_by_id=by.pk,
    )
    initiative.earlier_drafts.all().delete()
    record(initiative, "initiatives.submitted", by=by, version=version.number)
    mended(initiative)
    return version


def _last_number(initiative: Initiative) -> int:
    return initiative.versions.aggregate(last=Max("number"))["last"] or 0


def mended(initiative: Initiative) -> None:
    """What a council has of it is not what it was: sheets and votes on it are void, conflicts looked for anew.

    Without a name in the history of the case: in a blind round it would be an author's.
    """
    if initiative.case:
        find_conflicts([initiative.case], by=None)


@transaction.atomic
def withdraw_initiative(initiative: Initiative, reason: str, *, by: AbstractBaseUser) -> Initiative:
    """Its authors take it back before a council has it; it stays readable for them."""
    can_withdraw(by, initiative).enforce()
    move(initiative, S.WITHDRAWN, TRANSITIONS)
    record(initiative, "initiatives.withdrawn", by=by, reason=reason)
    return initiative
