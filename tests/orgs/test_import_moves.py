"""What a list does to those who are there already: their history, their roles where they leave. S0-14."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.orgs.imports import services
from phongtrao.orgs.models import Import, ImportNote, Line, Person, Post
from tests.factories import give, make_user
from tests.orgs.sheets_in import PEOPLE, applied, checked, faults, sheet, told

pytestmark = pytest.mark.django_db


def row(code, name, unit, position="Giáo viên", since="01/09/2020"):
    return (code, name, "", unit.code, position, "Viên chức", since)


@pytest.fixture
def staff(hoa, so, hoa_sen):
    """Three teachers of Hoa Sen, each with an account that is its focal person."""
    names = ("An", "Bình", "Châu")
    rows = [row(f"GV{n}", name, hoa_sen) for n, name in enumerate(names, 1)]
    applied(checked(sheet(PEOPLE, *rows), hoa, so), hoa)
    people = list(Person.objects.filter(code__startswith="GV").order_by("code"))
    for person in people:
        person.user = make_user(person.full_name)
        person.save()
        give(person.user, Role.FOCAL, hoa_sen)
    return people


def lines():
    rows = Entry.objects.filter(subject_type="orgs.person").select_related("values").order_by("pk")
    return [
        (one.action, one.subject_label, one.values.before, one.values.after)
        for one in rows
        if hasattr(one, "values")
    ]


def test_history_of_each_changed_person_tells_before_and_after(staff, hoa, so, hoa_sen, thpt):
    moved = ("GV1", "An", "05/06/1985", thpt.code, "Giáo viên", "Viên chức", "01/08/2024")
    promoted = row("GV2", "Bình", hoa_sen, position="Tổ trưởng", since="")

    applied(checked(sheet(PEOPLE, moved, promoted, row("GV9", "Mới", hoa_sen)), hoa, so), hoa)

    assert lines() == [
        ("orgs.person_edited", "GV1", {}, {"birth_date": "1985-06-05"}),
        ("orgs.person_edited", "GV2", {"position": "Giáo viên"}, {"position": "Tổ trưởng"}),
        (
            "orgs.transferred",
            "GV1",
            {"since": "2020-09-01", "unit": str(hoa_sen)},
            {"since": "2024-08-01", "unit": str(thpt)},
        ),
    ]


def test_roles_where_somebody_leaves_end_with_the_move(staff, hoa, so, hoa_sen, thpt):
    content = sheet(PEOPLE, row("GV1", "An", thpt, since="01/08/2024"), row("GV2", "Bình", hoa_sen))

    act = checked(content, hoa, so)
    assert faults(act) == []
    applied(act, hoa)

    assert act.counts["roles"] == 1
    notes = [note for note in told(act, ImportNote.Kind.CHANGE) if note[1] == "Vai trò"]
    assert notes == [
        (2, "Vai trò", f"An đang giữ vai trò “Đầu mối của đơn vị” tại {hoa_sen}, nơi chuyển đi.")
    ]
    left, stayed, __ = (person.user.grants.get() for person in staff)
    assert (left.days.upper, stayed.days.upper) == (localdate(), None)
    assert Entry.objects.filter(action="orgs.role_ended").count() == 1


def test_roles_may_be_kept_for_the_whole_list(client, staff, hoa, so, thpt):
    act = checked(sheet(PEOPLE, row("GV1", "An", thpt, since="01/08/2024")), hoa, so)
    client.force_login(hoa)

    page = client.get(f"/don-vi/nhap/{act.pk}/").content.decode()
    services.apply_import(act, by=hoa, ends_roles=False)
    services.write_rows(act.pk, act.work.pk)

    assert "Thu hồi luôn 1 vai trò ở đơn vị cũ" in page
    assert staff[0].user.grants.get().days.upper is None
    assert Post.objects.get(person=staff[0], unit=thpt).days.lower == date(2024, 8, 1)


def test_who_may_not_end_roles_is_asked_nothing(staff, lan_personnel, so, thpt):
    act = checked(sheet(PEOPLE, row("GV1", "An", thpt, since="01/08/2024")), lan_personnel, so)

    applied(act, lan_personnel)

    assert act.counts["roles"] == 0
    assert staff[0].user.grants.get().days.upper is None


@pytest.fixture
def lan_personnel(so):
    user = make_user("Tổ chức cán bộ")
    give(user, Role.PERSONNEL, so, Line.PROF)
    return user


def test_writing_costs_the_same_statements_for_one_and_three(staff, hoa, so, thpt):
    counts = []
    for part in (staff[:1], staff[1:]):
        rows = [row(one.code, one.full_name, thpt, since="01/08/2024") for one in part]
        act = checked(sheet(PEOPLE, *rows), hoa, so)
        services.apply_import(act, by=hoa)
        with CaptureQueriesContext(connection) as asked:
            services.write_rows(act.pk, act.work.pk)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert Import.objects.latest("pk").counts["changed"] == 2
