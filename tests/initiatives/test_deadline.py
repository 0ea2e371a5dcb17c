"""The last minutes of a round: nothing is lost, nothing is doubled, and the clock is Vietnam's."""

from datetime import UTC, date, datetime
from functools import partial
from uuid import uuid4

import pytest

from phongtrao.accounts.models import User
from phongtrao.audit.models import Entry
from phongtrao.initiatives.deadline import deadline_words
from phongtrao.initiatives.models import Initiative, InitiativeVersion
from phongtrao.initiatives.services.submitting import submit_initiative
from tests.factories import make_user
from tests.initiatives.made import make_round, make_worker, make_written
from tests.threads import at_once

AUTHORS = 20  # each presses the button twice
LAST = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        # 16:45 in London is 23:45 in Hà Nội: the server's own clock says nothing.
        (datetime(2026, 11, 30, 16, 45, tzinfo=UTC), "còn 15 phút."),
        (datetime(2026, 11, 30, 14, 45, tzinfo=UTC), "còn 2 giờ 15 phút."),
        (datetime(2026, 11, 30, 16, 59, 30, tzinfo=UTC), "còn chưa đầy một phút."),
        (datetime(2026, 11, 20, 17, 0, tzinfo=UTC), "còn 10 ngày."),
    ],
)
def test_what_is_left_is_said_by_the_clock_of_vietnam(now, said):
    words = deadline_words(LAST, now)

    assert words == f"Nhận đến hết 23 giờ 59 phút ngày 30/11/2026 (giờ Việt Nam), {said}"


def test_a_minute_after_midnight_in_vietnam_it_is_over():
    words = deadline_words(LAST, datetime(2026, 11, 30, 17, 0, tzinfo=UTC))

    assert words == "Đã hết hạn nhận lúc 24 giờ 00 ngày 30/11/2026 (giờ Việt Nam)."


@pytest.mark.django_db(transaction=True)
def test_all_who_press_in_the_last_minute_are_in_once(so, an, hoa_sen):
    round_ = make_round(so, an)
    authors = [make_user(f"Tác giả {number}") for number in range(AUTHORS)]
    for author in authors:
        make_worker(author, hoa_sen)
    written = [(make_written(round_, hoa_sen, author), author) for author in authors]

    presses = [partial(_press, one.pk, author.pk) for one, author in written for _twice in range(2)]
    said = at_once(*presses)

    refused = [type(error).__name__ for error in said if error]
    assert len(refused) == AUTHORS  # one of each pair, in words
    assert set(refused) <= {"WrongState", "NotAllowed"}
    assert round_.initiatives.filter(status=Initiative.Status.SUBMITTED).count() == AUTHORS
    versions = InitiativeVersion.objects.values_list("initiative", "number")
    assert sorted(versions) == sorted((one.pk, 1) for one, _author in written)
    assert Entry.objects.filter(action="initiatives.submitted").count() == AUTHORS


@pytest.mark.django_db
@pytest.mark.parametrize("authors", [1, 3])
def test_handing_in_asks_as_little_as_it_can_with_1_and_3_authors(
    client, so, an, giang, giang_at_work, hoa_sen, authors, django_assert_num_queries
):
    # Hundreds do it in the last minutes; `make bench` holds how many a second.
    written = make_written(make_round(so, an), hoa_sen, giang)
    people = [make_worker(make_user(f"Tác giả {n}"), hoa_sen) for n in range(authors - 1)]
    written.authorships.update(share=100 - 10 * len(people))
    for one in people:
        written.authorships.create(person=one, share=10, status="confirmed")
    client.force_login(giang)

    with django_assert_num_queries(20):
        client.post(f"/sang-kien/{written.pk}/nop/", {"form_key": str(uuid4())})

    assert written.versions.count() == 1


def _press(initiative: int, author: int) -> None:
    found = Initiative.objects.select_related("round__form", "unit").get(pk=initiative)
    submit_initiative(found, by=User.objects.get(pk=author))
