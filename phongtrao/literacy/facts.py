"""What rules count of digital literacy: confirmed, since when, at which level; as of a day. S1-61"""

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL

FRAMEWORK = Parameter(
    "framework", str, _("mã khung kỹ năng, như qd757; để trống: khung nào cũng tính"), ""
)

CONFIRMED = Provider(
    name="literacy.confirmed",
    subject=Subject.PERSON,
    value=int,
    about=_(
        "Xác nhận kỹ năng số của một người còn giá trị vào ngày cuối; giá trị là mức, 0 nếu khung không chia"
        " mức. Ngày là ngày xác nhận."
    ),
    parameters=(SINCE, UNTIL, FRAMEWORK),
    sql="""
        SELECT c.person_id, k.decided_on, coalesce(c.level, 0)::int, ARRAY['literacy.completion:' || c.id]
        FROM literacy_confirmation k
        JOIN literacy_completion c ON c.id = k.completion_id
        JOIN literacy_frameworkversion v ON v.id = c.version_id
        JOIN literacy_skillframework f ON f.id = v.framework_id
        JOIN subjects ON subjects.subject = c.person_id
        WHERE k.decided_on BETWEEN %(since)s AND %(until)s
          AND (k.valid_until IS NULL OR k.valid_until >= %(until)s)
          AND (k.ended_on IS NULL OR k.ended_on > %(until)s)
          AND (%(framework)s = '' OR f.key = %(framework)s)
    """,
)

UNIT_CONFIRMED = Provider(
    name="literacy.unit_confirmed",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Người có vị trí chính ở đơn vị vào ngày cuối đã được xác nhận kỹ năng số và xác nhận còn giá trị; mỗi"
        " người một lần, theo xác nhận mới nhất; giá trị là mức, 0 nếu khung không chia mức."
    ),
    parameters=(SINCE, UNTIL, FRAMEWORK, BEFORE),
    ctes=(FORMERS,),
    sql="""
        SELECT DISTINCT ON (of.subject, c.person_id)
            of.subject, k.decided_on, coalesce(c.level, 0)::int, ARRAY['literacy.completion:' || c.id]
        FROM formers of
        JOIN orgs_post p ON p.unit_id = of.former AND p.is_full AND p.days @> %(until)s::date
        JOIN literacy_completion c ON c.person_id = p.person_id
        JOIN literacy_confirmation k ON k.completion_id = c.id
        JOIN literacy_frameworkversion v ON v.id = c.version_id
        JOIN literacy_skillframework f ON f.id = v.framework_id
        WHERE k.decided_on BETWEEN %(since)s AND %(until)s
          AND (k.valid_until IS NULL OR k.valid_until >= %(until)s)
          AND (k.ended_on IS NULL OR k.ended_on > %(until)s)
          AND (%(framework)s = '' OR f.key = %(framework)s)
        ORDER BY of.subject, c.person_id, k.decided_on DESC, c.id
    """,
)

LEARNER_CONFIRMED = Provider(
    name="literacy.learner_confirmed",
    subject=Subject.LEARNER,
    value=int,
    about=_(
        "Kết quả kỹ năng số đã xác nhận của một người học được ghi tên để xét thưởng; giá trị là mức, 0 nếu"
        " khung không chia mức. Ngày là ngày xác nhận; tên hết hạn lưu thì kết quả cũng mất."
    ),
    parameters=(SINCE, UNTIL, FRAMEWORK),
    sql="""
        SELECT r.learner_id, r.confirmed_on, coalesce(r.level, 0)::int,
            ARRAY['literacy.learnerresult:' || r.id]
        FROM literacy_learnerresult r
        JOIN literacy_frameworkversion v ON v.id = r.version_id
        JOIN literacy_skillframework f ON f.id = v.framework_id
        JOIN subjects ON subjects.subject = r.learner_id
        WHERE r.confirmed_on BETWEEN %(since)s AND %(until)s
          AND (%(framework)s = '' OR f.key = %(framework)s)
    """,
)


def publish() -> None:
    for provider in (CONFIRMED, UNIT_CONFIRMED, LEARNER_CONFIRMED):
        facts.register(provider)
