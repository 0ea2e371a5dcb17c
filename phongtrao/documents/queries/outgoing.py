"""Questions about papers on their way: who may sign, what was said, what waits at whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.documents.models import (
    Approval,
    DraftVersion,
    FinishedFile,
    OfficialDocument,
    Opinion,
    SignedCopy,
)
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Grant, Post, Unit
from phongtrao.orgs.scope import grants_of


@dataclass(frozen=True, slots=True)
class OpinionsGiven:
    """Who has answered and who has not, of everybody asked about a paper.

    ``lapsed``: those nobody waits for any more, since the paper is issued.
    """

    given: list[Opinion]
    missing: list[Opinion]
    lapsed: list[Opinion]

    @property
    def late(self) -> list[Opinion]:
        return [opinion for opinion in self.missing if opinion.due_on < timezone.localdate()]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who may sign today, in which capacity and position."""

    user: User
    capacity: str
    title: str

    @property
    def label(self) -> str:
        """“Ngô Ánh Hồng – KT., Phó Giám đốc”."""
        said = ", ".join(part for part in (self.capacity, self.title) if part)
        return f"{self.user} – {said}" if said else str(self.user)


def title_of(user: AbstractBaseUser, unit: Unit) -> str:
    """The position the person holds today at the unit: “Phó Giám đốc”."""
    posts = Post.objects.today().filter(person__user=user.pk, unit=unit).order_by("pk")
    return posts.values_list("position", flat=True).first() or ""


def people_of_office(unit: Unit | None) -> QuerySet[User]:
    """Accounts with a role or post today at the unit or in its rooms."""
    if unit is None:
        return User.objects.get_queryset().none()
    rooms = Q(unit=unit) | (
        Q(unit__prof_path__startswith=unit.prof_path)
        & Q(unit__kind__in={Unit.Kind.OFFICE, Unit.Kind.ROOM})
    )
    grants = Grant.objects.today().filter(rooms)
    posts = Post.objects.today().filter(rooms).exclude(person__user=None)
    named = Q(pk__in=grants.values("user")) | Q(pk__in=posts.values("person__user"))
    return User.objects.get_queryset().active().filter(named).order_by("sort_key")


def still_of_office(user: AbstractBaseUser) -> Q:
    """Condition on opinions and approvals: the user is one of ``people_of_office`` of the paper today."""
    rooms = Q(
        unit__prof_path__startswith=OuterRef("document__issuer__prof_path"),
        unit__kind__in={Unit.Kind.OFFICE, Unit.Kind.ROOM},
    )
    here = Q(unit=OuterRef("document__issuer")) | rooms
    grants = Grant.objects.today().filter(here, user=user.pk)
    posts = Post.objects.today().filter(here, person__user=user.pk)
    return Q(Exists(grants)) | Q(Exists(posts))


def people_to_ask(document: OfficialDocument, by: AbstractBaseUser) -> QuerySet[User]:
    """Whom an opinion on the draft may be asked of: the people of its office, but who asks."""
    return people_of_office(document.issuer).exclude(pk=by.pk)


def signers_of(unit: Unit, roles: Iterable[str]) -> list[Signer]:
    """Who may sign for the unit today: by role, or by a capacity delegated to them."""
    rows = Grant.objects.today().filter(unit=unit).filter(Q(role__in=roles) | ~Q(capacity=""))
    rows = rows.filter(user__is_active=True).select_related("user")
    posts = Post.objects.today().filter(unit=unit).exclude(person__user=None)
    titles = dict(posts.order_by("-pk").values_list("person__user", "position"))
    found: dict[int, Signer] = {}
    # In the own name before any delegation, as the signature itself will be.
    for grant in sorted(rows, key=lambda grant: (bool(grant.capacity), grant.pk)):
        signer = Signer(grant.user, grant.capacity, titles.get(grant.user_id, ""))
        found.setdefault(grant.user_id, signer)
    return list(found.values())


