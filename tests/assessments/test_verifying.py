"""Verification, objections, publication. S4-25 S4-26 S1-58"""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.assessments.access.assessments import to_verify
from phongtrao.assessments.catalogue import add_missing
from phongtrao.assessments.models import Assessment, Campaign, Criterion
from phongtrao.assessments.services.campaigns import (
    end_self_assessment,
    publish_campaign,
)
from phongtrao.assessments.services.verifying import (
    Found,
    answer_objection,
    finish_verification,
    found_mark,
    object_to,
    return_assessment,
    save_findings,
)
from phongtrao.assessments.services.writing import Faulty, withdraw_assessment
from phongtrao.indicators.models import Indicator, Measurement
from phongtrao.indicators.services.blocks import compare
from phongtrao.lib import facts
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from phongtrao.lib.periods import calendar_year
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Line
from tests.assessments.made import (
    findings,
    fresh,
    handed,
    keys,
    make_campaign,
    make_edition,
    of,
    opened,
    verified,
)
from tests.factories import give
from tests.threads import at_once

pytestmark = pytest.mark.django_db
D = Decimal
A, C = Assessment.Status, Campaign.Status


# ------------------------------------------------------------------ verification


def test_a_difference_needs_its_reason(campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    pk = keys(campaign)
    found = findings(campaign) | {pk["1.2"]: Found(D(30))}
    save_findings(of(campaign, hoa_sen), found, by=an)

    with pytest.raises(Faulty) as told:
        finish_verification(of(campaign, hoa_sen), by=an)

    assert told.value.faults == {pk["1.2"]: "Tiêu chí 1.2 khác điểm tự chấm: hãy ghi lý do."}


def test_the_level_is_the_verified_one(campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)

    found = verified(campaign, hoa_sen, an, **{"1.2": D(20)})

    assert (found.status, found.self_level, found.level, found.level_rank) == (
        A.VERIFIED,
        "3",
        "2",
        2,
    )
    assert found.verified_total == D(146)


def test_the_second_verifier_is_told_who_was_first(campaign, hoa_sen, lan, an, vy):
    handed(campaign, hoa_sen, lan)
    mark = found_mark(of(campaign, hoa_sen))
    save_findings(of(campaign, hoa_sen), findings(campaign), by=an, as_read=mark)

    with pytest.raises(Conflict, match="Lê Thu An vừa thẩm định"):
        save_findings(of(campaign, hoa_sen), findings(campaign), by=vy, as_read=mark)


def test_who_handed_in_does_not_verify(campaign, hoa_sen, lan, so):
    handed(campaign, hoa_sen, lan)
    give(lan, Role.OFFICE, so, Line.PROF)

    with pytest.raises(NotAllowed, match="Bạn đã nộp"):
        save_findings(of(campaign, hoa_sen), findings(campaign), by=fresh(lan))
    assert not to_verify(fresh(lan)).exists()


def test_a_school_verifies_nobody(campaign, hoa_sen, lan, chi):
    handed(campaign, hoa_sen, lan)

    with pytest.raises(NotAllowed, match="Chỉ người thẩm định"):
        save_findings(of(campaign, hoa_sen), findings(campaign), by=chi)


def test_a_returned_one_comes_back(campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    return_assessment(of(campaign, hoa_sen), "Thiếu minh chứng 1.2", by=an)
    end_self_assessment(campaign, by=an)

    assert handed(campaign, hoa_sen, lan).status == A.SUBMITTED


def test_an_objection_is_answered_and_may_change_the_score(campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    verified(campaign, hoa_sen, an, **{"1.2": D(20)})
    criterion = Criterion.objects.get(pk=keys(campaign)["1.2"])
    objection = object_to(of(campaign, hoa_sen), criterion, "Đã bổ sung đường dẫn", by=lan)

    end_self_assessment(campaign, by=an)
    with pytest.raises(WrongState, match="1 đơn vị có ý kiến"):
        publish_campaign(campaign, by=an)
    answer_objection(objection, "Đồng ý, đã xem đường dẫn", D(45), by=an)
    found = of(campaign, hoa_sen)

    assert (found.status, found.level, found.verified_total) == (A.VERIFIED, "3", D(171))
    with pytest.raises(NotAllowed):
        answer_objection(objection, "Lần nữa", by=an)


def test_who_handed_in_or_objected_does_not_answer(campaign, hoa_sen, lan, binh, an, so):
    handed(campaign, hoa_sen, lan)
    verified(campaign, hoa_sen, an, **{"1.2": D(20)})
    criterion = Criterion.objects.get(pk=keys(campaign)["1.2"])
    objection = object_to(of(campaign, hoa_sen), criterion, "Đã bổ sung đường dẫn", by=binh)
    give(lan, Role.OFFICE, so, Line.PROF)
    give(binh, Role.OFFICE, so, Line.PROF)

    with pytest.raises(NotAllowed, match="Bạn đã nộp bản này"):
        answer_objection(objection, "Đồng ý", D(45), by=fresh(lan))
    with pytest.raises(NotAllowed, match="Bạn đã gửi ý kiến này"):
        answer_objection(objection, "Đồng ý", D(45), by=fresh(binh))

    assert of(campaign, hoa_sen).verified_total == D(146)


def test_nobody_objects_to_what_was_published_meanwhile(campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    verified(campaign, hoa_sen, an, **{"1.2": D(20)})
    criterion = Criterion.objects.get(pk=keys(campaign)["1.2"])
    stale = of(campaign, hoa_sen)
    end_self_assessment(campaign, by=an)
    publish_campaign(campaign, by=an)

    with pytest.raises(NotAllowed, match="chưa công bố"):
        object_to(stale, criterion, "Đã bổ sung đường dẫn", by=lan)


def test_who_took_it_back_too_late_is_told(campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    stale = of(campaign, hoa_sen)
    end_self_assessment(campaign, by=an)

    with pytest.raises(NotAllowed, match="còn thời gian"):
        withdraw_assessment(stale, by=lan)


# ------------------------------------------------------------------ publication


def test_publication_makes_levels_final_and_facts_of_them(campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    verified(campaign, hoa_sen, an)
    end_self_assessment(campaign, by=an)

    assert publish_campaign(campaign, by=an) == 1

    today = timezone.localdate()
    with connection.cursor() as cursor:
        found = facts.facts_of(cursor, "assessments.level", hoa_sen.pk, until=today)
    assert [(fact.value, fact.date) for fact in found] == [
        (3, date(2026, 8, 31))
    ]  # of the year it measures
    assert of(campaign, hoa_sen).status == A.FINAL


def test_the_indicator_of_plan_004_is_fed(so, an, hoa_sen, binh_minh, thpt, lan, chi):
    """S4-25: level 2 or above is one, below is zero; who did not hand in is missing."""
    share = Indicator.objects.create(
        owner=so,
        code="CDS",
        name="Tỷ lệ cơ sở đạt mức 2 trở lên",
        measure="%",
        rolling=Indicator.Rolling.RATIO,
        numerator="Cơ sở đạt mức 2 trở lên",
        denominator_source=Indicator.Denominator.ONE,
    )
    campaign = opened(so, an, indicator=share)
    handed(campaign, hoa_sen, lan)
    handed(campaign, binh_minh, chi)
    verified(campaign, hoa_sen, an)
    verified(campaign, binh_minh, an, **{"1.1": D(0)})
    end_self_assessment(campaign, by=an)

    publish_campaign(campaign, by=an)

    rows = Measurement.objects.counted().values_list("unit", "numerator", "denominator", "period")
    period = calendar_year(2026).key
    assert set(rows) == {(hoa_sen.pk, 1, 1, period), (binh_minh.pk, 0, 1, period)}
    assert compare() == 0


def test_a_sum_is_not_fed(so, an):
    total = Indicator.objects.create(owner=so, code="T", name="Tổng", measure="lớp")

    with pytest.raises(BadInput, match="mỗi đơn vị có hoặc không"):
        make_campaign(so, an, indicator=total)


def test_it_counts_from_a_level_the_set_has(so, an):
    share = Indicator.objects.create(
        owner=so,
        code="M",
        name="Đạt mức",
        rolling=Indicator.Rolling.RATIO,
        denominator_source=Indicator.Denominator.ONE,
    )
    edition = make_edition(so, an)

    with pytest.raises(BadInput, match="chỉ có 3 mức"):
        make_campaign(so, an, edition=edition, indicator=share, counted_from=4)
    assert make_campaign(so, an, edition=edition, indicator=share, counted_from=3).pk


def test_nothing_is_published_while_something_waits(campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    end_self_assessment(campaign, by=an)

    with pytest.raises(WrongState, match="1 đơn vị chưa thẩm định xong"):
        publish_campaign(campaign, by=an)


def test_who_never_mended_what_was_returned_does_not_hold_up_the_others(
    campaign, hoa_sen, binh_minh, lan, chi, an
):
    handed(campaign, hoa_sen, lan)
    handed(campaign, binh_minh, chi)
    return_assessment(of(campaign, hoa_sen), "Thiếu minh chứng 1.2", by=an)
    verified(campaign, binh_minh, an)
    end_self_assessment(campaign, by=an)

    assert publish_campaign(campaign, by=an) == 1

    told = Notice.objects.filter(key=f"campaign:{campaign.pk}:published")
    assert (of(campaign, hoa_sen).status, of(campaign, hoa_sen).level) == (A.RETURNED, "")
    assert set(told.values_list("to", flat=True)) & {lan.pk, chi.pk} == {chi.pk}


def test_before_publication_there_is_no_fact(campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    verified(campaign, hoa_sen, an)

    with connection.cursor() as cursor:
        found = facts.facts_of(cursor, "assessments.level", hoa_sen.pk, until=timezone.localdate())
    assert found == ()


# ------------------------------------------------------------------ at once


@pytest.mark.django_db(transaction=True)
def test_two_verifiers_at_the_same_moment_make_one(so, an, vy, hoa_sen, lan):
    add_missing()  # the tables were emptied for this test
    campaign = opened(so, an)
    handed(campaign, hoa_sen, lan)
    mark = found_mark(of(campaign, hoa_sen))
    made = findings(campaign)

    told = at_once(
        *(
            lambda who=who: save_findings(of(campaign, hoa_sen), made, by=fresh(who), as_read=mark)
            for who in (an, vy)
        )
    )

    assert sorted(type(one).__name__ for one in told) == ["Conflict", "NoneType"]
