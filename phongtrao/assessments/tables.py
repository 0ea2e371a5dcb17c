"""The tables of assessments: campaigns, the units of one, what one's own units owe, index sets."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, QuerySet, SmallIntegerField, When
from django.utils.translation import gettext_lazy

from phongtrao.assessments.access.verifiers import handed_to
from phongtrao.assessments.forms.campaigns import CampaignFilter, UnitFilter
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.assessments.pages.marks import level_of, progress_of, state_of
from phongtrao.base.http import addresses_of
from phongtrao.documents.forms.shipped import ShippedFilter
from phongtrao.documents.pages.shipped import owner_of
from phongtrao.documents.pages.shipped import state_of as checked_of
from phongtrao.web.components import Due
from phongtrao.web.tables import BulkAction, Column, Empty, Table

C = Campaign.Status


def _self_due(row: Any) -> Due:
    campaign = row if isinstance(row, Campaign) else row.campaign
    return Due.of(campaign.self_due, closed=campaign.status != C.SELF or _is_handed(row))


def _is_handed(row: Any) -> bool:
    return isinstance(row, Assessment) and row.status in Assessment.Status.handed


CAMPAIGNS = Table(
    key="campaigns",
    title=gettext_lazy("Đợt đánh giá"),
    order="-year",
    filter=CampaignFilter,
    columns=(
        Column("title", gettext_lazy("Tên đợt"), sort="title", card="title"),
        Column("set", gettext_lazy("Bộ chỉ số"), value="edition.index_set.title"),
        Column("owner", gettext_lazy("Nơi tổ chức"), value="owner.name", sort="owner__sort_key"),
        Column("year", gettext_lazy("Năm"), sort=("year", "pk"), grouped=False, align="end"),
        Column("self_due", gettext_lazy("Hạn tự đánh giá"), value=_self_due, sheet=lambda due: due.day, sort="self_due"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sheet=str, sort="status"),
    ),
    row_url="assessments:campaign",
    empty=Empty(
        gettext_lazy("Chưa có đợt đánh giá nào."),
        gettext_lazy("Một đợt đánh giá gồm một bộ chỉ số, các đơn vị, hạn tự đánh giá và hạn thẩm định."),
    ),
    file_name="dot-danh-gia",
)  # fmt: skip


def _handed(name: str) -> Any:
    """What a unit is still writing is not shown to those above: only how far it is."""

    def read(row: Any) -> Any:
        return getattr(row, name) if row.status in Assessment.Status.handed else None

    return read


def _gap(row: Any) -> Any:
    is_judged = row.status in Assessment.Status.judged
    return (
        row.self_total - row.verified_total
        if is_judged and row.verified_total is not None
        else None
    )


def _level(row: Any) -> str:
    return level_of(row) if row.status in Assessment.Status.judged else ""


def _verified(row: Any) -> Any:
    return row.verified_total if row.status in Assessment.Status.judged else None


OWN = Table(
    key="own-assessments",
    title=gettext_lazy("Đơn vị tự đánh giá"),
    order="due",
    columns=(
        Column("campaign", gettext_lazy("Đợt"), value="campaign.title", card="title"),
        Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("due", gettext_lazy("Hạn"), value=_self_due, sheet=lambda due: due.day, sort="campaign__self_due"),
        Column("progress", gettext_lazy("Đã chấm"), value=progress_of, sheet=str),
        Column("self_total", gettext_lazy("Tự chấm"), sort="self_total", align="end"),
        Column("verified_total", gettext_lazy("Thẩm định"), value=_verified, align="end"),
        Column("level", gettext_lazy("Mức"), value=_level),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sheet=str, sort="status"),
    ),
    row_url="assessments:assessment",
    empty=Empty(
        gettext_lazy("Đơn vị chưa được mời tự đánh giá."),
        gettext_lazy("Khi cấp trên mở đợt đánh giá, bản tự đánh giá và hạn nộp hiện ở đây."),
    ),
    file_name="tu-danh-gia",
)  # fmt: skip


def _url_of(pk: int) -> str:
    """The pattern is resolved once, not once a row."""
    return _addresses()(pk)


@cache
def _addresses() -> Callable[[int], str]:
    return addresses_of("assessments:assessment")


# What the columns of the next table read: no reasons, pledges and groups of thousands of units.
PRINTED = (
    *("campaign", "status", "answered", "self_total", "verified_total", "level"),
    *("place", "submitted_at", "unit__name", "verifier__full_name", "checker__name"),
)


def printed(rows: QuerySet[Assessment], user: AbstractBaseUser) -> QuerySet[Assessment]:
    """As the table prints them: what the reader is to verify first."""
    mine = Case(When(handed_to(user), then=0), default=1, output_field=SmallIntegerField())
    return rows.select_related("unit", "verifier", "checker").only(*PRINTED).annotate(mine=mine)


def units_table(campaign: Campaign, *, is_shared: bool, may_share: bool) -> Table:
    """Who verifies is a column once units were handed out; who hands them out ticks rows."""
    columns = UNITS.columns if is_shared else tuple(c for c in UNITS.columns if c.key != "verifier")
    words = gettext_lazy("Giao %d đơn vị")
    label = gettext_lazy("Giao thẩm định")
    action = BulkAction(label, "assessments:campaign_share", "users", words, (campaign.pk,))
    return replace(UNITS, columns=columns, bulk=(action,) if may_share else ())


def verifier_of(row: Assessment) -> str:
    return str(row.verifier or row.checker or "")


UNITS = Table(
    key="campaign-units",
    title=gettext_lazy("Đơn vị trong đợt đánh giá"),
    order="unit",
    filter=UnitFilter,
    columns=(
        Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort=("mine", "unit__sort_key", "pk"), card="title"),
        Column("verifier", gettext_lazy("Người thẩm định"), value=verifier_of, sort=("verifier__sort_key", "checker__sort_key", "unit__sort_key")),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sheet=str, sort="status"),
        Column("progress", gettext_lazy("Đã chấm"), value=progress_of, sheet=str, sort="answered"),
        Column("self_total", gettext_lazy("Tự chấm"), value=_handed("self_total"), align="end"),
        Column("verified_total", gettext_lazy("Thẩm định"), value=_verified, align="end"),
        Column("gap", gettext_lazy("Chênh lệch"), value=_gap, align="end"),
        Column("level", gettext_lazy("Mức"), value=_level),
        Column("place", gettext_lazy("Xếp thứ"), sort="place", align="end", on_screen=False),
        Column("submitted_at", gettext_lazy("Nộp lúc"), sort="submitted_at", on_screen=False),
    ),
    row_url=lambda row: _url_of(row.pk) if row.status in Assessment.Status.handed else "",
    empty=Empty(gettext_lazy("Không có đơn vị nào như vậy."), gettext_lazy("Hãy bỏ bớt điều kiện lọc.")),
    file_name="ket-qua-danh-gia",
)  # fmt: skip

SETS = Table(
    key="index-sets",
    title=gettext_lazy("Bộ chỉ số"),
    order="title",
    filter=ShippedFilter,
    columns=(
        Column("title", gettext_lazy("Tên"), sort="title", card="title"),
        Column("kind", gettext_lazy("Loại"), value="get_kind_display", sort="kind"),
        Column("owner", gettext_lazy("Của"), value=owner_of, sort="owner__sort_key"),
        Column("basis", gettext_lazy("Căn cứ"), card="hide"),
        Column("state", gettext_lazy("Kiểm tra"), value=checked_of, sheet=str, sort="needs_check"),
    ),
    row_url="assessments:set",
    empty=Empty(gettext_lazy("Không có bộ chỉ số nào như vậy."), gettext_lazy("Hãy bỏ bớt bộ lọc.")),
    file_name="bo-chi-so",
)  # fmt: skip
