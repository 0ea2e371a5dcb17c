"""What was recognised, how far, and what rules count of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from phongtrao.lib import facts
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.facts import Subject
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from phongtrao.recognition.access import visible_creations
from phongtrao.recognition.facts import PUBLISHED, rank_of
from phongtrao.recognition.models import Creation, CreationShare, ScopeRecognition
from phongtrao.recognition.services.creations import AuthorShare, Recognition, register_creation
from phongtrao.recognition.services.objections import raise_objection
from phongtrao.recognition.services.scopes import recognise_scope, revoke_scope
from tests.factories import make_person
from tests.orgs.people_work import ask, explain
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
END = TODAY + timedelta(days=400)


@pytest.fixture
def ha():
    return make_person("Nông Thị Hạ")


@pytest.fixture
def mai():
    return make_person("Lâm Thị Mai")


def test_ranks_of_sql_and_of_the_model_are_the_same():
    ranks = {}
    with connection.cursor() as cursor:
        for scope in ScopeRecognition.Scope:
            cursor.execute(f"SELECT {rank_of('%s')}", [scope.value])
            ranks[scope.value] = cursor.fetchone()[0]

    assert ranks == {scope.value: scope.rank for scope in ScopeRecognition.Scope}


def test_shares_that_miss_a_hundred_enter_nothing(hoa_sen, ha):
    creation = Creation(kind="initiative", title="Chấm bài", unit=hoa_sen, year="SY2024")
    shares = [AuthorShare(ha, hoa_sen, Decimal("99.99"))]

    with pytest.raises(BadInput, match="đúng 100%"):
        register_creation(creation, shares, Recognition("base", TODAY, hoa_sen), by=None)

    assert not Creation.objects.exists()


def test_a_person_is_counted_with_the_share_from_the_day_of_the_scope(
    province, an, hoa_sen, ha, mai
):  # S3-39
    creation = make_creation(hoa_sen, {ha: 60, mai: 40}, on=date(2025, 5, 20))
    recognise_scope(creation, Recognition("province", date(2026, 3, 1), province), by=an)

    base = ask("recognition.initiative", mai, until=END)
    province = ask("recognition.initiative", mai, until=END, scope="province")
    before = ask("recognition.initiative", mai, until=date(2026, 2, 28), scope="province")

    assert base == [(date(2025, 5, 20), Decimal(40))]
    assert province == [(date(2026, 3, 1), Decimal(40))]
    assert before == []
    assert len(explain("recognition.initiative", mai, until=END)[0].evidence) == 2


def test_what_was_revoked_counts_until_that_day(province, an, hoa_sen, ha):
    creation = make_creation(hoa_sen, {ha: 100})
    row = recognise_scope(
        creation, Recognition("province", TODAY - timedelta(days=9), province), by=an
    )

    revoke_scope(row, "Số liệu không đúng.", None, by=an)

    yesterday, later = TODAY - timedelta(days=1), TODAY
    assert len(ask("recognition.initiative", ha, until=yesterday, scope="province")) == 1
    assert ask("recognition.initiative", ha, until=later, scope="province") == []
    with pytest.raises(WrongState):
        revoke_scope(row, "Lần nữa.", None, by=an)


def test_a_school_has_what_was_made_by_those_it_follows(hoa_sen, binh_minh, ha):  # S3-29
    make_creation(hoa_sen, {ha: 100})
    reorganise(Order("Sáp nhập", date(2025, 7, 1), (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    mine = ask("recognition.unit_initiative", binh_minh, until=END)
    alone = ask("recognition.unit_initiative", binh_minh, until=END, with_predecessors=False)

    assert (mine, alone) == ([(date(2025, 5, 20), 1)], [])


def test_one_subject_and_a_population_answer_the_same(
    province, so, an, hoa_sen, binh_minh, ha, mai
):
    for n, unit in enumerate((hoa_sen, binh_minh, hoa_sen)):
        kind = "practice" if n == 2 else "initiative"
        creation = make_creation(unit, {ha: 50, mai: 50}, kind=kind, title=f"Số {n}")
        recognise_scope(
            creation, Recognition("province", TODAY - timedelta(days=n), province), by=an
        )
    raise_objection(creation, "Trùng với cách làm khác.", by=an)
    keys = {Subject.PERSON: [ha.pk, mai.pk], Subject.UNIT: [hoa_sen.pk, binh_minh.pk, so.pk]}

    for provider in PUBLISHED:
        with connection.cursor() as cursor:
            mine = keys[provider.subject]
            one = {f for key in mine for f in facts.facts_of(cursor, provider.name, key, until=END)}
            all_ = list(facts.facts_of_all(cursor, provider.name, facts.these(mine), until=END))
        assert one
        assert set(all_) == one
        assert len(all_) == len(one)


def test_a_second_decision_is_of_the_authority_once_and_not_of_tomorrow(
    province, so, an, binh, hoa_sen, ha
):
    creation = make_creation(hoa_sen, {ha: 100})

    with pytest.raises(NotAllowed, match="không có thẩm quyền"):
        recognise_scope(creation, Recognition("province", TODAY, so), by=an)

    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        recognise_scope(creation, Recognition("province", TODAY, province), by=binh)
    with pytest.raises(BadInput, match="chưa đến"):
        recognise_scope(
            creation, Recognition("province", TODAY + timedelta(days=1), province), by=an
        )
    recognise_scope(creation, Recognition("province", TODAY, province), by=an)
    with pytest.raises(ValidationError, match="đã được công nhận"):
        recognise_scope(creation, Recognition("province", TODAY, province), by=an)


def test_the_library_is_for_all_and_what_is_not_listed_for_few(hoa_sen, ha, an, binh, chi):
    make_creation(hoa_sen, {ha: 100})
    make_creation(hoa_sen, {ha: 100}, title="Chưa đưa vào thư viện", is_listed=False)

    assert [visible_creations(user).count() for user in (an, binh, chi)] == [2, 2, 1]
    assert CreationShare.objects.count() == 2
