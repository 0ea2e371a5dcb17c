"""What rules count of requested reports: those owed by a day, and those handed in not after it. S0-41"""

from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Provider, Subject
from phongtrao.lib.words import gettext_noop as _
from phongtrao.orgs.facts import BEFORE, FORMERS, SINCE, UNTIL

# When it was handed in first is told by history: the answer itself keeps the last time. What the unit took back
# itself was not handed in.
IN_TIME_BEFORE = """EXISTS (
    SELECT FROM audit_entry first
    WHERE first.subject_type = 'reports.requestanswer' AND first.subject_id = a.id::text
      AND first.action = 'reports.answer_submitted'
      AND (first.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= a.due_on
      AND NOT EXISTS (
          SELECT FROM audit_entry back
          WHERE back.subject_type = first.subject_type AND back.subject_id = first.subject_id
            AND back.action = 'reports.answer_withdrawn' AND back.id > first.id
      )
)"""

ANSWER = Provider(
    name="reports.answer",
    subject=Subject.UNIT,
    value=int,
    about=_(
        "Báo cáo theo yêu cầu mà đơn vị phải nộp, hạn trong thời gian được hỏi (hạn riêng nếu đã được gia hạn);"
        " ngày là hạn, mỗi báo cáo là 1. Đúng hạn là đã nộp, không còn bị trả lại, và lần nộp đầu không muộn hơn"
        " hạn; lần nộp mà đơn vị tự rút thì không tính."
    ),
    parameters=(
        SINCE,
        UNTIL,
        Parameter("how", str, _("in_time: nộp đúng hạn; để trống: mọi báo cáo đến hạn"), ""),
        BEFORE,
    ),
    ctes=(FORMERS,),
    # What a unit that ended still owed, and its heir owes as well, is the heir's (see Carrier in sockets).
    sql=f"""
        SELECT f.subject, a.due_on, 1, ARRAY['reports.requestanswer:' || a.id]
        FROM formers f
        JOIN reports_requestanswer a ON a.unit_id = f.former
        JOIN reports_reportrequest r ON r.id = a.request_id
        WHERE a.due_on BETWEEN %(since)s AND %(until)s AND r.status <> 'draft'
          AND (%(how)s = '' OR (
              %(how)s = 'in_time' AND a.status IN ('submitted', 'accepted')
              AND ((a.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= a.due_on OR {IN_TIME_BEFORE})
          ))
          AND (f.former = f.subject OR a.status NOT IN ('open', 'returned') OR NOT EXISTS (
              SELECT FROM reports_requestanswer own
              WHERE own.request_id = a.request_id AND own.unit_id = f.subject
          ))
    """,  # noqa: S608 -- the pieces are ours
)


def publish() -> None:
    facts.register(ANSWER)
