"""The index is looked after: failed texts are tried again, all are read anew with phrases learned anew."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.lib.errors import WrongState
from phongtrao.similarity.access.index import can_tend
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.queries.common import newest_common
from phongtrao.similarity.queries.index import has_outgrown, is_read_again, left_to_read
from phongtrao.similarity.services.indexing import read_some, rebuild
from phongtrao.similarity.tasks import rebuild_job
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

STEP = 20  # texts between two words on how far it is


def retry_failed(*, by: AbstractBaseUser) -> int:
    """Every text that could not be read waits once more, however often it was tried; how many."""
    can_tend(by).enforce()
    failed = IndexedText.objects.filter(status=IndexedText.Status.FAILED)
    return failed.update(status=IndexedText.Status.WAITING, tries=0)


@transaction.atomic
def start_rebuild(*, by: AbstractBaseUser) -> Work:
    """Have a job learn the common phrases and read everything anew; meanwhile all answer as before."""
    can_tend(by).enforce()
    if is_read_again(newest_common()):
        raise WrongState(_("Kho đang được đọc lại. Hãy chờ đọc xong rồi đọc lại lần nữa."))
    with office_language():
        work = start_work(_("Đọc lại kho đối chiếu"), by=by)
    rebuild_job.defer(work_id=work.pk)
    return work


def carry_out_rebuild(work_id: int) -> None:
    """The job. Taken up again after a crash it goes on reading, unless nothing was learned yet."""
    with running(work_id) as work:
        if not is_read_again(newest_common()):
            rebuild()
        total = left_to_read()
        advance(work, 0, total)
        while read_some(STEP):
            advance(work, max(0, total - left_to_read()))
        said = _("Đã đọc lại %d văn bản.") % total
        finish(work, result_url=reverse("similarity:index"), message=said)


def rebuild_if_outgrown() -> bool:
    """At night. What waits is read by the job of every minute."""
    if not has_outgrown():
        return False
    rebuild()
    return True
