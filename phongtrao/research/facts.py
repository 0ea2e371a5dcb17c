"""What rules count of research: tasks accepted, with level, rating and share; their hosts; prizes in
contests of students, for who guided and for the school. S0-44, S0-47, S1-26"""

from decimal import Decimal

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL
from phongtrao.recognition.facts import rank_of

SCOPE = Parameter("scope", str, _("ít nhất ở cấp: base, province, ministry, nation"), "base")
RATING = Parameter(
    "rating",
    str,
    _("mã xếp loại, như excellent; để trống: Đạt trở lên theo thang của quy trình"),
    "",
)
ROLE = Parameter("role", str, _("vai trò, như lead; để trống: vai trò nào cũng tính"), "")
# ``grade``: the place of the rating in the levels of rules (lib.rules.catalogue): passed is 2, excellent 4.
ACCEPTED = f"""accepted AS (
    SELECT t.id AS task, t.host_id, t.accepted_on AS day,
           CASE t.rating WHEN 'excellent' THEN 4 ELSE 2 END AS grade
    FROM research_researchtask t
    WHERE t.passed AND {rank_of("t.level")} >= {rank_of("%(scope)s")}
      AND t.accepted_on BETWEEN %(since)s AND %(until)s
      AND (%(rating)s = '' OR t.rating = %(rating)s)
)"""  # noqa: S608 -- the pieces are ours
OF_PERSON = """
    FROM accepted a
    JOIN research_taskmember m ON m.task_id = a.task
    JOIN subjects ON subjects.subject = m.person_id
    WHERE m.share IS NOT NULL AND (%(role)s = '' OR m.role = %(role)s)
"""


def _of_people(name: str, value: type, about: str, column: str) -> Provider:
    return Provider(
        name=f"research.{name}",
        subject=Subject.PERSON,
        value=value,
        about=about,
        parameters=(SINCE, UNTIL, SCOPE, RATING, ROLE),
        ctes=(ACCEPTED,),
        sql=f"SELECT m.person_id, a.day, {column}, ARRAY['research.researchtask:' || a.task] {OF_PERSON}",
    )


SHARE = _of_people(
    "contribution",
    Decimal,
    _(
        "Nhiệm vụ KH&CN một người tham gia đã nghiệm thu, đạt; giá trị là tỷ lệ đóng góp (%) chốt khi nghiệm thu."
    ),
    "m.share",
)
TASK = _of_people(
    "accepted",
    int,
    _(
        "Nhiệm vụ KH&CN một người tham gia đã nghiệm thu; giá trị là mức xếp loại: 2 đạt, 4 xuất sắc."
    ),
    "a.grade",
)

HOSTED = Provider(
    name="research.unit_accepted",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Nhiệm vụ KH&CN một đơn vị chủ trì đã nghiệm thu; giá trị là mức xếp loại: 2 đạt, 4 xuất sắc."
    ),
    parameters=(SINCE, UNTIL, SCOPE, RATING, BEFORE),
    ctes=(ACCEPTED, FORMERS),
    sql="""
        SELECT DISTINCT f.subject, a.day, a.grade, ARRAY['research.researchtask:' || a.task]
        FROM accepted a JOIN formers f ON f.former = a.host_id
    """,
)

CONTEST_LEVEL = Parameter("scope", str, _("ít nhất ở cấp: base, department, province, ministry, nation"), "base")  # fmt: skip
# Rules know no commune: its contest weighs as the school's own, not as one of the sector.
PRIZED = """prized AS (
    SELECT p.id AS project, p.unit_id, p.teacher_id, p.prize, c.held_on AS day
    FROM research_contestproject p
    JOIN research_contest c ON c.id = p.contest_id
    JOIN (VALUES ('unit', 1), ('commune', 1), ('province', 3), ('nation', 4)) had(level, place)
      ON had.level = c.level
    JOIN (VALUES ('base', 1), ('department', 2), ('province', 3), ('ministry', 3), ('nation', 4))
        asked(scope, place) ON asked.scope = %(scope)s
    WHERE p.rank IS NOT NULL AND had.place >= asked.place
      AND c.held_on BETWEEN %(since)s AND %(until)s
)"""

GUIDED = Provider(
    name="research.contest_prize",
    subject=Subject.PERSON,
    value=str,
    about=_(
        "Dự án dự thi của học sinh đoạt giải do một người hướng dẫn; giá trị là mã giải (first, second…),"
        " ngày là ngày công bố kết quả."
    ),
    parameters=(SINCE, UNTIL, CONTEST_LEVEL),
    ctes=(PRIZED,),
    sql="""
        SELECT p.teacher_id, p.day, p.prize, ARRAY['research.contestproject:' || p.project]
        FROM prized p JOIN subjects ON subjects.subject = p.teacher_id
    """,
)

UNIT_PRIZES = Provider(
    name="research.unit_contest_prize",
    subject=Subject.UNIT,
    value=int,
    about=_("Dự án dự thi của học sinh một trường đoạt giải; mỗi dự án là 1."),
    parameters=(SINCE, UNTIL, CONTEST_LEVEL, BEFORE),
    ctes=(PRIZED, FORMERS),
    sql="""
        SELECT DISTINCT f.subject, p.day, 1, ARRAY['research.contestproject:' || p.project]
        FROM prized p JOIN formers f ON f.former = p.unit_id
    """,
)


def publish() -> None:
    for provider in (SHARE, TASK, HOSTED, GUIDED, UNIT_PRIZES):
        facts.register(provider)
