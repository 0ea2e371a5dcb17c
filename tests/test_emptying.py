"""After a test with real transactions the next one finds what every installation has, and nothing else."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from phongtrao.audit.models import Entry
from phongtrao.audit.services import check_chain
from phongtrao.orgs.models import Unit
from tests.emptying import empty, is_copy
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def rows() -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.django_table_names(only_existing=True)):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 -- our own table
            (counts[table],) = cursor.fetchone()
    return counts


def write_history() -> None:
    make_user("Lò Thị Thử")
    make_unit("Trường Thử", Unit.Kind.PROVINCE)
    check_chain(by=None)


def test_a_real_transaction_leaves_what_a_flush_leaves():
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
    flushed = rows()
    write_history()
    assert Entry.objects.exists()

    empty()

    assert rows() == flushed


def test_history_is_guarded_as_before():
    write_history()
    empty()
    write_history()

    with pytest.raises(DatabaseError, match="is refused"):
        Entry.objects.all()._raw_delete("default")


def test_only_the_databases_built_for_a_run_are_copies(settings):
    assert not is_copy()
