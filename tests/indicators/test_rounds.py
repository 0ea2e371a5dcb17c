"""A round: opened, filled in, returned, accepted, closed, unlocked. S4-27"""

import pytest
from django.http import Http404
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.indicators.access import definitions, rounds
from phongtrao.indicators.models import Measurement, UnitReport
from phongtrao.indicators.queries.reports import handed_cells
from phongtrao.indicators.queries.rounds import (
    IndicatorQuality,
    changes_since,
    quality_of,
)
from phongtrao.indicators.services import measuring, reminding, reporting
from phongtrao.indicators.services import rounds as services
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.plans.queries.owed import Counts, counts_of
from phongtrao.plans.services.urging import Urged
from tests.indicators.measured import (
    YEAR,
    d,
    fill,
    hand_in,
    in_days,
    make_round,
    open_to,
    ratio,
    report_of,
    typed,
    yes_no,
)

S = UnitReport.Status


def numbers(unit):
    rows = Measurement.objects.filter(unit=unit).order_by("indicator__code")
    return list(rows.values_list("indicator__code", "numerator", "denominator", "is_accepted"))


# ------------------------------------------------------------------ opening


def test_opening_asks_the_population_and_tells_each_once(round_, hoa_sen, binh_minh, binh):
    assert set(round_.reports.values_list("unit", flat=True)) == {hoa_sen.pk, binh_minh.pk}
    assert counts_of(round_.reports.all()) == Counts(open=2)


def test_opening_tells_the_people_of_each_unit(so, an, signing, hoa_sen, binh):
    open_to(so, an, signing)

    [notice] = Notice.objects.filter(to=binh)
    assert "thu số liệu" in notice.text
    assert notice.url.startswith("/chi-so/phai-nop/")


def test_a_round_without_indicators_or_units_is_not_opened(so, an, signing):
    with pytest.raises(NotAllowed, match="chưa có chỉ số"):
        services.open_round(make_round(so, an), by=an)
    with pytest.raises(BadInput, match="không có đơn vị nào"):
        services.open_round(make_round(so, an, signing, kinds=["centre"]), by=an)


def test_only_the_office_collects(so, dung, binh, signing):
    for person in (dung, binh):
        with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
            make_round(so, person, signing)


# ------------------------------------------------------------------ filling in


def test_handing_in_writes_the_numbers_which_count_once_accepted(round_, hoa_sen, binh, an):
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(38, 40))

    assert numbers(hoa_sen) == [("KS", d(1), d(1), False), ("TL", d(38), d(40), False)]
    reporting.accept_report(report, by=an)
    assert [row[3] for row in numbers(hoa_sen)] == [True, True]


def test_nothing_doubtful_is_handed_in_without_a_note(round_, hoa_sen, binh):
    report = report_of(round_, hoa_sen)

    with pytest.raises(BadInput) as refused:
        hand_in(report, binh, TL=typed("0.95", 40))
    assert str(refused.value).splitlines() == [
        "KS: chưa nhập số liệu. Nếu không có, hãy ghi chú lý do.",
        "TL: Bạn nhập 0,95: là 0,95% hay 95%? Nếu đúng là 0,95, hãy ghi chú lý do.",
    ]
    none = {"n": None, "d": None, "note": "Chưa có thiết bị"}
    hand_in(report, binh, KS=none, TL=typed("0.95", 40, "Tính theo tuần"))
    assert [row[0] for row in numbers(hoa_sen)] == ["TL"]  # what is missing is no zero


def test_last_year_is_compared_with(so, an, share, hoa_sen, binh):
    earlier = open_to(so, an, share, period=str(YEAR - 1))
    reporting.accept_report(hand_in(report_of(earlier, hoa_sen), binh, TL=typed(10, 40)), by=an)
    now = report_of(open_to(so, an, share), hoa_sen)

    with pytest.raises(BadInput, match="Khác năm trước"):
        hand_in(now, binh, TL=typed(38, 40))


