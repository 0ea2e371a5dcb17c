"""What rules count of numbers: the accepted value of an indicator for a period.

Whose indicator is said with its code: two offices may have taken the same pack.
"""

from decimal import Decimal

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _

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


def publish() -> None:
    """Called once, when the apps are ready."""
    facts.register(VALUE)
