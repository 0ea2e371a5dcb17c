"""What the page of a creation shows, as far as the reader may see it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.documents.access import visible_documents, visible_evidence
from phongtrao.documents.models import Evidence, OfficialDocument
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import grants_of
from phongtrao.recognition.access import (
    adopting_units,
    can_adopt,
    can_object,
    can_revoke,
    can_undo,
    deciders_for,
    reads_shares,
    visible_adoptions,
    visible_assets,
    visible_creations,
    visible_objections,
    visible_replications,
    visible_requests,
)
from phongtrao.recognition.models import (
    Adoption,
    Creation,
    CreationFile,
    IpAsset,
    Objection,
    Replication,
    SavedCreation,
    ScopeRecognition,
    ScopeRequest,
)
from phongtrao.recognition.origins import Origin, origin_of
from phongtrao.recognition.queries.alike import alike
from phongtrao.recognition.queries.library import standing_scopes, year_label
from phongtrao.recognition.tables import (
    adoption_state,
    objection_state,
    request_state,
    road_state,
    scope_state,
)
from phongtrao.web.components import Due, State

USES_SHOWN = 30


@dataclass(frozen=True, slots=True)
class ScopeLine:
    row: ScopeRecognition
    state: State
    paper: OfficialDocument | None  # only where the reader may open it
    may_revoke: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class UseLine:
    row: Adoption
    state: State
    evidence: Evidence | None  # only where the reader may open it


@dataclass(frozen=True, slots=True)
class CreationPage:
    creation: Creation
    best: str | None
    authors: list[tuple[str, str]]  # name, part or ""
    origin: Origin | None
    files: list[CreationFile]
    scopes: list[ScopeLine]
    requests: list[tuple[ScopeRequest, State]]
    uses: list[UseLine]
    used: int
    road: tuple[Replication, State] | None
    assets: list[tuple[IpAsset, Due | None]]
    objections: list[tuple[Objection, State]]
    is_saved: bool
    is_own: bool
    may_record: bool
    may_object: bool
    own_units: list[Unit]
    alike: list[Creation]

    @classmethod
    def build(cls, creation: Creation, user: AbstractBaseUser) -> "CreationPage":
        best = standing_scopes().filter(creation=creation).first()
        road = visible_replications(user).filter(creation=creation).first()
        assets = visible_assets(user).filter(creation=creation)
        is_own = bool(can_adopt(user, creation.unit))
        return cls(
            creation=creation,
            best=best.scope if best else None,
            authors=_authors(creation, user),
            origin=origin_of(user, creation),
            files=list(creation.files.all()),
            scopes=_scopes(creation, user),
            requests=[
                (row, request_state(row))
                for row in visible_requests(user).filter(creation=creation).order_by("-pk")
            ],
            uses=_uses(creation, user),
            used=creation.adoptions.filter(status__in=Adoption.Status.counted).count(),
            road=(road, road_state(road)) if road else None,
            assets=[(one, _due(one)) for one in assets.order_by("-filed_on", "pk")],
            objections=[
                (row, objection_state(row))
                for row in visible_objections(user).filter(creation=creation).order_by("-pk")
            ],
            is_saved=SavedCreation.objects.filter(creation=creation, user=user.pk).exists(),
            is_own=is_own,
            alike=alike(creation, visible_creations(user)),
            may_record=bool(grants_of(user)) and deciders_for(user).exists(),
            may_object=bool(can_object(user, creation)),
            own_units=_could_adopt(creation, user),
        )

    @property
    def state(self) -> State:
        return scope_state(self.best)

    @property
    def sentence(self) -> str:
        if not self.used:
            return _("Chưa có đơn vị nào khác xác nhận đang áp dụng.")
        return _("%s đơn vị khác xác nhận đang áp dụng.") % format_number(self.used)

    @property
    def may_propose(self) -> bool:
        road = self.road[0] if self.road else None
        return self.is_own and (road is None or road.status == Replication.Status.DROPPED)

    def facts(self) -> list[tuple[str, Any]]:
        creation = self.creation
        return [
            (_("Loại"), creation.get_kind_display()),
            (_("Nơi tạo ra"), creation.unit),
            (_("Năm"), year_label(creation.year)),
            (_("Lĩnh vực"), creation.area),
            (_("Chủ đề"), creation.theme),
            (_("Loại giải pháp"), creation.solution),
            (_("Thẻ"), ", ".join(creation.tags)),
        ]


def _authors(creation: Creation, user: AbstractBaseUser) -> list[tuple[str, str]]:
    shares = creation.shares.select_related("person")
    shows = reads_shares(user, creation)
    return [
        (share.person.full_name, f"{format_number(share.share)}%" if shows else "")
        for share in shares
    ]


def _scopes(creation: Creation, user: AbstractBaseUser) -> list[ScopeLine]:
    rows = list(
        creation.scopes.select_related("decided_by", "document", "creation__unit").order_by(
            "-decided_on", "-pk"
        )
    )
    seen = visible_documents(user).filter(pk__in=[row.document_id for row in rows])
    papers = {paper.pk: paper for paper in seen}
    return [
        ScopeLine(
            row,
            State(_("Đã hủy bỏ"), "refused", why=row.revoke_reason)
            if row.revoked_on
            else State(_("Đang có hiệu lực"), "done"),
            papers.get(row.document_id or 0),
            bool(can_revoke(user, row)),
            bool(can_undo(user, row)),
        )
        for row in rows
    ]


def _due(asset: IpAsset) -> Due | None:
    """By when something is due of a right that lives."""
    is_living = asset.stage in IpAsset.Stage.living
    return Due.of(asset.renew_by) if asset.renew_by and is_living else None


def _uses(creation: Creation, user: AbstractBaseUser) -> list[UseLine]:
    rows = list(
        visible_adoptions(user)
        .filter(creation=creation)
        .prefetch_related("figures")
        .order_by("-status", "since", "pk")[:USES_SHOWN]
    )
    keys = [row.evidence_id for row in rows if row.evidence_id]
    seen = {one.pk: one for one in visible_evidence(user).filter(pk__in=keys)}
    return [UseLine(row, adoption_state(row), seen.get(row.evidence_id or 0)) for row in rows]


def _could_adopt(creation: Creation, user: AbstractBaseUser) -> list[Unit]:
    """Own units that do not use it yet and did not make it."""
    used = creation.adoptions.exclude(status=Adoption.Status.ENDED)
    units = adopting_units(user).exclude(pk=creation.unit_id)
    return list(units.exclude(pk__in=used.values("unit"))[:20])
