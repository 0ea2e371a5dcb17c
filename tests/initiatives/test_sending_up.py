"""Many recognised initiatives go on to the round above in one act. S0-34"""

import re
from dataclasses import replace
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import translation

from phongtrao.accounts.models import Role, User
from phongtrao.audit.models import Entry
from phongtrao.councils.catalogue import add_missing as add_council_rules
from phongtrao.documents.fields import Field, FieldKind, write_fields
from phongtrao.documents.models import Form, FormVersion
from phongtrao.initiatives.catalogue import add_missing
from phongtrao.initiatives.models import Authorship, Initiative, InitiativeRound, InitiativeVersion
from phongtrao.initiatives.services.bringing import Judging, set_judging
from phongtrao.initiatives.services.round_forms import change_form
from phongtrao.initiatives.services.sending_up import send_many_up
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from tests.factories import give, make_user
from tests.initiatives.judged import decide, make_court, make_valid
from tests.initiatives.made import BOXES, make_round
from tests.threads import at_once

S = Initiative.Status


@pytest.fixture
def court(so, thpt, hoa_sen, an):
    return make_court(so, thpt, hoa_sen, an)


@pytest.fixture
def upper(province, court, an):
    """The round of the province, chosen as the one above."""
    office = make_user("Lưu Thị Tỉnh", "tinh")
    give(office, Role.OFFICE, province)
    level = InitiativeRound.Level.PROVINCE
    made = make_round(province, office, title="Đợt xét cấp tỉnh", level=level, line="admin")
    set_judging(court.round, Judging(court.council, upper=made), by=an)
    court.round.refresh_from_db()
    return made


@pytest.fixture
def recognised(court, hoa_sen, giang, giang_at_work):
    made = make_valid(court, hoa_sen, giang)
    decide(court, court.bring())
    made.refresh_from_db()
    return made


def multiply(one: Initiative, number: int) -> list[Initiative]:
    """More of the same, written down at once: recognised, with author and version."""
    fields = {name.attname: getattr(one, name.attname) for name in Initiative._meta.concrete_fields}
    fields |= {"id": None, "case_id": None}
    made = Initiative.objects.bulk_create(
        Initiative(**fields | {"title": f"{one.title} {n}"}) for n in range(number)
    )
    author, version = one.authorships.get(), one.versions.get()
    Authorship.objects.bulk_create(
        Authorship(
            initiative=row, person=author.person, share=100, is_first=True, status="confirmed"
        )
        for row in made
    )
    InitiativeVersion.objects.bulk_create(
        InitiativeVersion(initiative=row, number=1, data=version.data, hash=version.hash)
        for row in made
    )
    return made


@pytest.mark.django_db
def test_four_hundred_go_up_in_as_many_queries_as_one(court, upper, recognised, giang, an, django_assert_max_num_queries):  # fmt: skip
    many = multiply(recognised, 400)
    with django_assert_max_num_queries(40) as asked:
        send_many_up(court.round, [many[0].pk], by=an)
    number = len(asked.captured_queries)

    with django_assert_max_num_queries(number):
        sent = send_many_up(court.round, [one.pk for one in many], by=an)

    assert (len(sent), {one.status for one in sent}) == (399, {S.SUBMITTED})
    assert {one.round_id for one in sent} == {upper.pk}
    assert InitiativeVersion.objects.filter(initiative__round=upper).count() == 400
    deeds = {"initiatives.sent_up", "initiatives.came_from_below"}
    assert [Entry.objects.filter(action=action).count() for action in deeds] == [400, 400]
    assert Notice.objects.filter(to=giang, key__contains="sent_up").count() == 400


@pytest.mark.django_db
def test_what_the_form_above_asks_more_is_left_to_the_authors(court, upper, recognised, giang, an):
    form = Form.objects.create(key="sk-tinh", title="Mẫu của tỉnh", owner=upper.owner)
    more = (*BOXES, Field("o9", FieldKind.LONG, "Phạm vi nhân rộng trong tỉnh"))
    version = FormVersion.objects.create(form=form, number=1, fields=write_fields(more))
    InitiativeRound.objects.filter(pk=upper.pk).update(form=version)

    (sent,) = send_many_up(court.round, [recognised.pk], by=an)

    sent.refresh_from_db()
    assert (sent.status, sent.versions.count()) == (S.DRAFT, 0)
    told = Notice.objects.get(to=giang, key__contains="sent_up").text
    assert "Hãy bổ sung theo mẫu của đợt xét rồi nộp" in told


@pytest.mark.django_db
def test_the_page_shows_what_goes_and_what_stays_and_sends_once(client, court, upper, recognised, hoa_sen, giang, an):  # fmt: skip
    first, second = multiply(recognised, 2)
    waiting = make_valid(court, hoa_sen, giang)
    send_many_up(court.round, [first.pk], by=an)
    client.force_login(an)
    at = f"/sang-kien/dot-xet/{court.round.pk}/"
    assert "Gửi lên đợt cấp trên" in client.get(at).content.decode()

    chosen = {"row": [first.pk, second.pk, waiting.pk]}
    shown = client.post(f"{at}gui-len/", chosen).content.decode()
    agreed = chosen | {"agreed": agreed_of(shown), "form_key": key_of(shown)}
    answers = [client.post(f"{at}gui-len/", agreed) for _press in range(2)]
    again = client.post(f"{at}gui-len/", agreed | {"form_key": ""}).content.decode()

    assert "1 sáng kiến gửi lên “Đợt xét cấp tỉnh”" in shown
    assert "Sáng kiến đã được gửi lên." in shown
    assert "Chỉ gửi lên được sáng kiến đã được công nhận." in shown
    assert [answer.url for answer in answers] == [at, at]
    assert set(upper.initiatives.values_list("sent_from", flat=True)) == {first.pk, second.pk}
    assert "Không sáng kiến nào trong số đã chọn gửi lên được." in again


