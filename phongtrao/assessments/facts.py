"""What rules count of assessments: published levels and totals, with predecessors; places in a cluster."""

from decimal import Decimal

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL

# Of the year the campaign is about, not of the day its results went out: the last day both a calendar year and the
# school year that ends in it have, or the day of publishing where that is earlier.
EARNED_ON = (
    """least(make_date(c.year, 8, 31), (c.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)"""
)
SET = Parameter("index_set", str, _("mã bộ chỉ số; để trống: mọi bộ"), default="")


def _of(value: str, kind: str) -> str:
    return f"""
        SELECT f.subject, {EARNED_ON}, {value},
               ARRAY['assessments.assessment:' || a.id]
        FROM assessments_assessment a
        JOIN formers f ON f.former = a.unit_id
        JOIN assessments_campaign c ON c.id = a.campaign_id AND c.status = 'published'
        JOIN assessments_edition e ON e.id = c.edition_id
        JOIN assessments_indexset s ON s.id = e.index_set_id
        WHERE a.status = 'final' AND {value} IS NOT NULL AND s.kind = '{kind}'
          AND (%(index_set)s = '' OR s.key = %(index_set)s)
          AND {EARNED_ON} BETWEEN %(since)s AND %(until)s
    """  # noqa: S608 -- the pieces are words of this module


def _provider(name: str, value: type, about: str, sql: str) -> Provider:
    return Provider(
        name=name,
        subject=Subject.UNIT,
        value=value,
        about=about,
        parameters=(SINCE, UNTIL, SET, BEFORE),
        ctes=(FORMERS,),
        sql=sql,
    )


PUBLISHED = (
    _provider("assessments.level", int, _("Mức của đơn vị theo kết quả đã công bố; 1 là mức thấp nhất của bộ chỉ số."), _of("a.level_rank", "index")),
    _provider("assessments.score", Decimal, _("Tổng điểm thẩm định của đơn vị theo kết quả đã công bố."), _of("a.verified_total", "index")),
    _provider("assessments.place", int, _("Thứ hạng của đơn vị trong cụm, khối thi đua đã công bố; 1 là dẫn đầu."), _of("a.place", "cluster")),
)  # fmt: skip


def publish() -> None:
    for provider in PUBLISHED:
        facts.register(provider)
