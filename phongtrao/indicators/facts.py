"""What rules count of numbers: the accepted value of an indicator for a period, and targets of a year.

Whose indicator is said with its code: two offices may have taken the same pack. A target is judged as in
``queries.computed`` (S1-52), by the last number of its year: reached as its own sign says, exceeded where
the number is better than the target.
"""

from decimal import Decimal

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL
from phongtrao.plans.periods import school_year_start

VALUE = Provider(
    name="indicators.value",
    subject=Subject.UNIT,
    value=Decimal,
    about=_("Giá trị đã duyệt của một chỉ số ở đơn vị trong một kỳ; tỷ lệ tính bằng phần trăm."),
    parameters=(
        Parameter("owner", str, _("mã đơn vị lập chỉ số")),
        Parameter("code", str, _("mã chỉ số")),
        Parameter("period", str, _("kỳ: 2025, SY2025, 2025Q1")),
    ),
    sql="""
        SELECT m.unit_id, NULL::date,
               CASE WHEN m.denominator IS NULL THEN m.numerator
                    ELSE m.numerator / nullif(m.denominator, 0)
                         * CASE WHEN i.measure = '%%' THEN 100 ELSE 1 END END,
               ARRAY['indicators.measurement:' || m.id]
        FROM indicators_measurement m
        JOIN indicators_indicator i ON i.id = m.indicator_id
        JOIN orgs_unit o ON o.id = i.owner_id
        JOIN subjects ON subjects.subject = m.unit_id
        WHERE m.is_accepted AND m.part = '' AND o.code = %(owner)s AND i.code = %(code)s
            AND m.period = %(period)s
    """,
)

STARTS = school_year_start()
# The last day of a period, from its key (lib.periods.Period.key).
ENDS_ON = f"""CASE
    WHEN m.period LIKE 'SY%%' THEN make_date(substr(m.period, 3)::int + 1, {STARTS.month}, {STARTS.day}) - 1
    WHEN m.period LIKE '%%/%%' THEN split_part(m.period, '/', 2)::date
    WHEN m.period LIKE '%%Q%%' THEN (
        make_date(left(m.period, 4)::int, 3 * right(m.period, 1)::int, 1) + interval '1 month - 1 day')::date
    WHEN m.period LIKE '%%-%%' THEN ((m.period || '-01')::date + interval '1 month - 1 day')::date
    ELSE make_date(m.period::int, 12, 31)
END"""
YEAR_ENDED = "make_date(t.year, 12, 31) BETWEEN %(since)s AND %(until)s"

