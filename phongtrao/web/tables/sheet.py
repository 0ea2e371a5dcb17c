"""The workbook of a table: exactly the filtered rows, all columns meant for export."""

from phongtrao.web.tables.table import TablePage


def table_workbook(table: TablePage) -> bytes:
    from phongtrao.lib.sheets import write_workbook  # noqa: PLC0415 -- slow import

    raise NotImplementedError(write_workbook)