def test_denominator_comes_from_the_headcount(so, an, hoa_sen, binh):
    trained = ratio(so, an, "HV")
    type(trained).objects.filter(pk=trained.pk).update(denominator_source="learners")
    report = report_of(open_to(so, an, trained), hoa_sen)

    with pytest.raises(BadInput, match="Chưa có mẫu số"):
        hand_in(report, binh, HV=typed(300))
    _declare(hoa_sen, binh, learners=500)
    hand_in(report, binh, HV=typed(300, 9))
    assert numbers(hoa_sen) == [("HV", d(300), d(500), False)]  # what was typed below is not asked


def test_the_judge_sees_the_number_that_will_count(so, an, hoa_sen, binh):
    trained = ratio(so, an, "HV")
    type(trained).objects.filter(pk=trained.pk).update(denominator_source="learners")
    report = report_of(open_to(so, an, trained), hoa_sen)
    _declare(hoa_sen, binh, learners=500)
    hand_in(report, binh, HV=typed(300))

    _declare(hoa_sen, binh, learners=600, days=0)  # after handing in

    [cell] = handed_cells(report_of(report.round, hoa_sen))
    assert (cell.whole.n, cell.whole.d) == (d(300), d(500))


def test_the_judge_reads_why_a_number_is_missing(round_, hoa_sen, binh):
    none = {"n": None, "d": None, "note": "Chưa có thiết bị"}
    hand_in(report_of(round_, hoa_sen), binh, KS=none, TL=typed(38, 40))

    signed, _share = handed_cells(report_of(round_, hoa_sen))

    assert (signed.whole, signed.note) == (None, "Chưa có thiết bị")


def _declare(unit, by, learners, days=-1):
    from phongtrao.orgs.models import Headcount  # noqa: PLC0415 -- leaf

    Headcount.objects.create(
        unit=unit,
        day=in_days(days),
        staff=0,
        frontline=0,
        learners=learners,
        counted_staff=0,
        counted_frontline=0,
        declared_by=by,
    )


def test_two_people_type_at_once(round_, hoa_sen, binh, lan):
    mine, theirs = report_of(round_, hoa_sen), report_of(round_, hoa_sen)
    fill(mine, binh, KS=typed(1))

    with pytest.raises(Conflict, match="vừa được người khác nhập"):
        fill(theirs, lan, KS=typed(0))


def test_a_unit_does_not_report_for_another(round_, binh_minh, binh):
    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
        fill(report_of(round_, binh_minh), binh, KS=typed(1))


def test_withdrawn_numbers_are_gone_until_handed_in_again(round_, hoa_sen, binh):
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(1, 2))

    reporting.withdraw_report(report, by=binh)

    assert numbers(hoa_sen) == []
    assert report_of(round_, hoa_sen).status == S.OPEN


# ------------------------------------------------------------------ judging


def test_returned_with_a_reason_then_accepted(round_, hoa_sen, binh, an):
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(1, 2))
    with pytest.raises(BadInput, match="lý do trả lại"):
        reporting.return_report(report, " ", by=an)

    reporting.return_report(report, "Thiếu minh chứng", by=an)

    assert numbers(hoa_sen) == []
    report = reporting.submit_report(report_of(round_, hoa_sen), by=binh)
    reporting.accept_report(report, by=an)
    assert counts_of(round_.reports.all()) == Counts(open=1, accepted=1)


def test_numbers_handed_in_anew_are_looked_at_anew(round_, hoa_sen, binh, an):
    read = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(10, 40))
    as_read = reporting.handed_mark(read)
    reporting.withdraw_report(report_of(round_, hoa_sen), by=binh)
    anew = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(38, 40))

    with pytest.raises(Conflict, match="nộp lại"):
        reporting.accept_report(read, by=an, as_read=as_read)
    with pytest.raises(Conflict, match="nộp lại"):
        reporting.return_report(read, "Sai", by=an, as_read=as_read)
    assert reporting.accept_reports([read], by=an).accepted == 0

    reporting.accept_report(read, by=an, as_read=reporting.handed_mark(anew))


def test_a_parent_is_complete_only_when_its_children_are(so, an, suoi_may, hoa_sen, lam, binh):
    round_ = open_to(so, an, yes_no(so, an), kinds=["school", "commune"])
    above = hand_in(report_of(round_, suoi_may), lam, KS=typed(1))

    with pytest.raises(WrongState, match="Trường THCS Hoa Sen"):
        reporting.accept_report(above, by=an)
    reporting.accept_report(above, "Trường đang sửa nhà", by=an)
    assert report_of(round_, suoi_may).missing_note == "Trường đang sửa nhà"


