from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.orgs.scope import grants_of
from phongtrao.portal.queries.home import (
    Bucket,
    own_parts_of,
    own_unit_urls,
    standing_of,
    waiting_buckets,
)


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """“Việc của tôi”, the home of every role."""
    today = timezone.localdate()
    buckets = waiting_buckets(request.user, today)
    has_role = bool(grants_of(request.user))
    context = {
        "nav": "home",
        "buckets": buckets,
        "has_role": has_role,
        "sentence": _sentence(buckets, has_role=has_role),
        "standing": standing_of(request.user),
        "own_parts": own_parts_of(request.user, today),
        "own_units": own_unit_urls(request.user),
    }
    return render_page(request, "portal/home.html", context)


def _sentence(buckets: list[Bucket], *, has_role: bool) -> str:
    count = sum(len(bucket.rows) for bucket in buckets)
    if not count and not has_role:
        return _("Bạn hiện không có vai trò nào tại đơn vị; hãy hỏi quản trị viên của đơn vị.")
    if not count:
        return _("Không có việc nào đang chờ bạn.")
    today = timezone.localdate()
    late = sum(row.is_past(today) for bucket in buckets for row in bucket.rows)
    said = ngettext("%(count)s việc đang chờ bạn", "%(count)s việc đang chờ bạn", count)
    said %= {"count": count}
    return _("%(said)s, %(late)s quá hạn.") % {"said": said, "late": late} if late else f"{said}."
