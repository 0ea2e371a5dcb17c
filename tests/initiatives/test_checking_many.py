"""Many dossiers are accepted as valid at once, after a page that says which, and why the others stay."""

import re

import pytest
from django.utils.timezone import localdate, now

from phongtrao.accounts.models import Role, User
from phongtrao.audit.models import Entry
from phongtrao.initiatives.models import KIND, Initiative, ValidityCheck
from phongtrao.initiatives.services.checking import (
    accept_as_valid,
    accept_many,
    newest,
    return_initiative,
)
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.similarity.models import Check
from tests.factories import give
from tests.initiatives.made import make_written
from tests.threads import at_once

S = Initiative.Status
MET = {"signed": True}
pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(round_, hoa_sen, giang, giang_at_work):
    made = [make_written(round_, hoa_sen, giang) for _one in range(3)]
    for one in made:
        submit_initiative(one, by=giang)
    return made


def keys(rows):
    return [one.pk for one in rows]


def states(rows):
    return [Initiative.objects.get(pk=one.pk).status for one in rows]


def hidden(page: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_each_is_accepted_as_if_alone(round_, handed_in, an, giang):
    accepted = accept_many(round_, keys(handed_in), MET, by=an)

    assert keys(accepted) == keys(handed_in)
    assert states(handed_in) == [S.VALID] * 3
    checks = ValidityCheck.objects.filter(version__initiative__in=handed_in)
    assert [(one.is_valid, one.answers, one.made_by) for one in checks] == [(True, MET, an)] * 3
    assert Entry.objects.filter(action="initiatives.accepted_as_valid").count() == 3
    assert Notice.objects.filter(to=giang, key__contains=":check:").count() == 3


def test_a_hundred_cost_as_many_queries_as_one(
    round_, handed_in, an, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30) as asked:
        accept_many(round_, keys(handed_in[:1]), MET, by=an)

    with django_assert_max_num_queries(len(asked.captured_queries)):
        accept_many(round_, keys(handed_in[1:]), MET, by=an)


def test_one_accepted_again_after_a_return_is_told_again(round_, handed_in, an, giang):
    one = handed_in[0]
    accept_many(round_, [one.pk], MET, by=an)
    return_initiative(Initiative.objects.get(pk=one.pk), "Bổ sung số liệu.", [], by=an)
    submit_initiative(Initiative.objects.get(pk=one.pk), by=giang)

    accept_many(round_, [one.pk], MET, by=an)

    assert Notice.objects.filter(to=giang, text__contains="hợp lệ, chờ").count() == 2
    newest = ValidityCheck.objects.filter(version__initiative=one).latest("pk")
    assert newest.version.number == 2


def test_an_unmet_point_accepts_none(round_, handed_in, an):
    with pytest.raises(BadInput, match="Đơn có chữ ký"):
        accept_many(round_, keys(handed_in), {}, by=an)

    assert states(handed_in) == [S.SUBMITTED] * 3


def test_nobody_else_and_never_ones_own(round_, handed_in, giang, so, binh):
    give(giang, Role.OFFICE, so)

    with pytest.raises(NotAllowed):
        accept_many(round_, keys(handed_in), MET, by=binh)
    with pytest.raises(WrongState, match="Không còn hồ sơ nào chờ kiểm tra"):
        accept_many(round_, keys(handed_in), MET, by=User.objects.get(pk=giang.pk))
    assert states(handed_in) == [S.SUBMITTED] * 3


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_accept_each_once(round_, handed_in, an):
    def accept():
        accept_many(round_, keys(handed_in), MET, by=an)

    said = at_once(accept, accept)

    assert sorted(type(error).__name__ for error in said) == ["NoneType", "WrongState"]
    assert ValidityCheck.objects.filter(version__initiative__in=handed_in).count() == 3


def test_the_page_says_what_goes_and_what_stays_and_accepts_once(client, round_, handed_in, an):
    accept_as_valid(handed_in[0], MET, by=an)
    client.force_login(an)
    at = f"/sang-kien/dot-xet/{round_.pk}/"
    assert f'formaction="{at}hop-le/"' in client.get(at).content.decode()

    chosen = {"row": keys(handed_in)}
    shown = client.post(f"{at}hop-le/", chosen).content.decode()
    agreed = chosen | {"agreed": hidden(shown, "agreed")}
    unticked = client.post(f"{at}hop-le/", agreed, follow=True).content.decode()
    before = states(handed_in)
    done = client.post(f"{at}hop-le/", agreed | {"diem_signed": "on"})
    again = client.post(f"{at}hop-le/", agreed | {"diem_signed": "on"}).content.decode()

    assert "2 hồ sơ được xác nhận hợp lệ cùng lúc" in shown
    assert "Chỉ xác nhận được hồ sơ đang chờ kiểm tra." in shown
    assert "Đơn có chữ ký" in shown
    assert "Chưa đạt" in unticked
    assert before == [S.VALID, S.SUBMITTED, S.SUBMITTED]
    assert (done.url, states(handed_in)) == (at, [S.VALID] * 3)
    assert "Không hồ sơ nào trong số đã chọn xác nhận được." in again
    assert f'formaction="{at}hop-le/"' not in client.get(at).content.decode()  # nothing waits


def test_a_list_that_changed_is_shown_anew(client, round_, handed_in, hoa_sen, an, giang):
    client.force_login(an)
    at = f"/sang-kien/dot-xet/{round_.pk}/hop-le/"
    chosen = {"all": "1", "filter": "tinh_trang=submitted"}
    shown = client.post(at, chosen).content.decode()
    late = make_written(round_, hoa_sen, giang)
    submit_initiative(late, by=giang)

    changed = client.post(
        at, chosen | {"agreed": hidden(shown, "agreed"), "diem_signed": "on"}
    ).content.decode()

    assert "3 hồ sơ được xác nhận" in shown
    assert "4 hồ sơ được xác nhận" in changed
    assert states([*handed_in, late]) == [S.SUBMITTED] * 4


def test_the_most_copied_stand_first(client, round_, handed_in, an):
    """Of many only the first fifty are shown: the risk must not be below them."""
    for one, share in zip(handed_in[1:], (0.42, 0), strict=True):
        about = {"kind": KIND, "thing": one.pk, "number": newest(one).pk}
        Check.objects.create(**about, day=localdate(), share=share, status="done")
    client.force_login(an)

    shown = client.post(f"/sang-kien/dot-xet/{round_.pk}/hop-le/", {"row": keys(handed_in)})

    assert [(one.pk, words) for one, words in shown.context["ready"]] == [
        (handed_in[1].pk, "Trùng 42% với văn bản khác."),
        (handed_in[0].pk, "Chưa đối chiếu với văn bản khác."),
        (handed_in[2].pk, ""),
    ]


def test_fifty_of_more_are_shown_and_the_words_say_so(
    client, round_, hoa_sen, giang, giang_at_work, an
):
    made = [make_written(round_, hoa_sen, giang) for _one in range(51)]
    moment = {"status": S.SUBMITTED, "submitted_at": now()}
    Initiative.objects.filter(pk__in=keys(made)).update(**moment)
    client.force_login(an)

    shown = client.post(f"/sang-kien/dot-xet/{round_.pk}/hop-le/", {"row": keys(made)})
    page = shown.content.decode()

    assert "Chỉ hiện 50 hồ sơ trùng nhiều nhất; cả 51 hồ sơ được xác nhận." in page
    assert "kể cả hồ sơ không hiện ở trên; hồ sơ nào cũng đạt" in page
