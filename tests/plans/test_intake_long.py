"""The review of a long plan: certainty in words, the next doubtful, many at once, two people at one fact."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phongtrao.lib.errors import Conflict
from phongtrao.plans.intake.certainty import certainty_of
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.services.intake_facts import accept_fact, drop_fact, edit_fact, fact_mark
from tests.plans.intake_work import make_fact, make_intake, page, source, task_value

S = IntakeFact.State
LARGEST = 100_000  # bytes of HTML


@pytest.fixture
def signed_in(client, an):
    client.force_login(an)
    return client


@pytest.fixture
def intake(so, an) -> Intake:
    return make_intake(so, an, blocks=source(900))


def long_plan(intake: Intake, tasks: int, others: int) -> None:
    for n in range(tasks):
        doubt = {"confidence": 0.6, "doubt": "Hãy đối chiếu."} if n % 10 == 0 else {}
        make_fact(intake, value=task_value(f"Việc số {n}"), first_block=n, last_block=n, **doubt)
    for n in range(others):
        value = {"text": f"Nội dung số {n}", "heading": None}
        make_fact(intake, "contents", value, first_block=tasks + n, last_block=tasks + n)


# ------------------------------------------------------------------ how sure


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (0.95, ("Chắc chắn", 95)),
        (0.9, ("Chắc chắn", 90)),
        (0.8999, ("Khá chắc", 89)),
        (0.6, ("Cần đối chiếu", 60)),
    ],
)
def test_a_confidence_is_said_in_words_and_never_rounded_up(intake, confidence, said):
    fact = make_fact(intake, confidence=confidence)

    certainty = certainty_of(fact)

    assert certainty is not None
    assert (certainty.label, certainty.percent) == said


def test_what_a_person_added_or_decided_has_no_percentage(intake):
    added = make_fact(intake, origin=IntakeFact.Origin.ADDED)
    decided = make_fact(intake, state=S.CONFIRMED)

    assert (certainty_of(added), certainty_of(decided)) == (None, None)


def test_the_least_certain_stands_first_among_the_doubtful(signed_in, intake):
    facts = [make_fact(intake, confidence=level) for level in (0.7, 0.3, 0.5)]

    shown = signed_in.get(f"/tiep-nhan/{intake.pk}/?muc=can-xem").context["page"]

    assert [draft.fact for draft in shown.drafts] == [facts[1], facts[2], facts[0]]


def test_the_next_doubtful_goes_round(signed_in, intake):
    first, second = (make_fact(intake, confidence=level) for level in (0.3, 0.5))
    sure = make_fact(intake)

    answers = [
        signed_in.get(f"/tiep-nhan/{intake.pk}/?muc=tasks&chon={fact.pk}").context["page"]
        for fact in (sure, first, second)
    ]

    ends = [answer.next_doubt.rsplit("=", 1)[1] for answer in answers]
    assert ends == [str(first.pk), str(second.pk), str(first.pk)]


def test_a_single_doubtful_fact_has_no_next(signed_in, intake):
    make_fact(intake, confidence=0.5)

    shown = signed_in.get(f"/tiep-nhan/{intake.pk}/").context["page"]

    assert shown.next_doubt == ""


# ------------------------------------------------------------------ many at once


def test_what_is_surely_read_is_counted_part_by_part_and_then_accepted(signed_in, intake):
    sure = [make_fact(intake), make_fact(intake, "contents", {"text": "Thi đua", "heading": None})]
    left = [
        make_fact(intake, confidence=0.85),
        make_fact(intake, value=task_value("Không ai làm", lead_units=[])),
        make_fact(intake, "contents", {"text": "Khác", "heading": None}, confidence=0.6),
    ]

    shown = signed_in.get(f"/tiep-nhan/{intake.pk}/nhan-muc-chac/").context["page"]
    sent = {"muc": "", "shown": " ".join(map(str, shown.pks))}
    signed_in.post(f"/tiep-nhan/{intake.pk}/nhan-cac-muc/", sent)
    states = dict(intake.facts.values_list("pk", "state"))
    signed_in.post(f"/tiep-nhan/{intake.pk}/hoan-tac/", {"muc": ""})

    parts = [(part.section.key, part.sure, part.left) for part in shown.parts]
    assert parts == [("contents", 1, 1), ("tasks", 1, 2)]
    assert {pk for pk, state in states.items() if state == S.CONFIRMED} == {f.pk for f in sure}
    assert {pk for pk, state in states.items() if state == S.PENDING} == {f.pk for f in left}
    assert set(intake.facts.values_list("state", flat=True)) == {S.PENDING}


def test_one_section_is_accepted_alone(signed_in, intake):
    task = make_fact(intake)
    make_fact(intake, "contents", {"text": "Thi đua", "heading": None})

    shown = signed_in.get(f"/tiep-nhan/{intake.pk}/nhan-muc-chac/?muc=tasks").context["page"]

    assert (shown.section.key, shown.pks) == ("tasks", [task.pk])


def test_who_only_reads_is_not_asked_and_who_may_not_see_finds_nothing(client, dung, binh, intake):
    make_fact(intake)

    answers = []
    for user in (dung, binh):
        client.force_login(user)
        answers.append(client.get(f"/tiep-nhan/{intake.pk}/nhan-muc-chac/").status_code)

    assert answers == [403, 404]


# ------------------------------------------------------------------ two people


def test_the_second_of_two_who_edit_is_told_and_overwrites_nothing(signed_in, binh, intake):
    fact = make_fact(intake, "contents", {"text": "Thi đua", "heading": None})
    form = signed_in.get(f"/tiep-nhan/muc/{fact.pk}/sua/").context["form"]
    mark = form["as_read"].value()
    intake.facts.filter(pk=fact.pk).update(
        value={"text": "Thi đua sôi nổi", "heading": None}, state=S.CONFIRMED, decided_by=binh
    )

    answer = signed_in.post(
        f"/tiep-nhan/muc/{fact.pk}/sua/", {"text": "Thi đua giỏi", "as_read": mark}
    )
    fact.refresh_from_db()
    before = fact.value["text"]
    again = answer.context["form"]["as_read"].value()
    sent = {"text": "Thi đua giỏi", "as_read": again}
    signed_in.post(f"/tiep-nhan/muc/{fact.pk}/sua/", sent)

    fact.refresh_from_db()
    text = answer.content.decode()
    assert f"{binh} vừa soát mục này: đã soát, “Thi đua sôi nổi”." in text
    assert "Thi đua giỏi" in text
    assert (before, fact.value["text"]) == ("Thi đua sôi nổi", "Thi đua giỏi")


def test_nobody_accepts_or_drops_what_the_card_did_not_show(an, intake):
    fact = make_fact(intake)
    mark = fact_mark(fact)
    edit_fact(fact, {"text": "Mở lớp"}, by=an)

    with pytest.raises(Conflict):
        accept_fact(fact, by=an, as_read=mark)
    with pytest.raises(Conflict):
        drop_fact(fact, by=an, as_read=mark)

    fact.refresh_from_db()
    assert (fact.state, fact.value["text"]) == (S.CONFIRMED, "Mở lớp")


def test_the_button_of_a_card_carries_what_it_shows(signed_in, intake):
    fact = make_fact(intake)

    url = f"/tiep-nhan/muc/{fact.pk}/nhan/?ban={fact_mark(fact)}"
    text = page(signed_in, intake, "?muc=tasks")
    signed_in.post(url)

    fact.refresh_from_db()
    assert f'formaction="{url}"' in text
    assert fact.state == S.CONFIRMED


# ------------------------------------------------------------------ speed


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def test_a_plan_of_eighty_tasks_costs_what_one_of_fifteen_costs(signed_in, so, an, intake):
    small = make_intake(so, an, blocks=source(10))
    long_plan(small, 15, 15)  # of two pages
    long_plan(intake, 80, 220)
    first = intake.facts.first()
    addresses = ("?muc=tasks", "?muc=can-xem", f"?muc=tasks&chon={first.pk}", "nhan-muc-chac/")

    grown = {
        address: (few, many)
        for address in addresses
        if (few := queries(signed_in, f"/tiep-nhan/{small.pk}/{address}"))
        < (many := queries(signed_in, f"/tiep-nhan/{intake.pk}/{address}"))
    }
    size = len(page(signed_in, intake, "?muc=tasks").encode())

    assert grown == {}
    assert size < LARGEST
