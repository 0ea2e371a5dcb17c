"""The difference of two versions of a plan as a workbook: one line a field that changed."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.plans.amending.difference import TaskDifference
from phongtrao.plans.pages.amending import DifferencePage


def difference_workbook(page: DifferencePage) -> bytes:
    columns = (
        Column("kind", _("Thay đổi"), width=14),
        Column("section", _("Mục"), width=24),
        Column("ordinal", _("Stt"), width=6),
        Column("text", _("Nhiệm vụ"), width=60),
        Column("field", _("Chỗ thay đổi"), width=16),
        Column("before", str(page.before), width=44),
        Column("after", str(page.after), width=44),
    )
    rows = [row for group in page.groups for one in group.rows for row in _rows(one)]
    return write_workbook([SheetContent(_("Thay đổi"), columns, rows)], title=page.after.plan.title)


def _rows(one: TaskDifference) -> Iterator[list[str]]:
    words = one.words
    head = [str(one.kind.label), words.section, words.ordinal, words.text]
    if not one.fields:
        yield [
            *head,
            "",
            one.before.text if one.before else "",
            one.after.text if one.after else one.target,
        ]
    for field in one.fields:
        yield [*head, capfirst(str(field.label)), field.before, field.after]
