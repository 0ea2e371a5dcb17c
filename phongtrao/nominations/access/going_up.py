"""What may go on into the round above, and as which of its forms."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.councils.models import Case
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.nominations.access.screening import can_judge, still_here
from phongtrao.nominations.models import AwardRound, HandOver, HandOverNote, Nomination, RoundForm
from phongtrao.nominations.queries.notices import Standing

N = Nomination.Status
Forms = Mapping[tuple[int, str], RoundForm]


def forms_above(found: AwardRound) -> Forms:
    """Of the round above, by honour and route."""
    if found.above is None:
        return {}
    rows = found.above.forms.select_related("honour")
    return {(one.honour_id, one.route): one for one in rows}


def can_send_up(found: AwardRound) -> Answer:
    if found.above is None:
        return no(_("Đợt này chưa chọn đợt cấp trên. Hãy sửa đợt để chọn."))
    if found.above.status != AwardRound.Status.OPEN:
        return no(_("Đợt cấp trên “%s” không còn nhận hồ sơ.") % found.above)
    return YES


def can_go_up(
    user: AbstractBaseUser, found: Nomination, forms: Forms, standing: Standing
) -> Answer:
    """``forms``: of ``forms_above``; ``standing``: with its public notice here."""
    if not (answer := can_judge(user, found) and still_here(found)):
        return answer
    why = _why_not(found, forms, standing)
    return no(why) if why else YES


def _why_not(found: Nomination, forms: Forms, standing: Standing) -> str:
    """``hand_overs`` and their notes: loaded with the nomination."""
    if found.status not in {N.ACCEPTED, N.PASSED}:
        return _("Chỉ gửi lên đề nghị đã được chấp nhận hoặc thông qua.")
    if any(not _is_decided(one) for one in found.hand_overs.all()):
        return _("Đề nghị đã bàn giao cho cấp trên ngoài hệ thống. Hãy bỏ bàn giao trước.")
    if (found.form.honour_id, found.form.route) not in forms:
        return _("Đợt cấp trên không nhận “%s”.") % found.form
    if found.status == N.PASSED:
        return ""
    if found.case and found.case.status in Case.Status.waiting:
        return _("Hội đồng đang xét đề nghị này. Hãy chờ kết quả.")
    return standing.why_not_over(found.submission.round.notice_days)


def _is_decided(one: HandOver) -> bool:
    return any(note.kind == HandOverNote.Kind.DECISION for note in one.notes.all())
