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
def rank_of(scope: str) -> str:
    """A scope as a number; no table to join, so that one person's are found by their keys."""
    return (
        f"CASE {scope} WHEN 'base' THEN 1 WHEN 'department' THEN 2 WHEN 'province' THEN 3"
        " WHEN 'ministry' THEN 3 WHEN 'nation' THEN 4 END"
    )


# Joined from the subject on: one person's are found by their keys, everybody's by hashing.
STANDING = f"""
    JOIN recognition_scoperecognition s ON s.creation_id = c.id
    WHERE {rank_of("s.scope")} >= {rank_of("%(scope)s")} AND s.decided_on <= %(until)s
      AND (s.revoked_on IS NULL OR s.revoked_on > %(until)s)
"""
SINCE_WHEN = "HAVING min(s.decided_on) >= %(since)s"
DECISIONS = "array_agg('recognition.scoperecognition:' || s.id)"


def _of_people(kind: str, about: str) -> Provider:
    """A creation from the day it was recognised at least so far, as of ``until``, with its decisions."""
    return Provider(
        name=f"recognition.{kind}",
        subject=Subject.PERSON,
        value=Decimal,
        about=about,
        parameters=(SINCE, UNTIL, SCOPE),
        sql=f"""
            SELECT h.person_id, min(s.decided_on), h.share, {DECISIONS}
            FROM subjects JOIN recognition_creationshare h ON h.person_id = subjects.subject
            JOIN recognition_creation c ON c.id = h.creation_id AND c.kind = '{kind}'
            {STANDING}
            GROUP BY h.id {SINCE_WHEN}
        """,  # noqa: S608 -- the kind is a word of this module
    )


def _of_units(kind: str, about: str) -> Provider:
    return Provider(
        name=f"recognition.unit_{kind}",
        subject=Subject.UNIT,
        value=int,
        about=about,
        parameters=(SINCE, UNTIL, SCOPE, BEFORE),
        ctes=(FORMERS,),
        sql=f"""
            SELECT f.subject, min(s.decided_on), 1, {DECISIONS}
            FROM formers f JOIN recognition_creation c ON c.unit_id = f.former AND c.kind = '{kind}'
            {STANDING}
            GROUP BY f.subject, c.id {SINCE_WHEN}
        """,  # noqa: S608 -- the kind is a word of this module
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
