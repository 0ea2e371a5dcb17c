"""Outgoing papers that wait for a person: to sign, returned, approved and not numbered, to comment on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.documents.models import Approval, OfficialDocument, Opinion

S = OfficialDocument.Status
MOST = 30  # rows of one person's home


@dataclass(frozen=True, slots=True)
class PaperWaiting:
    """What, of which unit, by when, and where the one button leads."""

    what: str
    unit: str
    due: date | None
    url: str
    label: str


def papers_waiting_for(user: AbstractBaseUser) -> list[PaperWaiting]:
    """Two queries, whatever waits."""
    return [*_ways(user), *_opinions(user)]


def _ways(user: AbstractBaseUser) -> Iterator[PaperWaiting]:
    """As signer: what is to be decided. As drafter: what came back, and what only lacks its number."""
    newer = Approval.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"))
    deciding = Q(signer=user.pk, document__status=S.SUBMITTED)
    back = Q(submitted_by=user.pk, document__status=S.DRAFT, recalled_at=None)
    approved = Q(submitted_by=user.pk, document__status=S.APPROVED)
    rows = Approval.objects.filter(~Exists(newer)).filter(deciding | back | approved)
    for way in rows.select_related("document").order_by("pk")[:MOST]:
        yield _row(way)


def _row(way: Approval) -> PaperWaiting:
    paper = way.document
    words, label, url = {
        S.SUBMITTED: (
            _("Ký: %s"),
            _("Đọc và duyệt"),
            reverse("documents:approval", args=[way.pk]),
        ),
        S.DRAFT: (
            _("Mất hiệu lực duyệt: %s") if way.voided_at else _("Bị trả lại: %s"),
            _("Xem lý do"),
            reverse("documents:outgoing", args=[paper.pk]),
        ),
        S.APPROVED: (
            _("Chờ cấp số: %s"),
            _("Cấp số, ban hành"),
            reverse("documents:issue", args=[paper.pk]),
        ),
    }[S(paper.status)]
    return PaperWaiting(words % paper.abstract, paper.issuer_name, None, url, label)


def _opinions(user: AbstractBaseUser) -> Iterator[PaperWaiting]:
    rows = Opinion.objects.filter(asked=user.pk, given_at=None)
    rows = rows.exclude(document__status=S.ISSUED).select_related("document")
    for opinion in rows.order_by("due_on", "pk")[:MOST]:
        yield PaperWaiting(
            _("Góp ý: %s") % opinion.document.abstract,
            opinion.document.issuer_name,
            opinion.due_on,
            reverse("documents:opinion", args=[opinion.pk]),
            _("Góp ý"),
        )
