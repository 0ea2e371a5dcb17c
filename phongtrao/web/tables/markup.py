"""The rows of a table as HTML.

Joined here rather than printed by a template: 25 rows of 8 columns cost a template 8 ms and this
1 ms, and lists are what officials open all day.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from phongtrao.web.tables.columns import Column, show_value


class RowMarkup:
    """Writes rows; what is the same in every row is escaped and translated once."""

    def __init__(
        self, columns: Sequence[Column], dom_id: str, *, picks: bool, picked: bool = False
    ) -> None:
        self.columns = columns
        self.picks = picks
        self.checked = " checked" if picked else ""
        self.form_id = f"{dom_id}-bulk"
        self.pick_words = escape(_("Chọn %s"))
        self.openings = [
            f'<td role="cell" class="to-{column.align} as-{column.card}">'
            f'<span class="cell-label" aria-hidden="true">{escape(column.label)}</span>'
            '<div class="cell">'
            for column in columns
        ]

    def rows(self, items: Iterable[tuple[Any, str]]) -> SafeString:
        """Rows of (object, address of its page or “”) pairs; the first cell carries the link."""
        return mark_safe("".join(self._row(item, url) for item, url in items))  # noqa: S308 -- every part is escaped below

    def _row(self, item: Any, url: str) -> str:
        parts = ['<tr role="row">', self._pick(item)]
        for column, opening in zip(self.columns, self.openings, strict=True):
            content: str = column.html(item)
            if url:
                content = f'<a href="{escape(url)}">{content}</a>'
                url = ""
            parts += (opening, content, "</div></td>")
        parts.append("</tr>\n")
        return "".join(parts)

    def _pick(self, item: Any) -> str:
        if not self.picks:
            return ""
        name = self.pick_words.replace("%s", escape(str(item)))
        return (
            '<td role="cell" class="pick"><input type="checkbox" class="form-check-input" name="row"'
            f' value="{item.pk}" form="{self.form_id}"{self.checked} aria-label="{name}"></td>'
        )

    def totals(self, sums: dict[str, Any]) -> SafeString:
        """The last row: the sums by key of column, “Cộng” in the first cell that has none."""
        cells = [self._total(column, sums) for column in self.columns]
        if self.columns[0].key not in sums:
            words = escape(_("Cộng"))
            cells[0] = f'<td role="cell"><div class="cell">{words}</div></td>'
        pick = '<td role="cell"></td>' if self.picks else ""
        return mark_safe(f'<tr role="row">{pick}{"".join(cells)}</tr>')  # noqa: S308 -- every part is escaped

    def _total(self, column: Column, sums: dict[str, Any]) -> str:
        if column.key not in sums:
            return '<td role="cell" class="blank"></td>'
        shown = conditional_escape((column.show or show_value)(sums[column.key]))
        return (
            f'<td role="cell" class="to-{column.align}"><span class="cell-label" aria-hidden="true">'
            f'{escape(column.label)}</span><div class="cell">{shown}</div></td>'
        )
