"""What is kept of people is declared, given out, and erased."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.accounts.models import GatewayLink, Invitation, ResetCode, Role, SignIn
from phongtrao.accounts.sessions import Browser, note_sign_in
from phongtrao.audit.models import Entry, EntryValues, SensitiveRead
from phongtrao.audit.services import seal_entries, verify_chain
from phongtrao.base.personal import declared
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Discipline, Leave, Person, Retention, YearlyRating
from phongtrao.orgs.personal_data import RULES, Rule, holdings, register
from phongtrao.orgs.queries.personal_data import months_before, register_of_data
from phongtrao.orgs.services import (
    Case,
    NewPerson,
    edit_person,
    end_leave,
    end_post,
    erase_due,
    erase_person,
    give_data,
    hire,
    merge_persons,
    open_case,
    set_retention,
)
from tests.factories import give, make_person, make_user

TODAY = timezone.localdate()
SINCE = date(2015, 9, 1)
SECRET = "Đã ký sai hồ sơ thiết bị số"
DECISION = "15/QĐ-THCS ngày 05/01/2021"
HOME = "Xã Đồi Thông, tỉnh Sông Ngân"


@pytest.fixture
def ha(hoa, hoa_sen):
    """A teacher of whom every holding of orgs has a row."""
    new = NewPerson(
        "Nông Thị Hạ", "Giáo viên", "public", SINCE, username="ha", email="ha@truong.example"
    )
    person = hire(new, hoa_sen, by=hoa).person
    person.home_town, person.birth_date = HOME, date(1988, 5, 17)
    person.save()
    days = DateRange(date(2020, 1, 1), date(2020, 7, 1))
    Leave.objects.create(person=person, kind="maternity", days=days, counts_as_work=True)
    person.user.must_change_password = False
    person.user.save()
    YearlyRating.objects.create(
        person=person, unit=hoa_sen, period="2025", ends_on=date(2025, 12, 31), level=4
    )
    case = Case(date(2021, 1, 5), date(2022, 1, 4), "reprimand", DECISION, date(2021, 1, 5), SECRET)
    open_case(person, hoa_sen, case, by=None)
    return person


@pytest.fixture
def gone(ha, hoa):
    end_post(ha.posts.get(), TODAY - timedelta(days=1), by=hoa)
    return ha


def test_every_model_about_people_says_what_becomes_of_its_rows():
    about_people = {model._meta.label_lower for model, path, _columns in declared() if path}

    assert about_people | {"orgs.person"} == set(RULES)
    assert {holding.label for holding in holdings()} == set(RULES)


def test_a_rule_erases_or_says_why_not():
    with pytest.raises(ValueError, match="erased how"):
        register("orgs.post", Rule(months=3))


def test_the_file_holds_everything_of_one_person_and_nothing_of_others(ha, hoa, binh_minh):
    hire(NewPerson("Lò Văn Tú", "Bảo vệ", "worker", SINCE), binh_minh, by=hoa)

    archive = zipfile.ZipFile(io.BytesIO(give_data(ha, by=ha.user)))
    plain = archive.read("du-lieu-ca-nhan.json").decode()

    parts = json.loads(plain)
    assert set(archive.namelist()) == {"du-lieu-ca-nhan.xlsx", "du-lieu-ca-nhan.json"}
    assert parts["Kỷ luật"]["du_lieu"][0]["Nội dung"] == SECRET
    assert parts["Người"]["du_lieu"][0]["Quê quán"] == HOME
    assert parts["Thời gian nghỉ"]["du_lieu"][0]["Thời gian"] == "01/01/2020 – 30/06/2020"
    assert "Lò Văn Tú" not in plain


def test_an_official_gives_a_reason_and_the_read_is_logged(ha, hoa, lan):
    with pytest.raises(BadInput):
        give_data(ha, by=hoa)
    with pytest.raises(NotAllowed):
        give_data(ha, why="tò mò", by=lan)

    give_data(ha, why="Đề nghị bằng đơn ngày 02/11", by=hoa)

    read = SensitiveRead.objects.get()
    assert (read.reader, read.subject_id, read.why) == (
        hoa,
        str(ha.pk),
        "Đề nghị bằng đơn ngày 02/11",
    )


def given(person, by):
    """The parts of the file, as the JSON says them."""
    packed = give_data(person, why="Đề nghị bằng đơn ngày 02/11", by=by)
    return json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("du-lieu-ca-nhan.json"))


def test_the_file_is_no_way_around_the_permission_of_discipline(ha, hoa):
    parts = given(ha, hoa)

    assert "Kỷ luật" not in parts
    assert list(parts["Thời gian nghỉ"]["du_lieu"][0]) == ["Thời gian", "Số quyết định"]
    assert [read.what for read in SensitiveRead.objects.all()] == ["orgs.person"]


def test_who_may_read_discipline_gives_it_out_and_each_read_is_logged(ha, so):
    tam = make_user("Đinh Thị Tâm", "tam")
    give(tam, Role.PERSONNEL, so, "prof")
    give(tam, Role.ADMIN, so, "prof")

    parts = given(ha, tam)

    assert parts["Kỷ luật"]["du_lieu"][0]["Nội dung"] == SECRET
    reads = SensitiveRead.objects.filter(reader=tam, subject_id=str(ha.pk))
    assert set(reads.values_list("what", flat=True)) == {
        "orgs.person",
        "orgs.leave",
        "orgs.discipline",
    }


# ------------------------------------------------------------------ erasure


def test_who_works_is_not_erased(ha, hoa):
    with pytest.raises(NotAllowed, match="còn vị trí công tác"):
        erase_person(ha, why="Đơn ngày 02/11", by=hoa)


def test_erasure_leaves_no_value_of_the_person_anywhere(gone, hoa):
    user = gone.user
    user.set_password("mat-khau-cu-2026")
    user.save()
    edit_person(gone, {"home_town": f"{HOME} cũ"}, by=hoa)
    edit_person(gone, {"home_town": HOME}, by=hoa)
    before = kept_values()
    assert (SECRET in before, DECISION in before, HOME in before) == (True, True, True)

    erased = erase_person(gone, why="Đơn ngày 02/11", by=hoa)

    user.refresh_from_db()
    said = kept_values()
    assert (gone.full_name, gone.birth_date, gone.home_town) == ("Người đã xóa dữ liệu", None, "")
    assert (user.full_name, user.username, user.email) == (
        "Người đã xóa dữ liệu",
        f"da-xoa-{user.pk}",
        "",
    )
    assert not Discipline.objects.exists()
    assert erased["orgs.discipline"] == 1
    assert authenticate(username=user.username, password="mat-khau-cu-2026") is None
    for value in ("Nông Thị Hạ", "ha@truong.example", HOME, SECRET, DECISION, "Khiển trách"):
        assert value not in said
    assert gone.posts.count() == 1


def kept_values():
    """Everything history says of before and after, of whatever subject."""
    return " ".join(str(row) for row in EntryValues.objects.values_list("before", "after"))


def test_erasure_ends_every_way_in(client, gone, hoa):
    user = gone.user
    client.force_login(user)
    note_sign_in(user, client.session, Browser("Firefox", "203.0.113.7"))
    GatewayLink.objects.create(user=user, issuer="https://cong.example", subject="9f1c")
    now = timezone.now()
    Invitation.objects.create(
        user=user, via="mail", code_hash="ab" * 32, made_by=hoa, made_at=now, expires_at=now
    )

    erased = erase_person(gone, why="Đơn ngày 02/11", by=hoa)

    assert erased["accounts.signin"] == 1
    ways_in = (GatewayLink, Invitation, SignIn, ResetCode, Session)
    assert [way.objects.count() for way in ways_in] == [0] * len(ways_in)


def test_the_chain_of_history_stands_after_an_erasure(gone, hoa):
    seal_entries()

    erase_person(gone, why="Đơn ngày 02/11", by=hoa)
    seal_entries()

    assert verify_chain().is_whole
    assert Entry.objects.latest("pk").action == "orgs.person_erased"


def test_erasure_reaches_the_account_that_was_closed_before_a_merge(gone, hoa, hoa_sen):
    twin, second = make_person("Nông Thị Hạ"), make_user("Nông Thị Hạ", "ha.cu", is_active=False)
    twin.user = second
    twin.save()
    notify([second], f"{SECRET} đã gửi", key="1", url="/")
    merge_persons(gone, twin, [], by=None)

    erase_person(gone, why="Theo đề nghị", by=hoa)

    second.refresh_from_db()
    assert (second.full_name, second.username) == ("Người đã xóa dữ liệu", f"da-xoa-{second.pk}")
    assert second.email == ""
    assert not Notice.objects.filter(to=second).exists()


def test_erasing_is_for_the_administrator_of_the_whole(gone, suoi_may, lam, binh):
    give(lam, "admin", suoi_may)

    for stranger in (lam, binh, gone.user):
        with pytest.raises(NotAllowed):
            erase_person(gone, why="Đơn", by=stranger)


# ------------------------------------------------------------------ how long


def test_nothing_is_due_while_the_person_works_or_left_a_short_time_ago(gone):
    due = {kept.holding.label: kept.due for kept in register_of_data(TODAY)}

    assert set(due.values()) == {0}


def test_what_outlived_its_time_is_due_and_goes(gone, hoa):
    set_retention("orgs.leave", 0, by=hoa)
    due = {kept.holding.label: kept.due for kept in register_of_data(TODAY)}

    assert due["orgs.leave"] == 1
    assert erase_due("orgs.leave", by=hoa) == 1
    assert not Leave.objects.exists()
    assert Discipline.objects.count() == 1


def test_what_history_says_goes_with_what_outlived_its_time(ha, hoa):
    end_leave(ha.leaves.get(), date(2020, 6, 1), by=hoa)
    end_post(ha.posts.get(), TODAY - timedelta(days=1), by=hoa)
    for label in ("orgs.leave", "orgs.discipline"):
        set_retention(label, 0, by=hoa)
    before = kept_values()
    assert (SECRET in before, "2020-06-01" in before) == (True, True)

    assert [erase_due(label, by=hoa) for label in ("orgs.leave", "orgs.discipline")] == [1, 1]

    after = kept_values()
    assert (SECRET in after, "Khiển trách" in after, "2020-06-01" in after) == (False,) * 3
    assert "Nông Thị Hạ" in after


def test_the_answer_of_the_office_replaces_the_proposal(hoa):
    proposed = {one.holding.label: (one.months, one.is_proposed) for one in register_of_data(TODAY)}
    set_retention("orgs.leave", 24, by=hoa)
    answered = {one.holding.label: (one.months, one.is_proposed) for one in register_of_data(TODAY)}

    assert (proposed["orgs.leave"], answered["orgs.leave"]) == ((60, True), (24, False))
    with pytest.raises(BadInput):
        set_retention("orgs.nothing", 24, by=hoa)
    assert Retention.objects.get().months == 24


def test_months_before_keeps_within_the_month():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 13) == date(2024, 12, 15)


# ------------------------------------------------------------------ pages


def test_pages_are_for_the_administrator_of_the_whole(client, hoa, gone, an, khanh, lan):
    pages = [
        "/don-vi/du-lieu-ca-nhan/",
        "/don-vi/du-lieu-ca-nhan/lan-xem/",
        "/don-vi/du-lieu-ca-nhan/thoi-han/orgs.leave/",
        f"/don-vi/nguoi/{gone.pk}/du-lieu/",
        f"/don-vi/nguoi/{gone.pk}/xoa-du-lieu/",
    ]

    for user, answer in ((hoa, 200), (an, 404), (khanh, 404), (lan, 404)):
        client.force_login(user)
        assert {client.get(page).status_code for page in pages} == {answer}


def test_erasing_asks_for_the_word_and_then_does_it(client, hoa, gone):
    client.force_login(hoa)
    address = f"/don-vi/nguoi/{gone.pk}/xoa-du-lieu/"

    client.post(address, {"why": "Đơn ngày 02/11", "confirm": "không"})
    assert Person.objects.get(pk=gone.pk).full_name == "Nông Thị Hạ"

    client.post(address, {"why": "Đơn ngày 02/11", "confirm": "xóa"})
    assert Person.objects.get(pk=gone.pk).full_name == "Người đã xóa dữ liệu"


def test_everybody_sees_and_takes_their_own_data(client, ha):
    client.force_login(ha.user)

    page = client.get("/don-vi/du-lieu-cua-toi/").content.decode()
    answer = client.post("/don-vi/du-lieu-cua-toi/")

    assert "tính thời gian công tác" in page
    assert answer["Content-Type"] == "application/zip"
