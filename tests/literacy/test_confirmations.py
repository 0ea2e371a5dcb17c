"""A competent unit confirms, refuses and revokes; what is confirmed ends; certificates follow a decision."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from phongtrao.documents.models import Certificate
from phongtrao.documents.services.certificates import issue_batch
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.facts import facts_of
from phongtrao.literacy.models import Completion, Confirmation
from phongtrao.literacy.services.certificates import prepare_certificates
from phongtrao.literacy.services.completions import (
    Ground,
    Result,
    add_results,
    confirm_completions,
    expire_confirmations,
    months_later,
    refuse_completion,
    revoke_confirmation,
)
from phongtrao.notifications.models import Notice
from phongtrao.orgs.personal_data import RULES
from phongtrao.portal.queries.home import waiting_buckets
from tests.documents.outgoing import make_issued
from tests.factories import make_user
from tests.literacy.made import make_worker, take
from tests.threads import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def completion(quiz, teacher, giang):
    take(quiz, giang, right=4)
    return Completion.objects.get()


@pytest.fixture
def decision(hoa_sen, binh):
    return make_issued(hoa_sen, binh, binh, kind="QD")


def confirm(by, **more):
    return confirm_completions(Completion.objects.all(), Ground(TODAY, **more), by=by)


def confirmed(person, until=TODAY, **more):
    with connection.cursor() as cursor:
        found = facts_of(cursor, "literacy.confirmed", person.pk, until=until, **more)
        return [(fact.date, fact.value) for fact in found]


def test_the_head_confirms_and_it_ends_as_the_test_says(completion, binh, teacher, giang):  # S1-61
    (row,) = confirm(binh)

    assert (row.status, row.valid_until) == ("valid", months_later(TODAY, 36))
    assert confirmed(teacher) == [(TODAY, 0)]
    assert confirmed(teacher, framework="qd757") == [(TODAY, 0)]
    assert confirmed(teacher, framework="tt02-2025") == []
    assert "đã được xác nhận" in Notice.objects.get(to=giang).text


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2026, 11, 15), 36, date(2029, 11, 14)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
    ],
)
def test_months_end_the_day_before(day, months, last):
    assert months_later(day, months) == last


def test_another_school_and_a_focal_person_do_not_confirm(completion, chi, lan):
    for user in (chi, lan):
        with pytest.raises(NotAllowed):
            confirm(user)

    assert Completion.objects.get().status == "waiting"


def test_nobody_confirms_themselves_the_office_above_does(quiz, binh, hoa_sen, an):
    make_worker(binh, hoa_sen, "Hiệu trưởng")
    take(quiz, binh, right=4)

    with pytest.raises(NotAllowed, match="tự xác nhận"):
        confirm(binh)
    assert len(confirm(an)) == 1


def test_a_refusal_says_why_and_the_test_may_be_taken_again(completion, binh, giang):
    with pytest.raises(BadInput, match="lý do"):
        refuse_completion(completion, " ", by=binh)
    refuse_completion(completion, "Làm hộ.", by=binh)

    assert Completion.objects.get().reason == "Làm hộ."
    assert "Làm hộ." in Notice.objects.get(to=giang).text
    with pytest.raises(WrongState):
        confirm(binh)


@pytest.mark.parametrize("until", [TODAY - timedelta(days=1)])
def test_it_does_not_end_before_it_begins(completion, binh, until):
    with pytest.raises(BadInput, match="hết giá trị"):
        confirm(binh, until=until)


def test_what_is_over_holds_no_longer_and_is_told_before_and_after(
    completion, binh, teacher, giang
):
    confirm(binh, until=TODAY + timedelta(days=20))

    near = expire_confirmations(TODAY)
    over = expire_confirmations(TODAY + timedelta(days=21))
    again = expire_confirmations(TODAY + timedelta(days=21))

    assert (near, over, again) == (0, 1, 0)
    assert Confirmation.objects.get().status == "expired"
    assert confirmed(teacher, until=TODAY + timedelta(days=21)) == []
    assert Notice.objects.filter(to=giang).count() == 3  # confirmed, near, over


def test_certificates_follow_the_decision_once(completion, decision, binh, hoa_sen):  # S0-33
    confirm(binh, document=decision)
    batch = prepare_certificates(hoa_sen, decision, by=binh)
    issue_batch(batch, TODAY, by=binh)

    row = Certificate.objects.get()
    assert row.written.endswith("/GCN-KNS-THCSHS")
    assert row.about.startswith("Khung kỹ năng số phổ cập (1.0), có giá trị đến hết ngày ")
    assert row.basis.startswith("Theo văn bản số ")
    with pytest.raises(WrongState, match="đã có giấy"):
        prepare_certificates(hoa_sen, decision, by=binh)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_makes_the_certificates(completion, decision, binh, hoa_sen):
    confirm(binh, document=decision)

    said = at_once(*[lambda: prepare_certificates(hoa_sen, decision, by=binh)] * 2)

    assert [type(one) for one in said if one] == [WrongState]
    assert Certificate.objects.count() == 1


def test_without_a_decision_there_is_no_certificate(completion, decision, binh, hoa_sen):
    confirm(binh)

    with pytest.raises(WrongState):
        prepare_certificates(hoa_sen, decision, by=binh)


def test_revoking_ends_the_certificate_with_the_same_reason(
    completion, decision, binh, hoa_sen, teacher
):
    (row,) = confirm(binh, document=decision)
    issue_batch(prepare_certificates(hoa_sen, decision, by=binh), TODAY, by=binh)

    revoke_confirmation(row, "Kết quả làm hộ.", by=binh)

    made = Certificate.objects.get()
    assert (made.status, made.reason) == ("revoked", "Kết quả làm hộ.")
    assert confirmed(teacher) == []


def test_a_certificate_ends_with_what_it_certifies(completion, decision, binh, hoa_sen):
    until = TODAY + timedelta(days=20)
    confirm(binh, document=decision, until=until)
    issue_batch(prepare_certificates(hoa_sen, decision, by=binh), TODAY, by=binh)

    expire_confirmations(until)
    held = Certificate.objects.get().status
    expire_confirmations(until + timedelta(days=1))

    made = Certificate.objects.get()
    assert (held, made.status) == ("issued", "revoked")
    assert made.reason == f"Xác nhận hết hạn ngày {until:%d/%m/%Y}."


def test_results_of_others_come_in_once_and_wait(framework, teacher, hoa_sen, lan):  # S1-35 S4-41
    version, group = framework.versions.get(), framework.groups.get(key="staff")
    rows = [Result(teacher, hoa_sen, version, group, TODAY, reference="MOOC")]

    counts = [add_results(rows, Completion.Source.IMPORT, by=lan) for _ in range(2)]

    assert counts == [1, 0]
    assert Completion.objects.get().decider == hoa_sen


def test_a_list_of_results_costs_the_same_for_one_line_and_three(
    framework, teacher, hoa_sen, lan, django_assert_num_queries
):
    version, group = framework.versions.get(), framework.groups.get(key="staff")
    people = [make_worker(make_user(f"Người {number}"), hoa_sen) for number in range(4)]
    rows = [Result(one, hoa_sen, version, group, TODAY) for one in people]
    add_results([Result(teacher, hoa_sen, version, group, TODAY)], "typed", by=lan)

    for some in (rows[:1], rows[1:]):
        with django_assert_num_queries(6):  # people, what stands, results, history; a savepoint
            assert add_results([*some, some[0]], "import", by=lan) == len(some)


def test_a_unit_brings_no_results_of_another(framework, teacher, hoa_sen, chi):
    version, group = framework.versions.get(), framework.groups.get(key="staff")

    with pytest.raises(NotAllowed):
        add_results([Result(teacher, hoa_sen, version, group, TODAY)], "typed", by=chi)


def test_children_have_no_names_here(framework, teacher, hoa_sen, lan):  # FEATURES 78
    version, pupils = framework.versions.get(), framework.groups.get(key="pupils")

    with pytest.raises(BadInput, match="chỉ tính số lượng"):
        add_results([Result(teacher, hoa_sen, version, pupils, TODAY)], "typed", by=lan)


def test_attempts_go_when_a_person_is_forgotten_and_results_say_why_they_stay():
    assert RULES["literacy.attempt"].is_deleted
    assert RULES["literacy.completion"].kept_because


def test_what_waits_is_one_row_of_a_units_work(completion, binh, giang, an):
    rows = {
        user: [row.what for bucket in waiting_buckets(user, TODAY) for row in bucket.rows]
        for user in (binh, giang, an)
    }

    assert rows[binh] == ["1 kết quả kỹ năng số chờ xác nhận"]
    assert rows[giang] == rows[an] == []
