"""Many recognised initiatives go on to the round above in one act. S0-29"""

import re

import pytest

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.councils.catalogue import add_missing as add_council_rules
from phongtrao.documents.fields import Field, FieldKind, write_fields
from phongtrao.documents.models import Form, FormVersion
from phongtrao.initiatives.catalogue import add_missing
from phongtrao.initiatives.models import Authorship, Initiative, InitiativeRound, InitiativeVersion
from phongtrao.initiatives.services.bringing import Judging, set_judging
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
    agreed = chosen | {"agreed": "1", "form_key": key_of(shown)}
    answers = [client.post(f"{at}gui-len/", agreed) for _press in range(2)]
    again = client.post(f"{at}gui-len/", chosen | {"agreed": "1"}).content.decode()

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
    assert "1 sáng kiến gửi lên" in client.post(at, chosen).content.decode()
    multiply(recognised, 1)

    changed = client.post(at, chosen | {"agreed": "1"}).content.decode()
    client.post(at, chosen | {"agreed": "2"})

    assert "2 sáng kiến gửi lên" in changed
    assert upper.initiatives.count() == 2


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


def key_of(page: str) -> str:
    """The key of the form that agrees: the last one of the page."""
    return re.findall(r'name="form_key" value="([^"]+)"', page)[-1]
