"""The one mechanism of every list: filter, chips, sort, pages, totals, selection, export, cards.

Declare a table beside its view and answer with it; ``{% include "web/table.html" %}`` prints it.

>>> DOCUMENTS = Table(
...     key="documents",
...     title=_("Văn bản"),
...     order="-signed",
...     filter=DocumentFilter,  # a web.tables.Filter with narrow(rows)
...     columns=(
...         Column("number", _("Số, ký hiệu"), sort="number", card="title"),
...         Column("issuer", _("Cơ quan ban hành"), value="issuer.name", sort="issuer__sort_key"),
...         Column("signed", _("Ngày ký"), value="signed_on", sort="signed_on", align="end"),
...         Column("state", _("Tình trạng"), value=state_of, sort="status"),  # a web.components.State
...         Column("pages", _("Số trang"), sort="pages", align="end", total=Sum("pages")),
...     ),
...     row_url="documents:detail",
...     empty=Empty(_("Chưa có văn bản nào."), _("Sổ văn bản giữ …"), url, _("Thêm văn bản")),
...     bulk=(BulkAction(_("Gửi đi"), "documents:send_selected", icon="send"),),
... )
>>>
>>> @require_GET
... def document_list(request: SignedInRequest) -> HttpResponse:
...     rows = access.visible_documents(request.user).select_related("issuer")
...     return respond(request, DOCUMENTS.of(rows, request.GET), "documents/list.html", {"nav": …})

A bulk view starts with ``selected_rows(DOCUMENTS, rows, request.POST)``. Numbers print as
1.234,5; for a year say ``grouped=False``. The page costs two queries for any number of rows.
"""

from phongtrao.web.tables.answer import respond, xlsx_response
from phongtrao.web.tables.cells import brief, clamped, roomy
from phongtrao.web.tables.columns import Column, show_value
from phongtrao.web.tables.filters import ALL_PICKED, ANY, EXPORT, PICKED, Address, Chip, Filter
from phongtrao.web.tables.table import (
    BulkAction,
    Empty,
    Table,
    TablePage,
    back_to,
    is_nothing_selected,
    selected_again,
    selected_rows,
)

__all__ = [
    "ALL_PICKED",
    "ANY",
    "EXPORT",
    "PICKED",
    "Address",
    "BulkAction",
    "Chip",
    "Column",
    "Empty",
    "Filter",
    "Table",
    "TablePage",
    "back_to",
    "brief",
    "clamped",
    "is_nothing_selected",
    "respond",
    "roomy",
    "selected_again",
    "selected_rows",
    "show_value",
    "xlsx_response",
]
