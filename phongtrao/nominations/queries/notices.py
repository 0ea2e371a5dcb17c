"""How nominations stand with their public notice: shown until when, objected to or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date
from phongtrao.nominations.models import Nomination, Objection


@dataclass(frozen=True, slots=True)
class Standing:
    """``until``: the last day of its notice; None where there was none. ``open``: objections that wait."""

    until: date | None = None
    open: int = 0

    def why_not_over(self, days: int) -> str:
        """Why it may not go before a council yet; empty where it may. ``days``: how long its round asks for."""
        if self.open:
            return _("Còn ý kiến về danh sách công khai chưa trả lời.")
        if days and self.until is None:
            return _("Chưa công khai danh sách. Hãy công khai trước.")
        if self.until and self.until >= timezone.localdate():
            return _("Đang công khai đến hết ngày %s.") % format_date(self.until)
        return ""


def standings_of(found: Iterable[Nomination]) -> dict[int, Standing]:
    """By key; one query whatever the number."""
    keys = [one.pk for one in found]
    waiting = Q(objections__status=Objection.Status.OPEN, objections__about=Objection.About.NOTICE)
    rows = Nomination.objects.filter(pk__in=keys).order_by().values("pk")
    told = rows.annotate(
        until=Max("notices__until_on"), waits=Count("objections", filter=waiting, distinct=True)
    )
    return {row["pk"]: Standing(row["until"], row["waits"]) for row in told}
