"""What rules count of what units did and who contributed. S0-08 S0-48"""

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL

KIND = Parameter("kind", str, _("mã loại hoạt động; để trống: mọi loại"), "")
CONFIRMED = Parameter("confirmed", bool, _("chỉ tính hoạt động đã được xác nhận"), default=False)
OF_KIND = "(%(kind)s = '' OR k.key = %(kind)s)"
COUNTED = "a.status IN ('recorded', 'confirmed')"

COUNT = Provider(
    name="activities.count",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Hoạt động của một đơn vị, cả hoạt động làm chung mà đơn vị đã xác nhận; giá trị là số lượng đã ghi (bài, buổi, mô hình),"
        " không ghi là 1. Ngày là ngày bắt đầu."
    ),
    parameters=(SINCE, UNTIL, KIND, CONFIRMED, BEFORE),
    ctes=(FORMERS,),
    sql=f"""
        SELECT DISTINCT f.subject, a.starts_on, a.quantity, ARRAY['activities.activity:' || a.id]
        FROM activities_participation p
        JOIN formers f ON f.former = p.unit_id
        JOIN activities_activity a ON a.id = p.activity_id
        JOIN activities_activitykind k ON k.id = a.kind_id
        WHERE a.starts_on BETWEEN %(since)s AND %(until)s AND {COUNTED} AND {OF_KIND} AND p.answer <> 'asked'
          AND (NOT %(confirmed)s OR a.status = 'confirmed')
    """,  # noqa: S608 -- the pieces are ours
)

CONTRIBUTION = Provider(
    name="activities.contribution",
    subject=Subject.PERSON,
    value=str,
    about=_(
        "Đóng góp của một người vào hoạt động, đã có người xác nhận; giá trị là vai trò. Ngày là ngày bắt"
        " đầu hoạt động. Hoạt động hai đơn vị cùng ghi rồi gộp tính một lần."
    ),
    parameters=(SINCE, UNTIL, KIND),
    sql=f"""
        SELECT DISTINCT ON (c.person_id, COALESCE(a.same_as_id, a.id))
            c.person_id, a.starts_on, c.role, ARRAY['activities.contribution:' || c.id]
        FROM activities_contribution c
        JOIN subjects ON subjects.subject = c.person_id
        JOIN activities_activity a ON a.id = c.activity_id
        JOIN activities_activitykind k ON k.id = a.kind_id
        WHERE c.confirmed_on IS NOT NULL AND a.starts_on BETWEEN %(since)s AND %(until)s
          AND a.status IN ('recorded', 'confirmed', 'joined') AND {OF_KIND}
        ORDER BY c.person_id, COALESCE(a.same_as_id, a.id), a.same_as_id NULLS FIRST, c.id
    """,  # noqa: S608 -- the pieces are ours
)

ATTENDED = Provider(
    name="activities.attended",
    subject=Subject.PERSON,
    value=str,
    about=_(
        "Hoạt động mà một người có tên trong danh sách người dự; giá trị là attended (đã dự) hoặc passed (đạt)."
        " Ngày là ngày bắt đầu hoạt động. Hoạt động hai đơn vị cùng ghi rồi gộp tính một lần, theo kết quả"
        " cao hơn."
    ),
    parameters=(SINCE, UNTIL, KIND, CONFIRMED),
    sql=f"""
        SELECT DISTINCT ON (t.person_id, COALESCE(a.same_as_id, a.id))
            t.person_id, a.starts_on, t.result, ARRAY['activities.attendee:' || t.id]
        FROM activities_attendee t
        JOIN subjects ON subjects.subject = t.person_id
        JOIN activities_activity a ON a.id = t.activity_id
        JOIN activities_activitykind k ON k.id = a.kind_id
        LEFT JOIN activities_activity kept ON kept.id = a.same_as_id
        WHERE a.starts_on BETWEEN %(since)s AND %(until)s
          AND a.status IN ('recorded', 'confirmed', 'joined') AND {OF_KIND}
          AND (NOT %(confirmed)s OR COALESCE(kept.status, a.status) = 'confirmed')
        ORDER BY t.person_id, COALESCE(a.same_as_id, a.id), t.result DESC, t.id
    """,  # noqa: S608 -- the pieces are ours
)

REGISTERED = Provider(
    name="activities.registered",
    subject=Subject.PERSON,
    value=str,
    about=_(
        "Danh sách mà một người có tên: core (cốt cán), voice (tuyên truyền viên), expert (chuyên gia);"
        " ngày là ngày vào danh sách."
    ),
    parameters=(SINCE, UNTIL),
    sql="""
        SELECT r.person_id, r.since, r.register, ARRAY['activities.registerentry:' || r.id]
        FROM activities_registerentry r JOIN subjects ON subjects.subject = r.person_id
        WHERE r.since <= %(until)s AND (r.until IS NULL OR r.until >= %(since)s)
    """,
)


def publish() -> None:
    for provider in (COUNT, CONTRIBUTION, ATTENDED, REGISTERED):
        facts.register(provider)
