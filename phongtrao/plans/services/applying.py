"""An issued amendment is put in effect: at once where the plan has little work, else by a job.

Whatever the number it is one transaction: a plan of which half the tasks say the new words would be
neither version. The job therefore tells that it runs and for how much work, not how much is done.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.base.words import office_language
from phongtrao.lib.numbers import format_number
from phongtrao.plans import tasks as jobs
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.services.cascade import AT_ONCE
from phongtrao.plans.services.taking_effect import is_still_waiting, put_in_effect
from phongtrao.web.work import advance, finish, running, start_work


@transaction.atomic
def apply_amendment(amendment: Plan, *, by: AbstractBaseUser) -> None:
    """Part of issuing an amendment whose day has come; the page of a job is ``amendment.applying``."""
    rows = Assignment.objects.filter(task__plan=amendment.amends_id)
    work = rows.exclude(status__in=Assignment.Status.dropped).count()
    if work <= AT_ONCE:
        put_in_effect(amendment, by=by)
        return
    with office_language():
        title = _("Áp dụng bản sửa đổi (kế hoạch có %(n)s việc của các đơn vị): %(plan)s") % {
            "n": format_number(work),
            "plan": Truncator(amendment.title).chars(150),
        }
    amendment.applying = start_work(title, by=by, total=work)
    amendment.save(update_fields=["applying"])
    jobs.carry_out_amendment.defer(work_id=amendment.applying.pk, amendment_id=amendment.pk)


def carry_out(work_id: int, amendment_id: int) -> None:
    """The job's side of ``apply_amendment``. Run twice, or after the clock's job, it finds it done."""
    amendment = Plan.objects.select_related("amends", "owner").get(pk=amendment_id)
    with running(work_id) as work:
        said = _("Đang áp dụng. Bạn có thể rời trang; kế hoạch đổi một lần, khi mọi việc đã xong.")
        advance(work, 0, message=said)
        with transaction.atomic():
            if is_still_waiting(amendment):
                put_in_effect(amendment, by=User.objects.get(pk=work.started_by_id))
        finish(work, result_url=_page(amendment), message=applied(amendment))


def applied(amendment: Plan) -> str:
    """What came of it, for the person who issued it."""
    if units := amendment.change_answers.count():
        said = _("Đã ban hành và áp dụng. %s đơn vị có việc thay đổi được báo và đề nghị trả lời.")
        return said % format_number(units)
    return _(
        "Đã ban hành và áp dụng. Việc của các đơn vị không thay đổi nên không đơn vị nào phải trả lời."
    )


def _page(amendment: Plan) -> str:
    return reverse("plans:plan", args=[amendment.amends_id])
