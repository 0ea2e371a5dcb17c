"""Why a host may not take on another task: said before it is approved, decided by people. DOMAIN.md §5.1"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Unit
from phongtrao.research.models import ResearchTask

S = ResearchTask.Status
A_YEAR = timedelta(days=365)


def bars_of(host: Unit, today: date, *, without: int | None = None) -> list[str]:
    """Sentences; one query. ``without``: the task that is being looked at."""
    rows = ResearchTask.objects.filter(host=host).order_by("pk")
    if without is not None:
        rows = rows.exclude(pk=without)
    return [words for task in rows for words in _bars(task, today)]


def _bars(task: ResearchTask, today: date) -> list[str]:
    found = []
    if task.status in S.contracted and task.ends_on and task.ends_on < today:
        said = _("“%(task)s” đã quá hạn từ %(day)s mà chưa nghiệm thu xong.")
        found.append(said % {"task": task, "day": format_date(task.ends_on)})
    if task.to_return and task.returned_on is None:
        found.append(_("“%s” còn kinh phí phải nộp trả.") % task)
    if task.is_violation and task.stopped_on and task.stopped_on > today - A_YEAR:
        said = _("“%(task)s” bị dừng do vi phạm ngày %(day)s, chưa đủ một năm.")
        found.append(said % {"task": task, "day": format_date(task.stopped_on)})
    return found
