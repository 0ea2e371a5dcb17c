"""An office says from which day on its register has every award of those below it."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import record
from phongtrao.awards.access.register import can_say
from phongtrao.awards.models import CompleteSince
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Unit

# Names of lib.rules.CATALOGUE that the register answers.
FACTS = (
    ("titles", gettext_lazy("Danh hiệu thi đua")),
    ("commendations", gettext_lazy("Hình thức khen thưởng")),
)


@transaction.atomic
def say_complete(
    office: Unit, fact: str, since: date | None, *, by: AbstractBaseUser
) -> CompleteSince | None:
    """None: it is said of no day any more, and what is not in the register proves nothing."""
    can_say(by, office).enforce()
    if fact not in dict(FACTS):
        raise BadInput(_("Sổ không có mục này. Hãy chọn lại."))
    if since and since > timezone.localdate():
        raise BadInput(_("Ngày này chưa đến. Hãy chọn từ hôm nay trở về trước."))
    rows = CompleteSince.objects.filter(office=office, fact=fact)
    old = rows.select_for_update().first()
    said = {
        "part_of_register": str(dict(FACTS)[fact]),
        "since": format_date(since) if since else "",
    }
    before = {"since": format_date(old.since)} if old else None
    record(office, "awards.completeness_said", by=by, before=before, after=said)
    if since is None:
        rows.delete()
        return None
    found, _is_new = CompleteSince.objects.update_or_create(
        office=office, fact=fact, defaults={"since": since, "said_by_id": by.pk}
    )
    return found
