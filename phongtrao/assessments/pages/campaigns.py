"""A campaign: how it stands, what may be done with it, whom a draft would ask."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from phongtrao.assessments.access import campaigns as access
from phongtrao.assessments.access.assessments import next_to_verify, own_assessments
from phongtrao.assessments.access.clusters import can_rank, head_of
from phongtrao.assessments.models import Assessment, Campaign, Edition
from phongtrao.assessments.pages.marks import state_of
from phongtrao.assessments.queries.board import Counts, LevelCount, standing_of
from phongtrao.assessments.queries.population import population_of
from phongtrao.assessments.rows import notes_of
from phongtrao.documents.models import Evidence
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.orgs.models import Line
from phongtrao.orgs.queries.kinds import kind_words, level_words
from phongtrao.web.components import State

S = Campaign.Status
MOST_NAMED = 30


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom opening would ask: the first by name, how many in all, and who is no more."""

    count: int
    names: list[str]
    ended: list[str]

    @property
    def more(self) -> int:
        return self.count - len(self.names)


@dataclass(frozen=True, slots=True)
class CampaignPage:
    campaign: Campaign
    oversees: bool
    counts: Counts | None
    levels: list[LevelCount]
    preview: Preview | None
    can_run: Answer
    can_rank: Answer
    can_share: Answer
    is_shared: bool
    own: int | None
    next_to_verify: int | None
    newer: Edition | None
    sees_meeting: bool
    places: list[Assessment]
    notes: list[str]  # of a draft: what of the edition must still be checked

    @classmethod
    def build(cls, campaign: Campaign, user: AbstractBaseUser) -> "CampaignPage":
        oversees = access.oversees(user, campaign)
        is_draft = campaign.status == S.DRAFT
        shown = standing_of(campaign) if oversees and not is_draft else None
        own = own_assessments(user).filter(campaign=campaign).values_list("pk", flat=True).first()
        # As access.clusters.meetings_seen, of this one without a query.
        sees_meeting = oversees or own is not None or campaign.status == S.PUBLISHED
        return cls(
            campaign=campaign,
            oversees=oversees,
            counts=shown.counts if shown else None,
            levels=shown.levels if shown else [],
            preview=preview_of(campaign) if is_draft else None,
            can_run=access.can_run(user, campaign),
            can_rank=can_rank(user, campaign),
            can_share=access.can_share(user, campaign),
            is_shared=bool(shown and shown.counts.shared),
            own=own,
            next_to_verify=next_to_verify(user, campaign.pk),
            newer=newer_of(campaign) if campaign.status in S.running else None,
            sees_meeting=sees_meeting,
            places=_places(campaign) if sees_meeting else [],
            notes=notes_of(campaign.edition.rows) if oversees and is_draft else [],
        )

    @property
    def state(self) -> State:
        return state_of(self.campaign)

    def sentence(self) -> str:
        counts = self.counts
        if counts is None:
            said = _("Tự đánh giá đến %(own)s, thẩm định đến %(given)s.")
            return said % {
                "own": format_date(self.campaign.self_due),
                "given": format_date(self.campaign.verify_due),
            }
        said = _("%(handed)s trên %(all)s đơn vị đã nộp; %(judged)s đã thẩm định, %(waiting)s chờ thẩm định, %(objected)s có ý kiến.")  # fmt: skip
        numbers = {"handed": counts.handed, "all": counts.all, "judged": counts.judged}
        numbers |= {"waiting": counts.submitted, "objected": counts.objected}
        return said % {name: format_number(number) for name, number in numbers.items()}

    def facts(self) -> list[tuple[str, Any]]:
        campaign = self.campaign
        whom = ", ".join([*kind_words(campaign.kinds), *level_words(campaign.levels)])
        found = [
            (_("Nơi tổ chức"), campaign.owner.name),
            (_("Bộ chỉ số"), str(campaign.edition)),
            (_("Năm"), str(campaign.year)),
            (_("Hạn tự đánh giá"), format_date(campaign.self_due)),
            (_("Hạn thẩm định"), format_date(campaign.verify_due)),
            (_("Tính vào chỉ số"), str(campaign.indicator or "")),
        ]
        if campaign.cluster:
            head = head_of(campaign)
            found += [(_("Cụm, khối thi đua"), campaign.cluster.name)]
            found += [(_("Đơn vị trưởng"), head.name if head else "")]
            found += [(_("Ngày họp"), format_date(campaign.met_on) if campaign.met_on else "")]
            minutes = campaign.minutes if self.sees_meeting else None
            found += [(_("Biên bản họp"), _file_link(minutes) if minutes else "")]
            return found
        line = Line(campaign.line).label
        return [
            *found,
            (_("Đối tượng"), whom or _("mọi loại, mọi cấp")),
            (_("Theo tuyến"), str(line)),
            (_("Đơn vị tính đến ngày"), format_date(campaign.as_of)),
        ]

    @property
    def is_past_self_due(self) -> bool:
        return self.campaign.self_due < timezone.localdate()


def preview_of(campaign: Campaign) -> Preview:
    found = population_of(campaign)
    names = list(found.units.values_list("name", flat=True)[:MOST_NAMED])
    return Preview(found.units.count(), names, found.ended)


def newer_of(campaign: Campaign) -> Edition | None:
    """A later edition of the same set, which the campaign could move to."""
    edition = campaign.edition
    rows = Edition.objects.filter(
        index_set=edition.index_set_id, number__gt=edition.number, status=Edition.Status.ISSUED
    )
    return rows.order_by("-number").first()


def _file_link(evidence: Evidence) -> str:
    url = reverse("documents:file", args=[evidence.file_id])
    return format_html('<a href="{}">{}</a>', url, evidence.title)


def _places(campaign: Campaign) -> list[Assessment]:
    """The ranking of a cluster, once there was a meeting."""
    if campaign.cluster_id is None:
        return []
    rows = campaign.assessments.exclude(place=None).select_related("unit")
    return list(rows.order_by("place", "unit__sort_key"))
