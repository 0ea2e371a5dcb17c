"""What ``orgs`` knows of people and units, published for rules (lib.facts).

Days are inclusive. “With predecessors” follows ``Succession``: what a school earned before it was
merged counts for the school that follows it (plan 003, III.3.1). S3-29 S3-30
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _

LONG_AGO = date(1900, 1, 1)

SINCE = Parameter("since", date, _("kể từ ngày"), default=LONG_AGO)
UNTIL = Parameter("until", date, _("đến hết ngày"))
ON = Parameter("on", date, _("tính đến ngày"))
CALENDAR = Parameter(
    "calendar", str, _("“school”: theo năm học, “year”: theo năm; để trống: cả hai"), default=""
)
BEFORE = Parameter("with_predecessors", bool, _("tính cả các đơn vị trước sắp xếp"), default=True)

# Who follows whom is asked as known today: a school merged after the days asked about still counts.
TODAY = "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
# {subject: itself and every unit it follows}
FORMERS = f"""formers(subject, former) AS (
    SELECT subject, subject FROM subjects
    UNION
    SELECT formers.subject, s.former_id FROM formers
    JOIN orgs_succession s ON s.latter_id = formers.former AND s.on <= {TODAY}
    WHERE %(with_predecessors)s
)"""  # noqa: S608 -- the pieces are ours

OF_CALENDAR = """(%(calendar)s = '' OR (%(calendar)s = 'school') = (r.period LIKE 'SY%%'))"""

RATING = Provider(
    name="orgs.rating",
    subject=Subject.PERSON,
    value=int,
    about=_(
        "Mức xếp loại hằng năm của một người, từ 4 (hoàn thành xuất sắc) đến 1; không có giá trị:"
        " không thuộc diện xếp loại năm ấy. Ngày là ngày cuối của năm."
    ),
    parameters=(SINCE, UNTIL, CALENDAR),
    sql=f"""
        SELECT r.person_id, r.ends_on, r.level, ARRAY['orgs.yearlyrating:' || r.id]
        FROM orgs_yearlyrating r JOIN subjects ON subjects.subject = r.person_id
        WHERE r.ends_on BETWEEN %(since)s AND %(until)s AND {OF_CALENDAR}
    """,  # noqa: S608 -- the pieces are ours
)

UNIT_RATING = Provider(
    name="orgs.unit_rating",
    subject=Subject.UNIT,
    value=int,
    about=_("Mức xếp loại hằng năm của một đơn vị; một năm có thể có nhiều đơn vị trước sắp xếp."),
    parameters=(SINCE, UNTIL, CALENDAR, BEFORE),
    ctes=(FORMERS,),
    sql=f"""
        SELECT DISTINCT f.subject, r.ends_on, r.level, ARRAY['orgs.yearlyrating:' || r.id]
        FROM orgs_yearlyrating r JOIN formers f ON f.former = r.unit_id
        WHERE r.person_id IS NULL AND r.ends_on BETWEEN %(since)s AND %(until)s AND {OF_CALENDAR}
    """,  # noqa: S608 -- the pieces are ours
)

MEMBER_RATING = Provider(
    name="orgs.unit_member_rating",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Mức xếp loại của từng người ở đơn vị trong từng năm, từ 4 (hoàn thành xuất sắc) đến 1, ghi ở đơn vị đã"
        " xếp loại; không có giá trị: không thuộc diện xếp loại năm ấy. Người được xếp loại cả theo năm học và"
        " theo năm thì tính một lần, theo lần sau. Ngày là ngày cuối của năm."
    ),
    parameters=(SINCE, UNTIL, CALENDAR, BEFORE),
    ctes=(FORMERS,),
    sql=f"""
        SELECT DISTINCT ON (f.subject, r.person_id, extract(year FROM r.ends_on))
               f.subject, r.ends_on, r.level, ARRAY['orgs.yearlyrating:' || r.id]
        FROM formers f JOIN orgs_yearlyrating r ON r.unit_id = f.former
        WHERE r.person_id IS NOT NULL
          AND r.ends_on BETWEEN %(since)s AND %(until)s AND {OF_CALENDAR}
        ORDER BY f.subject, r.person_id, extract(year FROM r.ends_on), r.ends_on DESC, r.id DESC
    """,  # noqa: S608 -- the pieces are ours
)

POST = Provider(
    name="orgs.post",
    subject=Subject.PERSON,
    value=str,
    about=_(
        "Đối tượng (cán bộ, công chức, viên chức, người lao động) ở mỗi vị trí chính; ngày bắt đầu."
    ),
    parameters=(SINCE, UNTIL),
    sql="""
        SELECT p.person_id, lower(p.days), p.category, ARRAY['orgs.post:' || p.id]
        FROM orgs_post p JOIN subjects ON subjects.subject = p.person_id
        WHERE p.is_full AND p.days && daterange(%(since)s, %(until)s, '[]')
    """,
)

# Working time: days of full posts without those of leave that does not count. Maternity counts
# (NĐ 152/2025 Đ4(5)): it is no leave here. A stretch is counted as age() does, whole months first,
# a day left over as a thirtieth.
WORKED = """worked(person, days, evidence) AS (
    SELECT p.person_id,
           range_agg(p.days * daterange(%(since)s, %(until)s, '[]')),
           array_agg('orgs.post:' || p.id)
    FROM orgs_post p JOIN subjects ON subjects.subject = p.person_id
    WHERE p.is_full AND p.days && daterange(%(since)s, %(until)s, '[]')
      AND (%(unit)s = 0 OR p.unit_id IN (SELECT former FROM place))
    GROUP BY p.person_id
)"""
PLACE = f"""place(former) AS (
    SELECT %(unit)s::bigint
    UNION
    SELECT s.former_id FROM place
    JOIN orgs_succession s ON s.latter_id = place.former AND s.on <= {TODAY}
    WHERE %(with_predecessors)s
)"""  # noqa: S608 -- the pieces are ours
AWAY = """away(person, days, evidence) AS (
    SELECT l.person_id, range_agg(l.days), array_agg('orgs.leave:' || l.id)
    FROM orgs_leave l JOIN worked ON worked.person = l.person_id
    WHERE NOT l.counts_as_work AND l.days && daterange(%(since)s, %(until)s, '[]')
    GROUP BY l.person_id
)"""

WORKING_MONTHS = Provider(
    name="orgs.working_months",
    subject=Subject.PERSON,
    value=Decimal,
    about=_(
        "Số tháng công tác ở vị trí chính, tại một đơn vị hoặc ở mọi nơi; nghỉ thai sản được tính,"
        " các lần nghỉ ghi “không tính” được trừ."
    ),
    parameters=(
        SINCE,
        UNTIL,
        Parameter("unit", int, _("đơn vị; để trống: mọi đơn vị"), default=0),
        BEFORE,
    ),
    ctes=(PLACE, WORKED, AWAY),
    sql="""
        SELECT worked.person, %(until)s::date, round(sum(
                   12 * extract(year FROM age(upper(stretch), lower(stretch)))
                   + extract(month FROM age(upper(stretch), lower(stretch)))
                   + extract(day FROM age(upper(stretch), lower(stretch))) / 30
               ), 2),
               worked.evidence || coalesce(away.evidence, ARRAY[]::text[])
        FROM worked LEFT JOIN away ON away.person = worked.person
        CROSS JOIN unnest(worked.days - coalesce(away.days, '{}'::datemultirange)) AS stretch
        GROUP BY worked.person, worked.evidence, away.evidence
    """,
)

HEADCOUNT = Provider(
    name="orgs.headcount",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Số người của đơn vị trong một ngày (“staff”), số người trực tiếp làm chuyên môn"
        " (“frontline”), số người học (“learners”): số khai gần nhất, chưa khai thì đếm vị trí chính."
    ),
    parameters=(ON, Parameter("of", str, _("staff, frontline hoặc learners")), BEFORE),
    ctes=(
        FORMERS,
        """members(subject, unit) AS (
            SELECT DISTINCT f.subject, u.id FROM formers f JOIN orgs_unit u ON u.id = f.former
            WHERE u.opened_on <= %(on)s AND (u.closed_on IS NULL OR u.closed_on > %(on)s)
        )""",
        """declared AS (
            SELECT DISTINCT ON (h.unit_id) h.*
            FROM orgs_headcount h
            WHERE h.unit_id IN (SELECT unit FROM members) AND h.day <= %(on)s
            ORDER BY h.unit_id, h.day DESC
        )""",
        """counted AS (
            SELECT p.unit_id, count(DISTINCT p.person_id) AS staff,
                   count(DISTINCT p.person_id) FILTER (WHERE p.is_frontline) AS frontline
            FROM orgs_post p
            WHERE p.is_full AND p.days @> %(on)s::date AND p.unit_id IN (SELECT unit FROM members)
            GROUP BY p.unit_id
        )""",
        """numbers(subject, day, value, evidence) AS (
            SELECT m.subject, d.day, CASE %(of)s
                       WHEN 'staff' THEN coalesce(d.staff, c.staff, 0)
                       WHEN 'frontline' THEN coalesce(d.frontline, c.frontline, 0)
                       WHEN 'learners' THEN d.learners
                   END,
                   CASE WHEN d.id IS NULL THEN 'orgs.unit:' || m.unit
                        ELSE 'orgs.headcount:' || d.id END
            FROM members m LEFT JOIN declared d ON d.unit_id = m.unit
            LEFT JOIN counted c ON c.unit_id = m.unit
        )""",
    ),
    sql="""
        SELECT subject, %(on)s::date, sum(value)::int, array_agg(evidence) FROM numbers
        WHERE value IS NOT NULL GROUP BY subject
    """,
)

DISCIPLINE = Provider(
    name="orgs.discipline",
    subject=Subject.PERSON,
    value=int,
    about=_(
        "Mức độ của mỗi lần kỷ luật, từ 1 (khiển trách); 0: đang xem xét, chưa có quyết định."
        " Tính những lần mà thời gian chịu kỷ luật chạm vào khoảng được hỏi."
    ),
    parameters=(SINCE, UNTIL),
    sql="""
        SELECT d.person_id, lower(d.days), d.severity::int, ARRAY['orgs.discipline:' || d.id]
        FROM orgs_discipline d JOIN subjects ON subjects.subject = d.person_id
        WHERE d.days && daterange(%(since)s, %(until)s, '[]')
    """,
    is_sensitive=True,
)

UNIT_DISCIPLINE = Provider(
    name="orgs.unit_discipline",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Mức độ của mỗi lần một đơn vị bị kỷ luật, từ 1 (khiển trách); 0: đang xem xét, chưa có"
        " quyết định. Tính những lần mà thời gian chịu kỷ luật chạm vào khoảng được hỏi."
    ),
    # An heir is not punished for what another unit did, unless a rule says so.
    parameters=(SINCE, UNTIL, replace(BEFORE, default=False)),
    ctes=(FORMERS,),
    sql="""
        SELECT f.subject, lower(d.days), d.severity::int, ARRAY['orgs.discipline:' || d.id]
        FROM orgs_discipline d JOIN formers f ON f.former = d.unit_id
        WHERE d.person_id IS NULL AND d.days && daterange(%(since)s, %(until)s, '[]')
    """,
    is_sensitive=True,
)

MEMBER_DISCIPLINE = Provider(
    name="orgs.unit_member_discipline",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Mức độ của mỗi lần người của đơn vị bị kỷ luật khi đang ở đơn vị ấy, từ 1 (khiển trách); chưa có quyết"
        " định thì không tính. Mỗi lần tính vào ngày bắt đầu, không tính lại khi thời gian chịu kỷ luật kéo sang năm sau."
    ),
    # As with the unit's own: an heir does not answer for people of another unit, unless a rule says so.
    parameters=(SINCE, UNTIL, replace(BEFORE, default=False)),
    ctes=(FORMERS,),
    sql="""
        SELECT f.subject, lower(d.days), d.severity::int, ARRAY['orgs.discipline:' || d.id]
        FROM formers f JOIN orgs_discipline d ON d.unit_id = f.former
        WHERE d.person_id IS NOT NULL AND d.severity > 0
          AND lower(d.days) BETWEEN %(since)s AND %(until)s
    """,
    is_sensitive=True,
)

LINEAGE = Provider(
    name="orgs.lineage",
    subject=Subject.UNIT,
    value=int,
    about=_("Các đơn vị mà đơn vị này kế thừa (giá trị là khóa của đơn vị trước), từ ngày nào."),
    parameters=(ON,),
    ctes=(
        """bonds(subject, former, since, bond) AS (
            SELECT subject, subject, NULL::date, NULL::bigint FROM subjects
            UNION
            SELECT b.subject, s.former_id, s.on, s.id FROM bonds b
            JOIN orgs_succession s ON s.latter_id = b.former AND s.on <= %(on)s
        )""",
    ),
    sql="""
        SELECT subject, since, former, ARRAY['orgs.succession:' || bond] FROM bonds
        WHERE bond IS NOT NULL
    """,
)

PUBLISHED = (
    RATING,
    UNIT_RATING,
    MEMBER_RATING,
    POST,
    WORKING_MONTHS,
    HEADCOUNT,
    DISCIPLINE,
    UNIT_DISCIPLINE,
    MEMBER_DISCIPLINE,
    LINEAGE,
)


def publish() -> None:
    for provider in PUBLISHED:
        facts.register(provider)
