"""Is the installation well? Each check says what it found in a sentence an administrator can act on."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from phongtrao.accounts import oidc
from phongtrao.audit.queries import count_unsealed, last_position
from phongtrao.notifications.models import Mail

HEARTBEAT = timedelta(minutes=2)
LOW_DISK = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Check:
    title: str
    is_well: bool
    sentence: str


def run_checks() -> list[Check]:
    checks = (*CHECKS, gateway) if oidc.is_on() else CHECKS
    return [check() for check in checks]


def database() -> Check:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database())"
        )
        version, size = cursor.fetchone()
    kind = _("nhúng, chỉ để dùng thử") if settings.EMBEDDED else _("riêng")
    sentence = _("PostgreSQL %(version)s (%(kind)s), dữ liệu %(size)s MB.")
    return Check(
        _("Cơ sở dữ liệu"),
        is_well=True,
        sentence=sentence % {"version": version, "kind": kind, "size": size // 2**20},
    )


def worker() -> Check:
    alive = ProcrastinateWorker.objects.filter(
        last_heartbeat__gte=timezone.now() - HEARTBEAT
    ).count()
    if alive:
        return Check(
            _("Tiến trình nền"),
            is_well=True,
            sentence=_("%(n)s tiến trình đang chạy.") % {"n": alive},
        )
    sentence = _("Không có tiến trình nền nào. Hãy chạy “make worker” hoặc xem lại dịch vụ.")
    return Check(_("Tiến trình nền"), is_well=False, sentence=sentence)


def jobs() -> Check:
    waiting = ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).count()
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    sentence = _("%(waiting)s việc đang chờ, %(failed)s việc không xong.")
    return Check(
        _("Hàng đợi"),
        is_well=failed == 0,
        sentence=sentence % {"waiting": waiting, "failed": failed},
    )


def disk() -> Check:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.MEDIA_ROOT).free
    sentence = _("Còn trống %(gb)s GB ở nơi lưu tệp.") % {"gb": free // 2**30}
    if free < LOW_DISK:
        sentence += " " + _("Hãy thêm dung lượng.")
    return Check(_("Dung lượng"), is_well=free >= LOW_DISK, sentence=sentence)


def history() -> Check:
    sealed, waiting = last_position(), count_unsealed()
    sentence = _(
        "%(sealed)s dòng đã niêm phong, %(waiting)s dòng chờ. Kiểm tra bằng “phongtrao check”."
    )
    return Check(
        _("Nhật ký"), is_well=True, sentence=sentence % {"sealed": sealed, "waiting": waiting}
    )


def mail() -> Check:
    failed = Mail.objects.filter(status=Mail.Status.FAILED).count()
    if not failed:
        return Check(_("Thư điện tử"), is_well=True, sentence=_("Không có thư nào gửi không được."))
    sentence = _("%(n)s thư gửi không được. Hãy xem nhật ký thư và gửi lại.") % {"n": failed}
    return Check(_("Thư điện tử"), is_well=False, sentence=sentence)


def gateway() -> Check:
    """Whether people can come in by the province's own door; passwords work beside it."""
    fault = oidc.find_fault()
    sentence = fault or _("“%s” trả lời đúng.") % settings.OIDC_NAME
    return Check(_("Cổng đăng nhập"), is_well=not fault, sentence=sentence)


CHECKS: tuple[Callable[[], Check], ...] = (database, worker, jobs, disk, history, mail)