# Targets of a unit, of those it follows, and, of what is asked alike of one and of all (rates and means), those
# of offices above in whose population it is.
AIMED = f"""aimed(subject, target, place) AS (
    SELECT f.subject, t.id, CASE WHEN f.former = f.subject THEN 1 ELSE 2 END
    FROM formers f JOIN indicators_target t ON t.unit_id = f.former
    WHERE {YEAR_ENDED}
    UNION ALL
    SELECT u.id, t.id, 3
    FROM subjects JOIN orgs_unit u ON u.id = subjects.subject
    CROSS JOIN LATERAL (
        SELECT DISTINCT part::bigint FROM unnest(string_to_array(u.admin_path || u.prof_path, '/')) AS part
        WHERE part NOT IN ('', u.id::text)
    ) above(unit)
    JOIN indicators_target t ON t.unit_id = above.unit
    JOIN indicators_indicator i ON i.id = t.indicator_id AND i.owner_id = above.unit
    WHERE {YEAR_ENDED} AND i.rolling IN ('ratio', 'mean')
      AND (t.kinds = '{{}}' OR u.kind = ANY(t.kinds) OR u.type_id = ANY(t.kinds))
      AND (t.levels = '{{}}' OR t.kinds <> '{{}}' AND u.level = '' OR EXISTS (
          SELECT FROM orgs_schoollevel e
          WHERE e.code = u.level AND (e.code = ANY(t.levels) OR e.contains && t.levels)
      ))
      AND (t.areas = '{{}}' OR u.area = ANY(t.areas))
)"""  # noqa: S608 -- the pieces are ours
# One for each indicator, scope and year; a unit's own stands before the office's.
ASKED = """asked AS (
    SELECT DISTINCT ON (a.subject, t.indicator_id, t.scope, t.year)
           a.subject, a.place, t.id AS target, t.unit_id, t.indicator_id, t.year, t.comparator, t.value AS goal
    FROM aimed a JOIN indicators_target t ON t.id = a.target
    ORDER BY a.subject, t.indicator_id, t.scope, t.year, a.place, t.id
)"""
# The last number of the year of the unit and of each it follows.
NUMBERS = f"""numbers AS (
    SELECT DISTINCT ON (q.subject, q.target, n.former)
           q.subject, q.target, n.former = n.subject AS is_own, m.id, m.numerator, m.denominator
    FROM asked q
    JOIN formers n ON n.subject = q.subject
    JOIN indicators_measurement m ON m.unit_id = n.former AND m.indicator_id = q.indicator_id
    WHERE m.is_accepted AND m.part = '' AND extract(year FROM {ENDS_ON}) = q.year
    ORDER BY q.subject, q.target, n.former, {ENDS_ON} DESC, m.period
)"""  # noqa: S608 -- the pieces are ours
# Its own; where it has none, what those it follows come to together.
TOLD = """told(subject, target, numerator, denominator, mean, evidence) AS (
    SELECT n.subject, n.target, sum(n.numerator), sum(n.denominator),
           avg(CASE WHEN n.denominator IS NULL THEN n.numerator ELSE n.numerator / nullif(n.denominator, 0) END),
           array_agg('indicators.measurement:' || n.id)
    FROM numbers n
    WHERE n.is_own OR NOT EXISTS (
        SELECT FROM numbers own WHERE own.subject = n.subject AND own.target = n.target AND own.is_own
    )
    GROUP BY n.subject, n.target
)"""
JUDGED = """judged AS (
    SELECT q.*, i.owner_id, i.direction, told.evidence,
           CASE WHEN trim(i.measure) = '%%' AND told.denominator IS NOT NULL THEN 100 ELSE 1 END
           * CASE WHEN i.rolling = 'latest' AND cardinality(told.evidence) > 1 THEN NULL
                  WHEN i.rolling = 'mean' AND cardinality(told.evidence) > 1 THEN told.mean
                  WHEN told.denominator IS NULL THEN told.numerator
                  ELSE told.numerator / nullif(told.denominator, 0) END AS value
    FROM asked q JOIN indicators_indicator i ON i.id = q.indicator_id
    LEFT JOIN told ON told.subject = q.subject AND told.target = q.target
)"""

TARGET = Provider(
    name="indicators.target",
    subject=Subject.UNIT,
    value=Decimal,
    about=_(
        "Chỉ tiêu của đơn vị có năm kết thúc trong thời gian được hỏi, so với số liệu đã duyệt của chính đơn vị"
        " ở kỳ cuối của năm; ngày là ngày cuối của năm, giá trị là số đạt được. Chỉ tiêu dạng tỷ lệ, trung bình"
        " của cơ quan cấp trên cũng tính khi đơn vị thuộc đối tượng, có số liệu và không có chỉ tiêu riêng. Đạt:"
        " đúng như chỉ tiêu ghi; vượt: tốt hơn mức của chỉ tiêu. Số cộng từ đơn vị cấp dưới không tính ở đây."
    ),
    parameters=(
        SINCE,
        UNTIL,
        Parameter("how", str, _("reached: đạt; exceeded: vượt; để trống: mọi chỉ tiêu"), ""),
        BEFORE,
    ),
    ctes=(FORMERS, AIMED, ASKED, NUMBERS, TOLD, JUDGED),
    # An owner's target without a number of its own is asked of the whole below it: not of this unit.
    sql="""
        SELECT j.subject, make_date(j.year, 12, 31), j.value, 'indicators.target:' || j.target || j.evidence
        FROM judged j
        WHERE (j.value IS NOT NULL OR j.place < 3 AND j.owner_id <> j.unit_id)
          AND (%(how)s = ''
               OR %(how)s = 'reached' AND CASE j.comparator
                   WHEN '>' THEN j.value > j.goal WHEN '>=' THEN j.value >= j.goal
                   WHEN '=' THEN j.value = j.goal
                   WHEN '<=' THEN j.value <= j.goal ELSE j.value < j.goal END
               OR %(how)s = 'exceeded' AND CASE j.direction
                   WHEN 'down' THEN j.value < j.goal ELSE j.value > j.goal END)
    """,
)


def publish() -> None:
    """Called once, when the apps are ready."""
    facts.register(VALUE)
    facts.register(TARGET)