def test_several_are_accepted_the_lowest_first(so, an, suoi_may, hoa_sen, lam, binh):
    round_ = open_to(so, an, yes_no(so, an), kinds=["school", "commune"])
    reports = [
        hand_in(report_of(round_, suoi_may), lam, KS=typed(1)),
        hand_in(report_of(round_, hoa_sen), binh, KS=typed(0)),
    ]

    judged = reporting.accept_reports(reports, by=an)

    assert judged == reporting.Judged(2)


# ------------------------------------------------------------------ closing, locking


def test_closing_names_the_missing_and_locks(round_, hoa_sen, binh, an):
    with pytest.raises(BadInput, match="Trường THCS Hoa Sen; Trường Tiểu học Bình Minh"):
        services.close_round(round_, by=an)

    services.close_round(round_, "Hết hạn báo cáo Bộ", by=an)

    with pytest.raises(NotAllowed, match="Kỳ số liệu đã khóa"):
        fill(report_of(round_, hoa_sen), binh, KS=typed(1))


def test_nobody_who_handed_in_is_locked_out_unjudged(round_, hoa_sen, binh, an):
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(1, 2))
    with pytest.raises(WrongState, match="Còn 1 đơn vị chờ duyệt"):
        services.close_round(round_, "Hết hạn", by=an)

    reporting.return_report(report, "Sai", by=an)
    services.close_round(round_, "Hết hạn", by=an)
    services.allow_exception(round_, hoa_sen, in_days(3), "Mất điện", by=an)
    reporting.submit_report(report_of(round_, hoa_sen), by=binh)

    assert [row.unit for row in rounds.reports_to_judge(an)] == [hoa_sen]


def test_an_exception_lets_one_unit_in_and_says_why(round_, hoa_sen, binh_minh, binh, chi, an):
    services.close_round(round_, "Hết hạn", by=an)
    with pytest.raises(BadInput, match="lý do"):
        services.allow_exception(round_, hoa_sen, in_days(3), "", by=an)

    services.allow_exception(round_, hoa_sen, in_days(3), "Mất điện", by=an)

    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(1, 2))
    reporting.accept_report(report, by=an)
    with pytest.raises(NotAllowed):
        fill(report_of(round_, binh_minh), chi, KS=typed(1))


def test_a_correction_keeps_the_old_value(round_, hoa_sen, binh, an):
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(10, 40))
    reporting.accept_report(report, by=an)
    services.close_round(round_, "Hết hạn", by=an)
    row = Measurement.objects.get(unit=hoa_sen, indicator__code="TL")
    with pytest.raises(NotAllowed):
        measuring.correct_measurement(row, measuring.Number(d(12), d(40)), "Nhầm", by=binh)
    with pytest.raises(BadInput, match="lớn hơn mẫu số"):
        measuring.correct_measurement(row, measuring.Number(d(50), d(40)), "Nhầm", by=an)

    measuring.correct_measurement(row, measuring.Number(d(12), d(40)), "Cộng nhầm", by=an)

    [kept] = measuring.corrections_of([row.pk])[row.pk]
    assert (kept.old_numerator, kept.new_numerator, kept.reason, kept.corrected_by) == (
        d(10),
        d(12),
        "Cộng nhầm",
        an,
    )
    assert Entry.objects.filter(action="indicators.corrected").count() == 1


