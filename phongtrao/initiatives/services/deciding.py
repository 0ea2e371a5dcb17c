"""What a council's decision does: a recognised initiative becomes a creation, a refused one has its reasons."""

from collections.abc import Mapping
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.councils.access.councils import can_run
from phongtrao.councils.access.dossiers import reads_dossier
from phongtrao.councils.models import Case, Item
from phongtrao.councils.queries.votes import result_of
from phongtrao.initiatives.models import Initiative, InitiativeRound, InitiativeVersion
from phongtrao.initiatives.reading import labels_of, read_whole
from phongtrao.initiatives.services.submitting import TRANSITIONS
from phongtrao.initiatives.services.telling import tell_authors
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.orgs.models import Post
from phongtrao.orgs.queries import people_by_key
from phongtrao.recognition.models import Creation, ScopeRecognition
from phongtrao.recognition.services.creations import (
    AuthorShare,
    Recognition,
    add_scope,
    register_creation,
)

S = Initiative.Status
Level, Scope = InitiativeRound.Level, ScopeRecognition.Scope
# How far a round's recognition reaches. A room (tổ) is no base: what it finds good is sent up.
SCOPES: Mapping[str, ScopeRecognition.Scope] = {
    Level.SCHOOL: Scope.BASE,
    Level.COMMUNE: Scope.BASE,
    Level.CLUSTER: Scope.BASE,
    Level.DEPARTMENT: Scope.DEPARTMENT,
    Level.PROVINCE: Scope.PROVINCE,
}
SUMMARY = 2_000  # letters of the report that the library searches


@transaction.atomic
def apply_outcome(case: Case, by: AbstractBaseUser) -> None:
    """``councils.kinds.CaseKind.on_decided``: councils asked whether ``by`` may, in this transaction.

    Raises WrongState while the authors are mending it.
    """
    rows = Initiative.objects.select_related("round__owner", "round__form", "unit", "sent_from")
    initiative = rows.get(case=case)
    if initiative.status != S.VALID:
        said = _("“%s” đang được bổ sung nên chưa áp dụng kết quả được. Hãy chờ tác giả nộp lại.")
        raise WrongState(said % case)
    if case.passes:
        _recognise(initiative, case, by=by)
    else:
        _refuse(initiative, case, by=by)


@transaction.atomic
def write_conclusion(initiative: Initiative, words: str, *, by: AbstractBaseUser) -> Initiative:
    """What the council lets the authors know: why not, or what it advises. Whoever runs it writes it down."""
    case = initiative.case
    if case is None or not reads_dossier(by, case):
        raise NotAllowed(_("Bạn không tham gia xét hồ sơ này."))
    can_run(by, case.council).enforce()
    if not words.strip():
        raise BadInput(_("Hãy ghi ý kiến của hội đồng gửi tác giả."))
    Initiative.objects.filter(pk=initiative.pk).update(conclusion=words.strip())
    initiative.refresh_from_db()
    record(case, "initiatives.conclusion_written", by=by)
    return initiative


def _recognise(initiative: Initiative, case: Case, *, by: AbstractBaseUser) -> None:
    version = initiative.versions.order_by("-number")[0]
    creation = _creation_of(initiative, version, case, by=by)
    move(initiative, S.RECOGNISED, TRANSITIONS, creation=creation, asked_back="")
    record(initiative, "initiatives.recognised", by=by)
    with office_language():
        said = _("Sáng kiến “%s” được công nhận.")
    tell_authors(initiative, said, f"decided:{case.pk}")


def _refuse(initiative: Initiative, case: Case, *, by: AbstractBaseUser) -> None:
    words = initiative.conclusion or _reason_of_vote(case)
    move(initiative, S.REFUSED, TRANSITIONS, conclusion=words, asked_back="")
    record(initiative, "initiatives.refused", by=by)
    with office_language():
        said = _("Sáng kiến “%s” không được công nhận. Mở ra để xem lý do; tác giả được kiến nghị.")
    tell_authors(initiative, said, f"decided:{case.pk}")


def _reason_of_vote(case: Case) -> str:
    """The numbers, where the council wrote no reason of its own."""
    item = (
        Item.objects.filter(case=case, status=Item.Status.COUNTED).order_by("-counted_at").first()
    )
    result = result_of(item) if item else None
    with office_language():
        if result is None:
            return str(case.outcome_label)
        said = _("Kết quả biểu quyết của hội đồng: %s.")
        return said % "; ".join([result.sentence(), *result.reasons()])


def _creation_of(
    initiative: Initiative, version: InitiativeVersion, case: Case, *, by: AbstractBaseUser
) -> Creation | None:
    """The one it has from the round below reaches farther now; else a new one. None for a room's round."""
    known = initiative.sent_from.creation if initiative.sent_from else None
    scope = SCOPES.get(initiative.round.level)
    if scope is None:
        return known
    owner = initiative.round.owner
    said = Recognition(scope, timezone.localdate(), owner, case=case)
    if known is None:
        shares = _shares(initiative, version)
        return register_creation(_creation(initiative, version), shares, said, by=by)
    if not known.scopes.filter(scope=scope, revoked_on=None).exists():
        add_scope(known, said, by=by)
    return known


def _creation(initiative: Initiative, version: InitiativeVersion) -> Creation:
    reading, data = read_whole(initiative, version), version.data
    open_words = [line.text for line in reading.lines if not line.is_secret and line.text]
    return Creation(
        kind=Creation.Kind.INITIATIVE,
        title=reading.title,
        summary="\n".join(open_words)[:SUMMARY],
        unit=initiative.unit,
        area=", ".join(labels_of(initiative.round, "areas", [data["area"]]))[:300],
        theme=", ".join(labels_of(initiative.round, "themes", [data["theme"]]))[:300],
        solution=_solution(data["solution"]),
        tags=labels_of(initiative.round, "tags", data["tags"]),
        year=initiative.round.year,
    )


def _solution(key: str) -> str:
    with office_language():
        return str(Initiative.Solution(key).label) if key else ""


def _shares(initiative: Initiative, version: InitiativeVersion) -> list[AuthorShare]:
    """With the unit each works at today, else that of the initiative: who left has a share all the same."""
    rows = version.data["authors"]
    people = people_by_key([row["person"] for row in rows])
    posts = Post.objects.today().full().filter(person__in=people.values()).select_related("unit")
    at = {post.person_id: post.unit for post in posts}
    return [
        AuthorShare(
            people[row["person"]],
            at.get(people[row["person"]].pk, initiative.unit),
            Decimal(row["share"]),
            is_first=row["first"],
        )
        for row in rows
    ]
