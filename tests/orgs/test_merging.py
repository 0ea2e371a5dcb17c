"""Two records of one person: found, looked at side by side, merged.  S0-14"""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry, EntryValues, SensitiveRead
from phongtrao.audit.services import log_reads, record
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.periods import school_year
from phongtrao.orgs.access import kept_people
from phongtrao.orgs.imports.history import acts_on_person, keep_written
from phongtrao.orgs.models import (
    Correction,
    Discipline,
    Import,
    Leave,
    Person,
    Post,
    YearlyRating,
)
from phongtrao.orgs.queries import probable_twins, records_of
from phongtrao.orgs.services import Given, add_person, clashes_of, merge_persons, rate
from phongtrao.orgs.services.merging import bonds
from tests.factories import give, make_user
from tests.orgs.people_work import away, disciplined, place

BORN = date(1990, 3, 2)
MAY, JULY = date(2021, 5, 1), date(2021, 7, 1)


@pytest.fixture
def pair(hoa_sen, binh_minh):
    """One teacher under two records: until 2021 at one school, since then at the other."""
    old = make("Nông Thị Hạ", code="CB-1", birth_date=BORN)
    new = make("Nông Thị Hạ", birth_date=BORN, home_town="Xã Đồi Thông")
    place(hoa_sen, old, until=MAY)
    place(binh_minh, new, since=MAY)
    return old, new


def lines_of(person):
    """Lines of history that stand elsewhere and are told at the person."""
    return Entry.objects.filter(pk__in=acts_on_person(str(person)))


def make(name, **more):
    return add_person(Person(full_name=name, **more), by=None)


def pairs(user):
    return [(one.pk, one.twin["pk"]) for one in probable_twins(kept_people(user)).order_by("pk")]


# ------------------------------------------------------------------ found
def test_same_name_and_birthday_are_probable_twins(pair, tam):
    other = place(pair[1].posts.get().unit, make("Nông Thị Hạ", birth_date=date(1985, 1, 1)))

    assert pairs(tam) == [(pair[0].pk, pair[1].pk)]
    assert other.person.pk not in sum(pairs(tam), ())


def test_without_a_birthday_a_common_unit_speaks(hoa_sen, binh_minh, tam):
    first, second = make("Lò Văn Tú", birth_date=BORN), make("Lò Văn Tú")
    third, elsewhere = make("Lò Văn Tú"), make("Lò Văn Tú")
    for person in (first, second, third):
        place(hoa_sen, person)
    place(binh_minh, elsewhere)

    assert pairs(tam) == [
        (first.pk, second.pk),
        (first.pk, third.pk),
        (second.pk, third.pk),
    ]


def test_who_was_erased_resembles_nobody(hoa_sen, tam):
    for _time in range(2):
        place(hoa_sen, make("Người đã xóa dữ liệu"))

    assert pairs(tam) == []


# ------------------------------------------------------------------ merged
def test_everything_moves_and_the_other_record_is_gone(pair, hoa_sen, binh_minh, hoa):
    old, new = pair
    gone = new.pk
    new.user = make_user("Nông Thị Hạ", "ha")
    new.save()
    away(new, "maternity", JULY, date(2022, 1, 1), counts=True)
    disciplined(new, binh_minh, date(2022, 1, 5))
    rate(school_year(2022), [Given(binh_minh, 3, new)], by=None)
    Correction.objects.create(person=new, unit=binh_minh, about="Tên", text="Hà")

    stays = merge_persons(old, new, ["home_town"], by=hoa)

    stays.refresh_from_db()
    assert not Person.objects.filter(pk=gone).exists()
    assert (stays.code, stays.home_town, stays.user.username) == ("CB-1", "Xã Đồi Thông", "ha")
    assert list(Post.objects.order_by("days").values_list("person", "unit")) == [
        (stays.pk, hoa_sen.pk),
        (stays.pk, binh_minh.pk),
    ]
    for model in (Leave, Discipline, YearlyRating, Correction):
        assert model.objects.get().person == stays


def test_history_tells_it_on_both_without_values(pair, tam):
    old, new = pair
    gone = new.pk
    act = _an_import(tam, new.posts.get().unit)
    keep_written(act, "person", [gone])
    record(act, "orgs.import_applied", by=tam, new=1, changed=0, same=0)

    merge_persons(old, new, ["home_town"], by=tam)

    lines = Entry.objects.filter(action__in=["orgs.persons_merged", "orgs.person_merged_away"])
    assert set(lines.values_list("action", "subject_id", "data__gone", "data__into_record")) == {
        ("orgs.persons_merged", str(old.pk), f"#{gone}", None),
        ("orgs.person_merged_away", str(gone), None, f"#{old.pk}"),
    }
    assert not EntryValues.objects.filter(entry__in=lines).exists()
    told = lines_of(old.pk).filter(subject_type="orgs.import")
    assert told.get().subject_id == str(act.pk)


