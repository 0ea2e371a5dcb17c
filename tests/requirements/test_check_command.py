"""``phongtrao check``: 0 while the chain of the history is whole, 1 with the place where it is not."""

import pytest
from django.db import connection

from phongtrao.audit.models import Entry
from phongtrao.audit.services import record, seal_entries
from phongtrao.config.cli import main


@pytest.fixture
def sealed(so, an):
    for _ in range(3):
        record(so, "orgs.unit_edited", by=an)
    seal_entries()
    return Entry.objects.count()


def test_a_whole_chain_is_zero(sealed, capsys):
    code = main(["check"])

    said = capsys.readouterr()
    assert code == 0
    assert said.out == (
        f"Đã niêm phong {sealed} dòng; 0 dòng đang chờ niêm phong.\nChuỗi nhật ký nguyên vẹn.\n"
    )


def test_a_changed_line_is_one_and_named(sealed, capsys):
    entry = Entry.objects.latest("pk")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET action = 'x' WHERE id = %s", [entry.pk])

    code = main(["check"])

    assert (code, capsys.readouterr().err.startswith(f"Chuỗi đứt ở vị trí {sealed}:")) == (1, True)
