"""History: written with the deed, never changed, sealed once, and honest when somebody meddles."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from phongtrao.audit import services
from phongtrao.audit.models import Entry, EntryValues, Seal, SensitiveRead, Verification
from phongtrao.audit.services import (
    GENESIS,
    Line,
    check_chain,
    log_reads,
    record,
    record_many,
    seal_entries,
    verify_chain,
)
from phongtrao.audit.tasks import seal
from phongtrao.lib.errors import DomainError
from tests.threads import at_once


def rename(unit, *, by, to="Tên mới"):
    names = {"before": {"name": unit.name}, "after": {"name": to}}
    return Entry.objects.get(pk=record(unit, "orgs.unit_edited", by=by, **names))


def run_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def without_triggers(statement, *values):
    """What somebody with the keys of the database could do."""
    run_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("audit_entry", "audit_entryvalues", "audit_seal"):
        run_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    run_sql(statement, *values)


@transaction.atomic
def fail_after_recording(unit, *, by):
    rename(unit, by=by)
    raise DomainError


# ------------------------------------------------------------------ writing
def test_record_keeps_who_what_and_which_values(an, so):
    entry = rename(so, by=an)

    assert (entry.actor, entry.action, entry.subject_type) == (an, "orgs.unit_edited", "orgs.unit")
    assert (entry.subject_id, entry.subject_label) == (str(so.pk), so.name)
    assert (entry.values.before, entry.values.after) == ({"name": so.name}, {"name": "Tên mới"})


def test_record_refuses_an_action_nobody_registered(an, so):
    before = Entry.objects.count()

    with pytest.raises(KeyError, match=r"orgs\.unknown"):
        record(so, "orgs.unknown", by=an)

    assert Entry.objects.count() == before


def test_record_goes_back_with_the_deed_that_failed(an, so):
    before = Entry.objects.count()

    with pytest.raises(DomainError):
        fail_after_recording(so, by=an)

    assert Entry.objects.count() == before


def test_record_names_people_by_their_account_so_that_names_can_be_erased(an, giang):
    key = record(giang, "accounts.edited", by=an, after={"full_name": "Vũ Thị Giang"})

    entry = Entry.objects.get(pk=key)
    assert entry.subject_label == "giang"
    assert "Giang" not in str(entry.data)


def test_the_same_deed_done_to_many_is_a_line_for_each(an, so, hoa_sen, django_assert_num_queries):
    lines = [Line(unit, after={"name": unit.name}) for unit in (so, hoa_sen)] + [Line(so)]

    with django_assert_num_queries(3):  # in whose place, lines, values
        keys = record_many(lines, "orgs.unit_edited", by=an)

    entries = Entry.objects.filter(pk__in=keys).order_by("pk")
    assert keys == [entry.pk for entry in entries]
    kept = dict(EntryValues.objects.filter(entry__in=keys).values_list("entry", "after"))
    assert [entry.subject_label for entry in entries] == [so.name, hoa_sen.name, so.name]
    assert kept == {keys[0]: {"name": so.name}, keys[1]: {"name": hoa_sen.name}}


def test_of_hundreds_each_key_is_that_of_its_own_line(an, so):
    """The order in which one INSERT … SELECT gives its keys back."""
    lines = [Line(so, data={"place": n}) for n in range(1_000)]

    keys = record_many(lines, "orgs.unit_edited", by=an)

    said = Entry.objects.in_bulk(keys)
    assert [said[key].data["place"] for key in keys] == list(range(1_000))
    assert record_many([], "orgs.unit_edited", by=an) == []


def test_a_read_of_sensitive_data_names_who_what_and_for_what(an, so):
    log_reads([so], "orgs.discipline", by=an, why="Xét thi đua")

    with pytest.raises(ValueError, match="purpose"):
        log_reads([so], "orgs.discipline", by=an, why=" ")
    read = SensitiveRead.objects.get()
    assert (read.reader, read.what, read.subject_type, read.subject_id, read.why) == (
        an,
        "orgs.discipline",
        "orgs.unit",
        str(so.pk),
        "Xét thi đua",
    )


# ------------------------------------------------------------------ append-only
@pytest.mark.parametrize(
    "table", ["audit_entry", "audit_seal", "audit_verification", "audit_sensitiveread"]
)
@pytest.mark.parametrize("deed", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_history_refuses_update_and_delete(an, so, table, deed):
    log_reads([so], "orgs.discipline", by=an, why="Xét thi đua")
    seal_entries()
    check_chain(by=None)
    key = "position" if table == "audit_seal" else "id"

    with pytest.raises(IntegrityError, match="is refused"), transaction.atomic():
        run_sql(deed.format(table, key, key))


@pytest.mark.parametrize(
    "table", ["audit_entry", "audit_seal", "audit_verification", "audit_sensitiveread"]
)
def test_history_refuses_truncate(db, table):
    # Tests clean up with TRUNCATE, so their template has this one trigger switched off.
    run_sql(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_truncate")

    with pytest.raises(DatabaseError, match="is refused"), transaction.atomic():
        run_sql(f"TRUNCATE {table} CASCADE")


def test_values_refuse_update_but_may_be_erased(an, so):
    entry = rename(so, by=an)

    with pytest.raises(IntegrityError, match="is refused"), transaction.atomic():
        EntryValues.objects.filter(entry=entry).update(after={})
    EntryValues.objects.filter(entry=entry).delete()

    assert EntryValues.objects.filter(entry=entry).count() == 0


# ------------------------------------------------------------------ sealing
def test_sealing_twice_makes_one_chain(an, so):
    rename(so, by=an)
    entries = Entry.objects.count()

    first, second = seal_entries(), seal_entries()

    assert (first, second) == (entries, 0)
    report = verify_chain()
    assert (report.sealed, report.unsealed, report.is_whole) == (entries, 0, True)


def test_sealing_goes_on_where_it_stopped(an, so, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 1)
    entries = Entry.objects.count()

    batches = [seal_entries() for _n in range(entries + 1)]

    assert batches == [1] * entries + [0]
    assert list(Seal.objects.order_by("pk").values_list("position", flat=True)) == list(
        range(1, entries + 1)
    )
    assert verify_chain().is_whole


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain(an, so):
    for number in range(20):
        rename(so, by=an, to=f"Tên {number}")
    entries = Entry.objects.count()

    faults = at_once(seal_entries, seal_entries)

    assert faults == [None, None]
    assert Seal.objects.count() == entries
    assert verify_chain().is_whole


def test_the_job_is_a_door_to_the_service(so):
    seal(timestamp=0)

    assert Entry.objects.filter(seal=None).count() == 0


# ------------------------------------------------------------------ meddling
def test_a_changed_line_is_found(an, so):
    entry = rename(so, by=an)
    seal_entries()

    without_triggers("UPDATE audit_entry SET action = 'orgs.person_added' WHERE id = %s", entry.pk)

    report = verify_chain()
    assert (report.broken_at, report.reason) == (entry.seal.position, f"dòng {entry.pk} đã bị sửa")


def test_changed_values_are_found(an, so):
    entry = rename(so, by=an)
    seal_entries()

    without_triggers("UPDATE audit_entryvalues SET after = '{}' WHERE entry_id = %s", entry.pk)

    assert verify_chain().reason == f"giá trị của dòng {entry.pk} đã bị sửa"


def test_a_missing_link_is_found(an, so):
    first = rename(so, by=an)
    rename(so, by=an, to="Tên khác")
    seal_entries()
    position = first.seal.position

    without_triggers("DELETE FROM audit_seal WHERE position = %s", position)

    assert verify_chain().broken_at == position + 1


def test_a_tail_cut_off_clean_is_found_by_the_head_that_was_kept(an, so):
    rename(so, by=an)
    seal_entries()
    kept = check_chain(by=None)
    assert kept.broken_at is None

    without_triggers("DELETE FROM audit_seal WHERE position = %s", kept.sealed)

    report = verify_chain()
    assert (report.broken_at, report.reason) == (kept.sealed, "phần cuối của chuỗi đã bị cắt")


def test_erased_values_are_lawful(an, so):
    entry = rename(so, by=an)
    seal_entries()

    EntryValues.objects.filter(entry=entry).delete()

    assert verify_chain().is_whole


def test_what_waits_to_be_sealed_is_named(an, so):
    seal_entries()
    sealed = Seal.objects.count()
    rename(so, by=an)

    report = verify_chain()

    assert (report.sealed, report.unsealed, report.is_whole) == (sealed, 1, True)


def test_an_empty_history_is_whole(db):
    report = verify_chain()

    assert (report.sealed, report.unsealed, report.is_whole, report.head) == (0, 0, True, GENESIS)


def test_checking_keeps_what_it_found_and_says_who_asked(hoa):
    seal_entries()
    sealed = Seal.objects.count()

    found = check_chain(by=hoa)

    assert list(Verification.objects.all()) == [found]
    assert (found.sealed, found.broken_at) == (sealed, None)
    assert Entry.objects.latest("pk").action == "audit.checked"