def test_a_whole_and_its_parts_are_corrected_together(client, so, an, hoa_sen, binh):
    share = ratio(so, an, splits=["gender"])
    report = report_of(open_to(so, an, share), hoa_sen)
    key, women, men = str(share.pk), f"{share.pk}:gender:female", f"{share.pk}:gender:male"
    values = {key: typed(30, 40), women: typed(20, 25), men: typed(10, 15)}
    report = reporting.submit_report(reporting.save_report(report, values, by=binh), by=binh)
    reporting.accept_report(report, by=an)
    row = Measurement.objects.get(report=report, part="")
    part = Measurement.objects.get(report=report, part="gender:female")
    with pytest.raises(BadInput, match="Các phần cộng lại là 30"):
        measuring.correct_measurement(row, measuring.Number(d(35), d(40)), "Nhầm", by=an)
    with pytest.raises(NotAllowed, match="số chung"):
        measuring.correct_measurement(part, measuring.Number(d(120), d(100)), "Nhầm", by=an)
    client.force_login(an)
    url = reverse("indicators:correct", args=[row.pk])
    said = {"n": "35", "d": "40", "reason": "Cộng nhầm", "d:gender:female": "25"}
    said |= {"n:gender:male": "10", "d:gender:male": "15"}

    more = client.post(url, said | {"n:gender:female": "26"})
    kept = Measurement.objects.get(pk=row.pk).numerator
    client.post(url, said | {"n:gender:female": "25"})

    assert ("khác số chung 35" in more.content.decode(), kept) == (True, d(30))
    numbers = Measurement.objects.filter(report=report).order_by("part")
    assert list(numbers.values_list("numerator", flat=True)) == [d(35), d(25), d(10)]
    assert set(measuring.corrections_of([one.pk for one in numbers])) == {row.pk, part.pk}
    page = client.get(reverse("indicators:report", args=[report.pk])).content.decode()
    assert "Nữ: 1 lần đính chính" in page
    assert client.get(reverse("indicators:correct", args=[part.pk])).status_code == 404


# ------------------------------------------------------------------ looking on


def test_what_changed_since_one_last_looked(round_, hoa_sen, binh, an):
    assert services.look_at(round_, by=an) is None
    hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(1, 2))

    looked = services.look_at(round_, by=an)

    changes = changes_since(round_, looked)
    assert ([row.unit for row in changes.submitted], changes.count) == ([hoa_sen], 1)
    assert changes_since(round_, services.look_at(round_, by=an)).count == 0


def test_quality_counts_what_is_there_and_names_who_is_missing(
    round_, hoa_sen, binh_minh, binh, an
):
    report = hand_in(
        report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed("0.5", 40, "Mới bắt đầu")
    )
    reporting.accept_report(report, by=an)

    found = quality_of(round_)

    assert (found.expected, found.measured, found.noted, found.in_time) == (4, 2, 1, 1)
    assert [row.unit for row in found.missing] == [binh_minh]
    assert found.by_indicator[1] == IndicatorQuality("TL", "Chỉ số TL", 2, 1, 1)


def test_urging_reaches_nobody_twice_a_day(round_, binh, chi, an):
    assert reminding.urge_round(round_, "Nhanh lên", late_only=False, by=an) == Urged(2, 0)
    with pytest.raises(WrongState, match="Không còn đơn vị nào"):
        reminding.urge_round(round_, "Nhanh lên", late_only=False, by=an)


def test_the_clock_reminds_each_stage_once(round_, binh, chi):
    assert reminding.send_reminders(in_days(9)) == 2
    assert reminding.send_reminders(in_days(9)) == 0


# ------------------------------------------------------------------ who sees what


def test_who_sees_a_round_and_its_reports(round_, hoa_sen, binh_minh, binh, chi, lam, khanh, an):
    mine, other = report_of(round_, hoa_sen), report_of(round_, binh_minh)

    assert rounds.get_visible_round(khanh, round_.pk) == round_
    for person in (binh, lam):
        with pytest.raises(Http404):
            rounds.get_visible_round(person, round_.pk)
    assert set(rounds.visible_reports(binh)) == {mine}
    assert set(rounds.visible_reports(lam)) == {mine}  # the school stands in the commune
    assert set(rounds.visible_reports(an)) == {mine, other}


def test_a_school_reads_what_is_measured_above_it(signing, binh, chi, so, suoi_may, lam):
    assert signing in definitions.visible_indicators(binh)
    assert not definitions.can_define(binh, so)


def test_indicator_with_numbers_keeps_its_meaning(round_, share, hoa_sen, binh, an):
    from phongtrao.indicators.services.defining import change_indicator  # noqa: PLC0415 -- leaf

    hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(1, 2))

    with pytest.raises(WrongState, match="đã có số liệu"):
        change_indicator(share, {"measure": "người"}, by=an)
    assert change_indicator(share, {"name": "Tên mới"}, by=an).name == "Tên mới"