def printed_signer(document: OfficialDocument) -> str:
    """The name under the newest Word file; empty where none is found."""
    newest = document.versions.order_by("-version").values_list("signer_name", flat=True)
    return newest.first() or ""


def other_name(printed: str, signer: User) -> str:
    """The printed name, where it is another person's: “TS. Phạm Quang Dũng” is Phạm Quang Dũng."""
    return "" if fold(signer.full_name) in fold(printed) else printed


def versions_of(document: OfficialDocument) -> list[DraftVersion]:
    """The newest first."""
    rows = document.versions.select_related("file", "added_by")
    return list(rows.order_by("-version"))


def version_before(version: DraftVersion) -> DraftVersion | None:
    """What a reader compares with: the version submitted before, or else the one just before."""
    earlier = version.document.versions.filter(version__lt=version.version).select_related("file")
    shown = earlier.filter(approvals__isnull=False).order_by("-version").first()
    return shown or earlier.order_by("-version").first()


def opinions_on(document: OfficialDocument) -> OpinionsGiven:
    rows = document.opinions.select_related("asked", "asked_by", "version").order_by("due_on", "pk")
    found = list(rows)
    given = [opinion for opinion in found if opinion.given_at]
    lapsed = [opinion for opinion in found if opinion.is_lapsed]
    missing = [opinion for opinion in found if not (opinion.given_at or opinion.is_lapsed)]
    return OpinionsGiven(given, missing, lapsed)


def approvals_of(document: OfficialDocument) -> list[Approval]:
    """Every way to a signer, the newest first."""
    rows = document.approvals.select_related("signer", "submitted_by", "version")
    return list(rows.order_by("-pk"))


def last_return(approval: Approval) -> Approval | None:
    """The way before this one on which the paper was sent back, with its reason."""
    earlier = Approval.objects.filter(document=approval.document_id, pk__lt=approval.pk)
    rows = earlier.exclude(returned_at=None).select_related("signer", "version")
    return rows.order_by("-pk").first()


def signed_copies_of(document: OfficialDocument) -> list[SignedCopy]:
    """Those of approvals still in force, the newest first."""
    rows = SignedCopy.objects.filter(approval__document=document, approval__voided_at=None)
    return list(rows.select_related("file").order_by("-pk"))


def finished_of(document: OfficialDocument) -> FinishedFile | None:
    """The file it goes out with, where that was made from the approved one."""
    rows = FinishedFile.objects.agreed().filter(approval__document=document)
    return rows.select_related("file", "approval__version").order_by("-pk").first()


def acting_grants(user: AbstractBaseUser) -> list[Grant]:
    """Grants of today by which the user signs in somebody's place; no query of its own."""
    return [grant for grant in grants_of(user) if grant.acts_for_id and grant.capacity]


def deputy_grants(approval: Approval) -> QuerySet[Grant]:
    """Of those who sign today in the place of the paper's signer, at its unit."""
    rows = Grant.objects.today().filter(acts_for=approval.signer_id, user__is_active=True)
    rows = rows.filter(unit=approval.document.issuer_id).exclude(capacity="")
    return rows.select_related("user").order_by("pk")


def before_signer(user: AbstractBaseUser) -> Q:
    """Condition on approvals that wait: the user is to sign, or signs today in the signer's place.

    What was handed over to the user stays with the user for the days of acting only.
    """
    acting = acting_grants(user)
    principals = [grant.acts_for_id for grant in acting]
    found = Q(signer=user.pk) & (Q(acts_for=None) | Q(acts_for__in=principals))
    for grant in acting:
        found |= Q(signer=grant.acts_for_id, document__issuer=grant.unit_id)
    return found & still_of_office(user)


def to_sign(user: AbstractBaseUser) -> QuerySet[Approval]:
    """What waits for this signer, or for whom the user acts today, the oldest first."""
    waiting = Approval.objects.waiting().filter(before_signer(user))
    return waiting.select_related("document__issuer", "version__file", "submitted_by", "signer")