@pytest.mark.django_db
def test_all_recognised_from_the_menu_and_a_list_that_changed_is_shown_anew(client, court, upper, recognised, an):  # fmt: skip
    client.force_login(an)
    at = f"/sang-kien/dot-xet/{court.round.pk}/gui-len/"
    chosen = {"all": "1", "filter": "tinh_trang=recognised"}
    shown = client.post(at, chosen).content.decode()
    assert "1 sáng kiến gửi lên" in shown
    multiply(recognised, 1)

    changed = client.post(at, chosen | {"agreed": agreed_of(shown)}).content.decode()
    client.post(at, chosen | {"agreed": agreed_of(changed)})

    assert "2 sáng kiến gửi lên" in changed
    assert upper.initiatives.count() == 2


@pytest.mark.django_db
def test_one_in_and_one_out_is_another_list_and_shown_anew(client, court, upper, recognised, an):
    client.force_login(an)
    at = f"/sang-kien/dot-xet/{court.round.pk}/gui-len/"
    chosen = {"all": "1", "filter": "tinh_trang=recognised"}
    shown = client.post(at, chosen).content.decode()
    send_many_up(court.round, [recognised.pk], by=an)
    multiply(recognised, 1)

    changed = client.post(at, chosen | {"agreed": agreed_of(shown)}).content.decode()

    assert "1 sáng kiến gửi lên" in changed
    assert upper.initiatives.get().sent_from == recognised


@pytest.mark.django_db
def test_a_round_above_that_is_another_or_over_by_now_is_told(court, upper, recognised, province, an):  # fmt: skip
    seen = InitiativeRound.objects.select_related("owner", "upper").get(pk=court.round.pk)
    level = InitiativeRound.Level.PROVINCE
    other = make_round(province, User.objects.get(username="tinh"), level=level, line="admin")

    for above in (other, upper):
        InitiativeRound.objects.filter(pk=seen.pk).update(upper=above)
        with pytest.raises(WrongState, match="vừa được đổi hoặc đã kết thúc"):
            send_many_up(seen, [recognised.pk], by=an)
        InitiativeRound.objects.filter(pk=upper.pk).update(status="ended")

    assert not Initiative.objects.filter(sent_from=recognised).exists()


@pytest.mark.django_db
def test_authors_are_told_in_the_language_of_the_office(court, upper, recognised, giang, an):
    with translation.override("en"):
        send_many_up(court.round, [recognised.pk], by=an)

    told = Notice.objects.get(to=giang, key__contains="sent_up").text
    assert told == f"Sáng kiến “{recognised.title}” đã được gửi lên cấp trên xét tiếp."


@pytest.mark.django_db
def test_nobody_else_sends_and_not_without_a_round_above(client, court, upper, recognised, giang, binh, an):  # fmt: skip
    for user in (giang, binh, court.users["chu"]):
        with pytest.raises(NotAllowed):
            send_many_up(court.round, [recognised.pk], by=user)
    client.force_login(giang)
    at = f"/sang-kien/dot-xet/{court.round.pk}/gui-len/"
    assert client.post(at, {"row": [recognised.pk]}).status_code == 403
    InitiativeRound.objects.filter(pk=upper.pk).update(status="ended")
    court.round.refresh_from_db()

    with pytest.raises(NotAllowed, match="chưa mở hoặc đã kết thúc"):
        send_many_up(court.round, [recognised.pk], by=an)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_send_each_once(transactional_db, request):
    add_missing()
    add_council_rules()
    court, upper = request.getfixturevalue("court"), request.getfixturevalue("upper")
    recognised, an = request.getfixturevalue("recognised"), request.getfixturevalue("an")
    many = [one.pk for one in multiply(recognised, 3)]

    errors = at_once(*[lambda: send_many_up(court.round, many, by=an)] * 2)

    assert sorted(type(error) for error in errors if error) == [WrongState]
    assert upper.initiatives.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_form_that_changes_above_this_moment_is_waited_for(transactional_db, request):
    add_missing()
    add_council_rules()
    court, upper = request.getfixturevalue("court"), request.getfixturevalue("upper")
    recognised, an = request.getfixturevalue("recognised"), request.getfixturevalue("an")
    boxes = write_fields(replace(box, key=f"o{n}") for n, box in enumerate(BOXES, start=11))
    newer = FormVersion.objects.create(form=upper.form.form, number=2, fields=boxes)
    changed = Event()

    def change() -> None:
        with transaction.atomic():
            change_form(upper, newer, by=User.objects.get(username="tinh"))
            changed.set()
            wait_for_somebody_waiting()

    def send() -> None:
        changed.wait(10)
        send_many_up(court.round, [recognised.pk], by=an)

    assert at_once(change, send) == [None, None]
    assert sorted(upper.initiatives.get().values) == ["o11", "o12"]


def wait_for_somebody_waiting() -> None:
    """Until another connection waits for a lock of ours; after some seconds nobody will."""
    asked = """
        SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'
    """
    for _ in range(50):
        with connection.cursor() as cursor:
            cursor.execute(asked)
            if cursor.fetchone():
                return
        sleep(0.1)


def agreed_of(page: str) -> str:
    """What the button of the page agrees to."""
    return re.findall(r'name="agreed" value="([^"]+)"', page)[-1]


def key_of(page: str) -> str:
    """The key of the form that agrees: the last one of the page."""
    return re.findall(r'name="form_key" value="([^"]+)"', page)[-1]
