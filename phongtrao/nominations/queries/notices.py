"""How nominations stand with their public notice: shown until when, objected to or not."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date
from phongtrao.nominations.models import Nomination, Objection, PublicNotice

LENGTH = 32


@dataclass(frozen=True, slots=True)
class Standing:
    """``until``: the last day of a notice that showed it as it is; None where there was none. ``open``: objections
    that wait. ``is_changed``: it was shown, as something else.
    """

    until: date | None = None
    open: int = 0
    is_changed: bool = False

    def why_not_over(self, days: int) -> str:
        """Why it may not go before a council yet; empty where it may. ``days``: how long its round asks for."""
        if self.open:
            return _("Còn ý kiến về danh sách công khai chưa trả lời.")
        if days and self.until is None and self.is_changed:
            return _("Đề nghị đã đổi sau khi công khai. Hãy công khai lại trước.")
        if days and self.until is None:
            return _("Chưa công khai danh sách. Hãy công khai trước.")
        if self.until and self.until >= timezone.localdate():
            return _("Đang công khai đến hết ngày %s.") % format_date(self.until)
        return ""


def shown_of(found: Nomination) -> str:
    """A mark of what stands in the list: the name, the form, the achievement. No words of it."""
    said = json.dumps([found.name, found.form_id, found.achievement], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:LENGTH]


def stood_in(notice: PublicNotice, found: Nomination) -> bool:
    """As it is now."""
    return bool(notice.shown.get(str(found.pk)) == shown_of(found))


def standings_of(found: Iterable[Nomination]) -> dict[int, Standing]:
    """By key; two queries whatever the number."""
    rows = {one.pk: one for one in found}
    waiting = Q(objections__status=Objection.Status.OPEN, objections__about=Objection.About.NOTICE)
    counted = Nomination.objects.filter(pk__in=rows).order_by().values("pk")
    counted = counted.annotate(waits=Count("objections", filter=waiting, distinct=True))
    until: dict[int, date] = {}
    shown: set[int] = set()
    listed = Nomination.notices.through.objects.filter(nomination__in=rows).values("publicnotice")
    for notice in PublicNotice.objects.filter(pk__in=listed).order_by("until_on", "pk"):
        keys = {int(key) for key in notice.shown} & rows.keys()
        shown |= keys
        until |= {key: notice.until_on for key in keys if stood_in(notice, rows[key])}
    return {
        key: Standing(until.get(key), waits, is_changed=key in shown and key not in until)
        for key, waits in counted.values_list("pk", "waits")
    }
