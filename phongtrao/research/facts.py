"""What rules count of research: tasks accepted, with level, rating and share; their hosts. S0-44, S0-47"""

from decimal import Decimal

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL

LEVEL = Parameter("level", str, _("ít nhất ở cấp: base, province, ministry, nation"), "base")
RATING = Parameter(
    "rating",
    str,
    _("mã xếp loại, như excellent; để trống: Đạt trở lên theo thang của quy trình"),
    "",
)
ROLE = Parameter("role", str, _("vai trò, như lead; để trống: vai trò nào cũng tính"), "")
# Province and ministry weigh the same, as for initiatives (Luật 06/2022, điều 22).
RANKS = """levels(level, rank) AS (
    VALUES ('base', 1), ('province', 2), ('ministry', 2), ('nation', 3)
)"""
ACCEPTED = """accepted AS (
    SELECT t.id AS task, t.host_id, t.accepted_on AS day
    FROM research_researchtask t
    JOIN levels had ON had.level = t.level
    JOIN levels asked ON asked.level = %(level)s
    WHERE t.passed AND had.rank >= asked.rank AND t.accepted_on BETWEEN %(since)s AND %(until)s
      AND (%(rating)s = '' OR t.rating = %(rating)s)
)"""

TASK = Provider(
    name="research.task",
    subject=Subject.PERSON,
    value=Decimal,
    about=_(
        "Nhiệm vụ KH&CN một người tham gia đã nghiệm thu, đạt; giá trị là tỷ lệ đóng góp (%) chốt khi nghiệm thu."
    ),
    parameters=(SINCE, UNTIL, LEVEL, RATING, ROLE),
    ctes=(RANKS, ACCEPTED),
    sql="""
        SELECT m.person_id, a.day, m.share, ARRAY['research.researchtask:' || a.task]
        FROM accepted a
        JOIN research_taskmember m ON m.task_id = a.task
        JOIN subjects ON subjects.subject = m.person_id
        WHERE m.share IS NOT NULL AND (%(role)s = '' OR m.role = %(role)s)
    """,
)

HOSTED = Provider(
    name="research.unit_task",
    subject=Subject.UNIT,
    value=int,
    about=_("Nhiệm vụ KH&CN một đơn vị chủ trì đã nghiệm thu, đạt; mỗi nhiệm vụ là 1."),
    parameters=(SINCE, UNTIL, LEVEL, RATING, BEFORE),
    ctes=(RANKS, ACCEPTED, FORMERS),
    sql="""
        SELECT DISTINCT f.subject, a.day, 1, ARRAY['research.researchtask:' || a.task]
        FROM accepted a JOIN formers f ON f.former = a.host_id
    """,
)


def publish() -> None:
    for provider in (TASK, HOSTED):
        facts.register(provider)
