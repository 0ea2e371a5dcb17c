"""What ``plans`` knows of units, published for rules (lib.facts). Days are inclusive.

Whether a unit issued a plan of its own in the period is asked of titles and of movements (S0-41, S1-82):
a unit that only carries out what it was sent has none.
"""

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL

# The day of the paper; of a plan that names none, the day it was put in force here.
ISSUED_ON = "coalesce(d.issued_on, (p.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)"

OWN_PLAN_ISSUED = Provider(
    name="plans.own_plan_issued",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Các kế hoạch đơn vị tự ban hành trong thời gian được hỏi: ngày là ngày văn bản, giá trị là khóa của"
        " kế hoạch cấp trên mà nó thực hiện; không có giá trị: kế hoạch của riêng đơn vị."
    ),
    parameters=(
        SINCE,
        UNTIL,
        Parameter(
            "carries_out",
            int,
            _("chỉ kế hoạch thực hiện kế hoạch cấp trên này; để trống: mọi kế hoạch"),
            default=0,
        ),
        BEFORE,
    ),
    ctes=(
        FORMERS,
        # A school may carry out the plan of its commune, which carries out that of the Sở.
        """carrying(id) AS (
            SELECT %(carries_out)s::bigint
            UNION
            SELECT p.id FROM carrying JOIN plans_plan p ON p.parent_id = carrying.id
        )""",
    ),
    sql=f"""
        SELECT DISTINCT f.subject, {ISSUED_ON}, p.parent_id, ARRAY['plans.plan:' || p.id]
        FROM plans_plan p JOIN formers f ON f.former = p.owner_id
        LEFT JOIN documents_officialdocument d ON d.id = p.document_id
        WHERE p.status <> 'draft' AND p.orders_of IS NULL AND p.amends_id IS NULL
          AND {ISSUED_ON} BETWEEN %(since)s AND %(until)s
          AND (%(carries_out)s = 0
               OR (p.id <> %(carries_out)s AND p.id IN (SELECT id FROM carrying)))
    """,  # noqa: S608 -- the pieces are ours
)

PUBLISHED = (OWN_PLAN_ISSUED,)


def publish() -> None:
    for provider in PUBLISHED:
        facts.register(provider)
