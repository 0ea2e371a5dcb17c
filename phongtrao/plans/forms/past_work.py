"""Over which days the work of a unit and its predecessors is added up."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField
from phongtrao.plans.queries.past_work import Span, with_done
from phongtrao.web.tables import Filter


class PastWorkFilter(Filter):
    """Given ``seen``, the work the reader may see."""

    first = ("tu_ngay", "den_ngay")

    tu_ngay = DayField(label=_("Hoàn thành từ ngày"))
    den_ngay = DayField(label=_("Đến ngày"))

    def __init__(self, *args: Any, seen: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen

    def span(self) -> Span:
        """Open on both sides while the days are not filled in as they should be."""
        if not self.is_valid():
            return Span()
        return Span(self.cleaned_data["tu_ngay"], self.cleaned_data["den_ngay"])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return with_done(rows, self.seen, self.span())