def test_the_history_of_the_one_gone_is_read_at_the_one_that_stays(pair, tam):
    old, new = pair
    first = make("Nông Thị Hạ", birth_date=BORN)
    place(new.posts.get().unit, first, is_full=False)
    log_reads([first], "orgs.discipline", by=tam, why="Xét khen thưởng")
    gone = [new.pk, first.pk]
    merge_persons(new, first, [], by=tam)

    merge_persons(old, new, [], by=tam)

    told = lines_of(old.pk)
    assert records_of(old.pk) == [old.pk, *gone]
    assert set(told.values_list("subject_id", flat=True)) == {str(pk) for pk in gone}
    assert SensitiveRead.objects.get().subject_id == str(gone[1])


def test_a_row_both_have_is_kept_once(hoa_sen, tam):
    first, second = make("Lò Văn Tú"), make("Lò Văn Tú")
    for person in (first, second):
        place(hoa_sen, person)
        rate(school_year(2022), [Given(hoa_sen, 3, person)], by=None)

    merge_persons(first, second, [], by=tam)

    assert Post.objects.get().person == first
    assert YearlyRating.objects.get().person == first


def test_every_way_to_a_person_is_walked():
    pointing = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    }

    assert {(bond.model, bond.name) for bond in bonds()} == pointing


def test_looking_for_clashes_costs_the_same_for_one_and_three_rows(hoa_sen, binh_minh):
    first, second = make("Lò Văn Tú"), make("Lò Văn Tú")
    place(hoa_sen, first, until=MAY)
    asked = []
    for years in ((2021,), (2022, 2023)):
        for year in years:
            place(binh_minh, second, since=date(year, 6, 1), until=date(year, 9, 1))
            away(second, "maternity", date(year, 6, 1), date(year, 7, 1), counts=True)
            rate(school_year(year), [Given(binh_minh, 3, second)], by=None)
        with CaptureQueriesContext(connection) as queries:
            assert clashes_of(first, second) == []
        asked.append(len(queries))

    assert asked[0] == asked[1]


# ------------------------------------------------------------------ refused
def test_two_full_posts_on_a_day_refuse_the_merge(hoa_sen, binh_minh, tam):
    first, second = place(hoa_sen).person, place(binh_minh, since=MAY).person

    with pytest.raises(BadInput, match="đã có một vị trí chính"):
        merge_persons(first, second, [], by=tam)

    assert second.posts.get().unit == binh_minh
    assert not Entry.objects.filter(action="orgs.person_merged_away").exists()


def test_two_levels_of_one_year_refuse_the_merge(pair, hoa_sen, binh_minh, tam):
    old, new = pair
    rate(school_year(2020), [Given(hoa_sen, 3, old)], by=None)
    rate(school_year(2020), [Given(binh_minh, 2, new)], by=None)

    with pytest.raises(BadInput, match="đã được xếp loại của năm ấy"):
        merge_persons(old, new, [], by=tam)

    assert YearlyRating.objects.filter(person=new).count() == 1


def test_two_accounts_are_refused_until_one_is_closed(pair, hoa_sen, hoa):
    old, new = pair
    old.user, new.user = make_user("Nông Thị Hạ", "ha1"), make_user("Nông Thị Hạ", "ha2")
    old.save()
    new.save()
    role = give(old.user, Role.TEACHER, hoa_sen)

    assert len(clashes_of(old, new)) == 1
    old.user.is_active = False
    old.user.save()
    with pytest.raises(BadInput, match="đều có tài khoản"):
        merge_persons(old, new, [], by=hoa)

    role.delete()
    assert merge_persons(old, new, [], by=hoa).user.username == "ha2"
    assert old.closed_accounts.get().user.username == "ha1"


def test_only_who_keeps_both_merges(pair, suoi_may, lan):
    of_one = make_user("Quản Trị Xã", "quan-tri-xa")
    give(of_one, Role.ADMIN, suoi_may)

    for by in (of_one, lan):
        with pytest.raises(NotAllowed):
            merge_persons(*pair, [], by=by)


def test_a_record_merged_meanwhile_is_not_merged_again(pair, tam):
    old, new = pair
    again = Person.objects.get(pk=new.pk)
    merge_persons(old, new, [], by=tam)

    with pytest.raises(WrongState):
        merge_persons(old, again, [], by=tam)
    with pytest.raises(WrongState):
        merge_persons(old, old, [], by=tam)


def _an_import(by, unit):
    return Import.objects.create(kind="people", unit=unit, made_by=by)
