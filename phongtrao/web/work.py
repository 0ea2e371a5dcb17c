"""Long work: a job tells how far it is, its starter may leave the page and come back.

>>> work = start_work(_("Giao 40 việc cho 300 trường"), by=user, total=300)   # in the service
>>> cascade.defer(work_id=work.pk, plan_id=plan.pk)
>>>
>>> with running(work_id) as work:                                            # in the job's service
...     advance(work, 150)
...     finish(work, result_url=plan_url, message=_("Đã giao 12.000 lượt việc."))

``advance`` is seen by others only once it is committed: call it between transactions.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.timezone import now
from django.utils.translation import gettext as _

from phongtrao.lib.errors import DomainError
from phongtrao.web.models import Work

S = Work.Status


def start_work(title: str, *, by: AbstractBaseUser, total: int = 0) -> Work:
    """Note the work as waiting; the page of it is ``web:work``."""
    return Work.objects.create(title=title, started_by_id=by.pk, total=total)


def advance(work: Work, done: int, total: int | None = None, message: str = "") -> None:
    """Say how far it is, in the same unit as ``total``."""
    total = work.total if total is None else total
    _change(work, status=S.RUNNING, done=min(done, total), total=total, message=message)


def finish(work: Work, *, result_url: str = "", message: str = "") -> None:
    _change(
        work,
        status=S.DONE,
        done=work.total,
        result_url=result_url,
        message=message,
        ended_at=now(),
    )


def fail(work: Work, sentence: str) -> None:
    """End the work with a sentence that says what to do next."""
    _change(work, status=S.FAILED, message=sentence, ended_at=now())


@contextmanager
def running(work_id: int) -> Iterator[Work]:
    """The work while its job runs: an error ends it with a sentence instead of leaving it hanging.

    A job that is tried again after a crash goes on with the work that the crash had ended.
    """
    work = Work.objects.get(pk=work_id)
    Work.objects.filter(pk=work_id, status=S.FAILED).update(status=S.RUNNING, ended_at=None)
    advance(work, work.done)
    try:
        yield work
    except DomainError as error:
        fail(work, str(error))
    except Exception:
        fail(work, _("Việc dừng giữa chừng vì lỗi của hệ thống. Hãy thử lại hoặc báo quản trị."))
        raise


def _change(work: Work, **fields: object) -> None:
    # Only work that is not over: a job run twice must not reopen what has ended.
    Work.objects.filter(pk=work.pk, status__in=S.open).update(**fields)
    work.refresh_from_db()
