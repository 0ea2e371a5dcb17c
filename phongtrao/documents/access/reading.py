"""Who reads a paper: drafts where they are drafted, issued ones by who issued them. Deny by default.

Papers of a Sở, a province and of bodies outside are everybody's; those of a school, a commune or
another unit are for its people, those above, and whom they were sent to
(docs/decisions/0007-who-reads-papers.md).
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.documents.models import (
    Approval,
    Citation,
    Delivery,
    DocumentKind,
    Incoming,
    OfficialDocument,
    Opinion,
    StoredFile,
)
from phongtrao.documents.queries.deliveries import RECEIVES
from phongtrao.documents.queries.outgoing import before_signer, still_of_office
from phongtrao.documents.readers import papers_shown
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import ended_into
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    EVERYTHING,
    at_offices,
    at_units,
    grants_of,
    read_units,
    works_at,
)

S = OfficialDocument.Status
RUNS_OFFICE = frozenset({Role.OFFICE, Role.LEADER})
# Whose papers are meant for everybody: bodies above, and the rooms through which a Sở acts.
ABOVE = frozenset({Unit.Kind.PROVINCE, Unit.Kind.DEPARTMENT, Unit.Kind.OFFICE})

# Published for everybody by those who make them: an entry of one tells nothing of who cites it.
PUBLISHED = frozenset({DocumentKind.LAW, DocumentKind.DECREE, DocumentKind.CIRCULAR})

# ------------------------------------------------------------------ drafts


def reads_drafts(user: AbstractBaseUser, prefix: str = "") -> Q:
    """Condition on documents: of the unit whose office, leader, head or focal person the user is."""
    issuer = f"{prefix}issuer__"
    return at_offices(user, RUNS_OFFICE, issuer) | at_units(user, ACTS_FOR_UNIT, issuer)


def drafts_read_by(user: AbstractBaseUser) -> QuerySet[OfficialDocument]:
    """Papers of which the user may know how they were drafted, whatever has become of them."""
    return OfficialDocument.objects.filter(reads_drafts(user))


def own_opinions(user: AbstractBaseUser) -> QuerySet[Opinion]:
    """What the user has answered, or is still asked while of the office: that version only."""
    open_ones = Q(given_at=None) & ~Q(document__status=S.ISSUED) & still_of_office(user)
    return Opinion.objects.filter(open_ones | Q(given_at__isnull=False), asked=user.pk)


def own_decisions(user: AbstractBaseUser) -> QuerySet[Approval]:
    """What waits for the user's signature, or of one they act for, and what they approved or returned."""
    waiting = Q(recalled_at=None, voided_at=None, approved_at=None, returned_at=None)
    decided = Q(approved_at__isnull=False) | Q(returned_at__isnull=False)
    return Approval.objects.filter((waiting & before_signer(user)) | (decided & Q(signer=user.pk)))


def sees_draft_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    """Earlier versions, signed copies and offered files stay with those who read drafts; else what one
    was shown."""
    kept = Q(versions__file=file) | Q(approvals__signed_copies__file=file)
    kept |= Q(approvals__finished_files__file=file)
    return (
        drafts_read_by(user).filter(kept).exists()
        or own_opinions(user).filter(version__file=file).exists()
        or own_decisions(user).filter(Q(version__file=file) | Q(signed_copies__file=file)).exists()
    )


# ------------------------------------------------------------------ issued papers


def visible_documents(user: AbstractBaseUser) -> QuerySet[OfficialDocument]:
    """The one set behind the register, search, packages, citations and every list of papers."""
    read = _everybodys() | _own(user) | _sent(user) | papers_shown(user)
    issued = Q(status=S.ISSUED) & (read | Q(public_from__lte=timezone.localdate()))
    return OfficialDocument.objects.filter(issued | reads_drafts(user))


def get_visible_document(user: AbstractBaseUser, pk: int) -> OfficialDocument:
    return get_object_or_404(
        visible_documents(user).select_related("issuer", "file", "public_by"), pk=pk
    )


def _everybodys() -> Q:
    """Of bodies above and outside, and what these name: any paper that is their legal basis.

    What is known only because it was named is everybody's where such a paper, issued, names it.
    """
    above = Q(issuer=None) | Q(issuer__kind__in=ABOVE)
    bases = Citation.objects.filter(
        role=Citation.Role.BASIS, source__status=S.ISSUED, source__issuer__kind__in=ABOVE
    )
    theirs = Q(source__issuer=None) | Q(source__issuer__kind__in=ABOVE)
    named = Citation.objects.filter(theirs, source__status=S.ISSUED).values("target")
    laws = Q(issuer=None, kind__in=PUBLISHED)
    return (
        (above & Q(is_cited_only=False))
        | Q(pk__in=bases.values("target"))
        | (Q(is_cited_only=True) & (laws | Q(pk__in=named)))
    )


def _own(user: AbstractBaseUser) -> Q:
    """Of one's units and those below, and what is known only because these named it.

    A draft's naming counts for who reads the draft: else it would tell what is being written.
    """
    own = read_units(user, "issuer__") | works_at(user, "issuer__") | _of_rooms(user)
    citing = read_units(user, "source__issuer__") | works_at(user, "source__issuer__")
    citing = (citing & Q(source__status=S.ISSUED)) | reads_drafts(user, "source__")
    named = Citation.objects.filter(citing).values("target")
    return own | Q(is_cited_only=True, pk__in=named)


def _of_rooms(user: AbstractBaseUser) -> Q:
    """A tổ is part of its school: who has a role there reads the school's papers."""
    rooms = [one.unit for one in grants_of(user, EVERYTHING) if one.unit.kind == Unit.Kind.ROOM]
    above = [[step for step in room.admin_path.split("/") if step][-2:-1] for room in rooms]
    return Q(issuer__pk__in=[step for steps in above for step in steps])


def _sent(user: AbstractBaseUser) -> Q:
    sent = own_deliveries(user).values("document")
    return Q(pk__in=sent) | Q(pk__in=visible_incoming(user).values("document"))


# ------------------------------------------------------------------ what came to a unit


def own_deliveries(user: AbstractBaseUser) -> QuerySet[Delivery]:
    """Those to the user, and to the units the user receives for today."""
    at = [grant.unit_id for grant in grants_of(user, RECEIVES)]
    return Delivery.objects.filter(Q(unit__in=at) | Q(user=user.pk))


def visible_incoming(user: AbstractBaseUser) -> QuerySet[Incoming]:
    """Papers that came to the user's units, and those handed to the user while they work there.

    A unit is followed by its heir in this as well: the book stays, the heir reads it and carries on.
    """
    at = [grant.unit_id for grant in grants_of(user, RECEIVES)]
    everywhere = [grant.unit_id for grant in grants_of(user, EVERYTHING)]
    here = works_at(user, "unit__") | Q(unit__in=ended_into(everywhere))
    handed = Q(handed_to=user.pk) & here
    return Incoming.objects.filter(Q(unit__in=at) | Q(unit__in=ended_into(at)) | handed)
