"""What rules count of titles and commendations: those that are checked and stand; units with predecessors.

A revoked one is none on any day (a revoked initiative under a title is for people to decide). S0-07 S3-29
"""

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL

TITLE = Parameter("title", str, _("mã danh hiệu, như base_fighter; để trống: mọi danh hiệu"), "")
FORM = Parameter("form", str, _("nhóm hình thức: flag, merit, praise, order_first, order_second, order_third; để trống: mọi hình thức"), "")  # fmt: skip
SCOPE = Parameter("scope", str, _("ít nhất ở cấp: base, province, ministry, nation"), "base")
ROUTE = Parameter("route", str, _("loại khen thưởng, như merit; để trống: loại nào cũng tính"), "")

# Levels of honours weighed as scopes are (Luật 06/2022, điều 22: ministry and province the same).
RANKS = """ranks(level, rank) AS (
    VALUES ('base', 1), ('department', 2), ('province', 3), ('ministry', 3),
           ('government', 4), ('nation', 4), ('state', 5)
)"""
EVIDENCE = "ARRAY['awards.award:' || a.id]"
# As the register stood on the last day: what was decided later for a year before it was not there yet.
STANDS = """a.status = 'confirmed' AND a.earned_on BETWEEN %(since)s AND %(until)s
    AND a.decided_on <= %(until)s"""
IS_TITLE = "h.kind = 'title' AND (%(title)s = '' OR h.key = %(title)s)"
# A flag is a title by law and counts among forms in rules on merits.
IS_FORM = """(h.kind = 'form' OR h.sort = 'flag') AND (%(form)s = '' OR h.sort = %(form)s)
    AND (%(route)s = '' OR a.route = %(route)s)
    AND (SELECT rank FROM ranks WHERE level = h.level) >= (SELECT rank FROM ranks WHERE level = %(scope)s)"""


def _of_people(name: str, about: str, condition: str, *more: Parameter) -> Provider:
    return Provider(
        name=f"awards.{name}",
        subject=Subject.PERSON,
        value=int,
        about=about,
        parameters=(SINCE, UNTIL, *more),
        ctes=(RANKS,),
        sql=f"""
            SELECT a.person_id, a.earned_on, 1, {EVIDENCE}
            FROM awards_award a JOIN awards_honour h ON h.id = a.honour_id
            JOIN subjects ON subjects.subject = a.person_id
            WHERE {STANDS} AND {condition}
        """,  # noqa: S608 -- the pieces are ours
    )


def _of_units(name: str, about: str, condition: str, *more: Parameter) -> Provider:
    return Provider(
        name=f"awards.unit_{name}",
        subject=Subject.UNIT,
        value=int,
        about=about,
        parameters=(SINCE, UNTIL, *more, BEFORE),
        ctes=(RANKS, FORMERS),
        sql=f"""
            SELECT DISTINCT f.subject, a.earned_on, 1, {EVIDENCE}
            FROM awards_award a JOIN awards_honour h ON h.id = a.honour_id
            JOIN formers f ON f.former = a.unit_id
            WHERE a.person_id IS NULL AND {STANDS} AND {condition}
        """,  # noqa: S608 -- the pieces are ours
    )


# One for each member and title, at the unit they worked in then.
MEMBERS = Provider(
    name="awards.unit_member_title",
    subject=Subject.UNIT,
    value=int,
    about=_("Danh hiệu thi đua mà người của một đơn vị đạt, khi đang ở đơn vị ấy."),
    parameters=(SINCE, UNTIL, TITLE, BEFORE),
    ctes=(FORMERS,),
    sql=f"""
        SELECT DISTINCT ON (f.subject, a.id) f.subject, a.earned_on, 1, {EVIDENCE}
        FROM awards_award a JOIN awards_honour h ON h.id = a.honour_id
        JOIN formers f ON f.former = a.unit_id
        WHERE a.person_id IS NOT NULL AND {STANDS} AND {IS_TITLE}
    """,  # noqa: S608 -- the pieces are ours
)

# What was registered for a year, of those its head has confirmed; the day lies within that year, and what
# was registered later than the day asked about was not there yet.
REGISTERED = """r.status = 'confirmed' AND t.counts_on BETWEEN %(since)s AND %(until)s
    AND t.since <= %(until)s AND (%(title)s = '' OR h.key = %(title)s)"""
OF_REGISTRATION = "ARRAY['awards.registration:' || r.id]"
TITLES_REGISTERED = """awards_registeredtitle t JOIN awards_honour h ON h.id = t.honour_id
    JOIN awards_registration r ON r.id = t.registration_id"""
PERSON_REGISTERED = Provider(
    name="awards.registered",
    subject=Subject.PERSON,
    value=int,
    about=_("Danh hiệu một người đã đăng ký thi đua, được thủ trưởng xác nhận."),
    parameters=(SINCE, UNTIL, TITLE),
    sql=f"""
        SELECT r.person_id, t.counts_on, 1, {OF_REGISTRATION}
        FROM {TITLES_REGISTERED}
        JOIN subjects ON subjects.subject = r.person_id
        WHERE {REGISTERED}
    """,  # noqa: S608 -- the pieces are ours
)
UNIT_REGISTERED = Provider(
    name="awards.unit_registered",
    subject=Subject.UNIT,
    value=int,
    about=_("Danh hiệu một tập thể đã đăng ký thi đua, được thủ trưởng xác nhận."),
    parameters=(SINCE, UNTIL, TITLE, BEFORE),
    ctes=(FORMERS,),
    sql=f"""
        SELECT DISTINCT f.subject, t.counts_on, 1, {OF_REGISTRATION}
        FROM {TITLES_REGISTERED}
        JOIN formers f ON f.former = r.unit_id
        WHERE r.person_id IS NULL AND {REGISTERED}
    """,  # noqa: S608 -- the pieces are ours
)

PUBLISHED = (
    PERSON_REGISTERED,
    UNIT_REGISTERED,
    _of_people("title", _("Danh hiệu thi đua của một người."), IS_TITLE, TITLE),
    _of_units("title", _("Danh hiệu thi đua của một tập thể."), IS_TITLE, TITLE),
    _of_people("commendation", _("Hình thức khen thưởng của một người."), IS_FORM, FORM, SCOPE, ROUTE),
    _of_units("commendation", _("Hình thức khen thưởng, cờ thi đua của một tập thể."), IS_FORM, FORM, SCOPE, ROUTE),
    MEMBERS,
)  # fmt: skip


def publish() -> None:
    for provider in PUBLISHED:
        facts.register(provider)
