"""What rules count of creations: recognised how far, with which share; units with their predecessors."""

from decimal import Decimal

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL

SCOPE = Parameter(
    "scope", str, _("ít nhất ở phạm vi: base, department, province, ministry, nation"), "base"
)
# As ScopeRecognition.Scope.rank: province and ministry weigh the same (Luật 06/2022, điều 22).
RANKS = """ranks(scope, rank) AS (
    VALUES ('base', 1), ('department', 2), ('province', 3), ('ministry', 3), ('nation', 4)
)"""


def _standing(kind: str) -> str:
    """{creation, day from which it was recognised at least so far, the decisions}; as of ``until``."""
    return f"""standing AS (
        SELECT c.id AS creation, c.unit_id, min(s.decided_on) AS day,
               array_agg('recognition.scoperecognition:' || s.id) AS evidence
        FROM recognition_creation c
        JOIN recognition_scoperecognition s ON s.creation_id = c.id
        JOIN ranks had ON had.scope = s.scope
        JOIN ranks asked ON asked.scope = %(scope)s
        WHERE c.kind = '{kind}' AND had.rank >= asked.rank AND s.decided_on <= %(until)s
          AND (s.revoked_on IS NULL OR s.revoked_on > %(until)s)
        GROUP BY c.id
        HAVING min(s.decided_on) >= %(since)s
    )"""  # noqa: S608 -- the kind is a word of this module


def _of_people(kind: str, about: str) -> Provider:
    return Provider(
        name=f"recognition.{kind}",
        subject=Subject.PERSON,
        value=Decimal,
        about=about,
        parameters=(SINCE, UNTIL, SCOPE),
        ctes=(RANKS, _standing(kind)),
        sql="""
            SELECT h.person_id, st.day, h.share, st.evidence
            FROM standing st JOIN recognition_creationshare h ON h.creation_id = st.creation
            JOIN subjects ON subjects.subject = h.person_id
        """,
    )


def _of_units(kind: str, about: str) -> Provider:
    return Provider(
        name=f"recognition.unit_{kind}",
        subject=Subject.UNIT,
        value=int,
        about=about,
        parameters=(SINCE, UNTIL, SCOPE, BEFORE),
        ctes=(RANKS, _standing(kind), FORMERS),
        sql="""
            SELECT DISTINCT f.subject, st.day, 1, st.evidence
            FROM standing st JOIN formers f ON f.former = st.unit_id
        """,
    )


# Withdrawn ones are none; a rule or a reviewer decides what an open or an upheld one means.
OBJECTION = Provider(
    name="recognition.objection",
    subject=Subject.PERSON,
    value=str,
    about=_("Khiếu nại về công trình của một người: open (chờ trả lời), upheld (đúng), rejected (không đúng)."),
    parameters=(SINCE, UNTIL),
    sql="""
        SELECT h.person_id, (o.raised_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, o.status::text,
               ARRAY['recognition.objection:' || o.id]
        FROM recognition_objection o
        JOIN recognition_creationshare h ON h.creation_id = o.creation_id
        JOIN subjects ON subjects.subject = h.person_id
        WHERE o.status <> 'withdrawn'
          AND (o.raised_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date BETWEEN %(since)s AND %(until)s
    """,
)  # fmt: skip

PUBLISHED = (
    _of_people("initiative", _("Sáng kiến của một người được công nhận; giá trị là tỷ lệ đóng góp (%).")),
    _of_units("initiative", _("Sáng kiến ra đời tại một đơn vị được công nhận; mỗi sáng kiến là 1.")),
    _of_people("practice", _("Mô hình, cách làm hay của một người được công nhận; giá trị là tỷ lệ đóng góp (%).")),
    _of_units("practice", _("Mô hình, cách làm hay của một đơn vị được công nhận; mỗi mô hình là 1.")),
    OBJECTION,
)  # fmt: skip


def publish() -> None:
    for provider in PUBLISHED:
        facts.register(provider)
