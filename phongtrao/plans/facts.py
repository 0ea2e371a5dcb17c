"""What ``plans`` knows of units, published for rules (lib.facts). Days are inclusive.

Whether a unit issued a plan of its own in the period is asked of titles and of movements (S0-41, S1-82):
a unit that only carries out what it was sent has none. Tasks are those of ``queries.tally`` and
``queries.entries``: what was dropped is nobody's, what two masters gave counts once, what a unit set itself
does not count (S1-52); but for rules, what waits to be judged is not due yet.
"""

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL

# The day of the paper; of a plan that names none, the day it was put in force here.
ISSUED_ON = "coalesce(d.issued_on, (p.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)"

OWN_PLAN_ISSUED = Provider(
    name="plans.own_plan_issued",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Các kế hoạch đơn vị tự ban hành trong thời gian được hỏi: ngày là ngày văn bản, giá trị là khóa của"
        " kế hoạch cấp trên mà nó thực hiện; không có giá trị: kế hoạch của riêng đơn vị."
    ),
    parameters=(
        SINCE,
        UNTIL,
        Parameter(
            "carries_out",
            int,
            _("chỉ kế hoạch thực hiện kế hoạch cấp trên này; để trống: mọi kế hoạch"),
            default=0,
        ),
        BEFORE,
    ),
    ctes=(
        FORMERS,
        # A school may carry out the plan of its commune, which carries out that of the Sở.
        """carrying(id) AS (
            SELECT %(carries_out)s::bigint
            UNION
            SELECT p.id FROM carrying JOIN plans_plan p ON p.parent_id = carrying.id
        )""",
    ),
    sql=f"""
        SELECT DISTINCT f.subject, {ISSUED_ON}, p.parent_id, ARRAY['plans.plan:' || p.id]
        FROM plans_plan p JOIN formers f ON f.former = p.owner_id
        LEFT JOIN documents_officialdocument d ON d.id = p.document_id
        WHERE p.status <> 'draft' AND p.orders_of IS NULL AND p.amends_id IS NULL
          AND {ISSUED_ON} BETWEEN %(since)s AND %(until)s
          AND (%(carries_out)s = 0
               OR (p.id <> %(carries_out)s AND p.id IN (SELECT id FROM carrying)))
    """,  # noqa: S608 -- the pieces are ours
)

DROPPED = "('declined', 'joined', 'ended')"  # Assignment.Status.dropped
HOW = Parameter("how", str, _("on_time: xong không muộn hơn hạn; early: xong trước hạn; để trống: mọi nhiệm vụ đến hạn"), "")  # fmt: skip


def _is_done(work: str) -> str:
    """The state “done” of ``queries.status``: a person's judgement stands before the clock's."""
    return f"CASE {work}.override WHEN '' THEN {work}.done_on IS NOT NULL ELSE {work}.override = 'done' END"


def _waits(work: str) -> str:
    """Said to be finished, in time, and nobody has judged it yet."""
    return f"""({work}.override = '' AND {work}.done_on IS NULL AND EXISTS (
        SELECT FROM plans_progressreport r
        WHERE r.assignment_id = {work}.id AND r.status = 'submitted' AND r.percent = 100
          AND (r.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= {work}.due_on
    ))"""


# The other master's part of the same work, upper or lower (``queries.twins``), where it counts.
TWIN = f"""
    FROM plans_task other_task
    JOIN plans_assignment other ON other.task_id = other_task.id AND other.unit_id = a.unit_id
    JOIN plans_plan other_plan ON other_plan.id = other_task.plan_id AND other_plan.status = p.status
    WHERE other_task.local_to_id IS NULL AND other.status NOT IN {DROPPED}
"""

TASK = Provider(
    name="plans.task",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Nhiệm vụ được giao đến hạn trong thời gian được hỏi; ngày là hạn, mỗi nhiệm vụ là 1. Ngày xong là ngày"
        " nộp báo cáo 100% đã được duyệt; việc được đánh giá lại là hoàn thành mà không có ngày xong thì không"
        " tính là đúng hạn. Việc đã từ chối, đã gộp, đã kết thúc và việc đơn vị tự đặt không tính; việc hai cấp"
        " cùng giao tính một lần; việc định kỳ tính theo hạn hiện tại. Việc đã nộp báo cáo 100% đúng hạn mà chưa"
        " được duyệt thì chưa tính; báo cáo bị trả lại thì tính theo lần nộp sau (cần kiểm tra)."
    ),
    parameters=(SINCE, UNTIL, HOW, BEFORE),
    ctes=(FORMERS,),
    sql=f"""
        SELECT f.subject, a.due_on, 1,
               'plans.assignment:' || a.id || ARRAY(
                   SELECT 'plans.assignment:' || other.id {TWIN} AND other_task.derived_from_id = a.task_id
               )
        FROM formers f
        JOIN plans_assignment a ON a.unit_id = f.former
        JOIN plans_task t ON t.id = a.task_id
        JOIN plans_plan p ON p.id = t.plan_id
        WHERE a.due_on BETWEEN %(since)s AND %(until)s AND a.status NOT IN {DROPPED}
          AND t.local_to_id IS NULL AND p.status <> 'draft'
          AND NOT EXISTS (SELECT {TWIN} AND other_task.id = t.derived_from_id)
          AND NOT {_waits("a")}
          AND NOT EXISTS (SELECT {TWIN} AND other_task.derived_from_id = a.task_id AND {_waits("other")})
          AND (%(how)s = '' OR (
              {_is_done("a")}
              AND (%(how)s = 'on_time' AND a.done_on <= a.due_on OR %(how)s = 'early' AND a.done_on < a.due_on)
              AND NOT EXISTS (
                  SELECT {TWIN} AND other_task.derived_from_id = a.task_id AND NOT {_is_done("other")}
              )
          ))
    """,  # noqa: S608 -- the pieces are ours
)

PUBLISHED = (OWN_PLAN_ISSUED, TASK)


def publish() -> None:
    for provider in PUBLISHED:
        facts.register(provider)
