"""Support asked or given is said to be for a task, an author, or both. S0-22"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.activities.models import Activity
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.orgs.models import Person
from phongtrao.research.access.supports import can_tie
from phongtrao.research.models import ResearchTask, Support
from phongtrao.research.models.supports import ASKED, GIVEN


@transaction.atomic
def tie_support(
    activity: Activity,
    task: ResearchTask | None,
    person: Person | None,
    *,
    by: AbstractBaseUser,
) -> Support:
    """BadInput for an activity of another kind or one that does not count."""
    can_tie(by, activity).enforce()
    if activity.kind.key not in {ASKED, GIVEN}:
        raise BadInput(_("Chỉ nối được hoạt động loại “Đề nghị hỗ trợ” và “Đã hỗ trợ”."))
    if activity.status not in Activity.Status.counted:
        raise BadInput(_("Hoạt động còn là nháp hoặc đã gộp. Hãy ghi nhận trước."))
    support = Support(activity=activity, task=task, person=person)
    support.full_clean()
    support.save()
    record(task or activity, "research.support_tied", by=by)
    return support


@transaction.atomic
def untie_support(support: Support, *, by: AbstractBaseUser) -> None:
    """Tied by mistake; the record of the activity stays."""
    can_tie(by, support.activity).enforce()
    if not Support.objects.filter(pk=support.pk).delete()[0]:
        raise WrongState(_("Dòng này vừa được bỏ. Hãy tải lại trang."))
    record(support.task or support.activity, "research.support_untied", by=by)
