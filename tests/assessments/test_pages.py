"""Pages of assessments: who sees what, the story by clicks, lists that cost the same for one row and three."""

from dataclasses import replace

import pytest
from django.urls import reverse

from phongtrao.assessments.models import Campaign, Edition, IndexSet, Objection
from phongtrao.assessments.rows import Row
from phongtrao.assessments.services.sets import (
    Writing,
    copy_set,
    draft_edition,
    issue_edition,
    save_edition,
)
from phongtrao.assessments.services.sharing import How, Sharing, share_units
from phongtrao.lib import facts
from phongtrao.lib.sheets import open_workbook
from tests.assessments.made import (
    D,
    findings,
    fresh,
    handed,
    in_days,
    keys,
    make_campaign,
    make_edition,
    of,
    opened,
    verified,
)
from tests.factories import make_unit

pytestmark = pytest.mark.django_db


def page(client, who, name, *args, query=""):
    client.force_login(who)
    return client.get(reverse(f"assessments:{name}", args=args) + query)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def post(client, who, name, *args, **data):
    client.force_login(who)
    return client.post(reverse(f"assessments:{name}", args=args), data)


# ------------------------------------------------------------------ campaigns


def test_an_office_drafts_and_opens(client, so, an, hoa_sen, binh_minh):
    edition = make_edition(so, an)
    data = {"owner": so.pk, "edition": edition.pk, "title": "Đợt 2026", "year": "2026"}
    data |= {"line": "prof", "kinds": ["school"], "as_of": f"{in_days(0):%d/%m/%Y}"}
    data |= {
        "counted_from": "2",
        "self_due": f"{in_days(9):%d/%m/%Y}",
        "verify_due": f"{in_days(20):%d/%m/%Y}",
    }

    post(client, an, "campaign_new", **data)
    campaign = Campaign.objects.get()
    shown = words(page(client, an, "campaign", campaign.pk))
    post(client, an, "campaign_open", campaign.pk)

    assert "Mở đợt cho 2 đơn vị" in shown
    assert "Trường THCS Hoa Sen" in shown
    assert campaign.assessments.count() == 2


def test_a_draft_is_edited_and_dropped(client, so, an):
    campaign = make_campaign(so, an)
    answer = page(client, an, "campaign_edit", campaign.pk)
    gone = post(client, an, "campaign_drop", campaign.pk, word="bỏ", confirm="bỏ")

    assert answer.status_code == 200
    assert gone.status_code in {200, 302}


@pytest.mark.parametrize(
    "name",
    ["campaign_edit", "campaign_extend", "campaign_end_self", "campaign_publish", "meeting"],
)
def test_a_school_runs_nothing(client, campaign, lan, name):
    assert page(client, lan, name, campaign.pk).status_code == 403


def test_a_school_sees_the_campaign_and_no_gaps(client, campaign, lan, giang, chi):
    assert page(client, lan, "campaign", campaign.pk).status_code == 200
    assert page(client, lan, "gaps", campaign.pk).status_code == 404


def test_the_board_tells_how_far_it_is(client, campaign, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)

    shown = words(page(client, an, "campaign", campaign.pk))

    assert "1 trên 3 đơn vị đã nộp; 0 đã thẩm định, 1 chờ thẩm định, 0 có ý kiến." in shown
    assert "Thẩm định đơn vị tiếp theo" in shown


def test_days_are_put_off(client, campaign, an):
    data = {"self_due": f"{in_days(15):%d/%m/%Y}", "verify_due": f"{in_days(40):%d/%m/%Y}"}
    post(client, an, "campaign_extend", campaign.pk, **data)
    campaign.refresh_from_db()

    assert campaign.self_due == in_days(15)


# ------------------------------------------------------------------ writing


def boxes(campaign, **changed):
    values = {"1.1": "1", "1.2": "50", "1.3": "90", "2.1": "60", "2.2": "3", **changed}
    found = {}
    for code, pk in keys(campaign).items():
        found[f"d-{pk}"], found[f"y-{pk}"] = values[code], "Đường dẫn"
    return found


def test_a_school_writes_and_hands_in(client, campaign, hoa_sen, lan):
    assessment = of(campaign, hoa_sen)
    shown = page(client, lan, "write", assessment.pk)
    post(client, lan, "write", assessment.pk, **boxes(campaign), luu="1")
    kept = of(campaign, hoa_sen)
    answer = post(client, lan, "write", assessment.pk, **boxes(campaign), nop="1")

    assert shown.status_code == 200
    assert (kept.status, kept.self_total) == ("draft", D(176))
    assert answer.url == reverse("assessments:assessment", args=[assessment.pk])
    assert of(campaign, hoa_sen).status == "submitted"


def test_what_is_wrong_is_said_at_its_box(client, campaign, hoa_sen, lan):
    data = boxes(campaign, **{"1.3": "0,95"})

    shown = words(post(client, lan, "write", of(campaign, hoa_sen).pk, **data, nop="1"))

    assert "95% thì ghi 95, không ghi 0,95" in shown
    assert of(campaign, hoa_sen).answered == 0


def test_it_saves_itself(client, campaign, hoa_sen, lan, binh):
    pk = of(campaign, hoa_sen).pk
    first = page(client, lan, "write", pk).context["as_read"]
    said = words(post(client, lan, "autosave", pk, **boxes(campaign), as_read=first))
    second = words(post(client, binh, "autosave", pk, **boxes(campaign), as_read=first))

    assert "Đã lưu lúc" in said
    assert "Người khác của đơn vị vừa viết" in second


def test_what_was_chosen_is_chosen_when_the_page_opens_again(client, campaign, hoa_sen, lan, an):
    pk, box = of(campaign, hoa_sen).pk, keys(campaign)
    post(client, lan, "write", pk, **boxes(campaign, **{"1.1": "0"}), luu="1")
    form = page(client, lan, "write", pk).context["form"]
    post(client, lan, "write", pk, **boxes(campaign), nop="1")
    post(client, an, "verify", pk, **found_boxes(campaign), luu="1")
    found = page(client, an, "verify", pk).context["form"]

    assert [form[f"d-{box[code]}"].value() for code in ("1.1", "2.1")] == ["0", "60"]
    assert '<option value="60" selected>' in str(found[f"d-{box['2.1']}"])
    assert '<option value="1" selected>' in str(found[f"d-{box['1.1']}"])


def test_a_count_beyond_all_bounds_is_said_at_its_box(client, campaign, hoa_sen, lan):
    data = boxes(campaign, **{"2.2": "1000000"})

    assert "Số lớn nhất được nhập là 999.999" in words(
        post(client, lan, "write", of(campaign, hoa_sen).pk, **data, luu="1")
    )


def test_what_the_system_knows_is_asked_once(client, campaign, hoa_sen, lan, monkeypatch):
    asked = []
    answer = facts.facts_of
    monkeypatch.setattr(facts, "facts_of", lambda *a, **k: asked.append(a[1]) or answer(*a, **k))

    page(client, lan, "write", of(campaign, hoa_sen).pk)

    assert asked == ["recognition.unit_initiative"]


def test_others_do_not_write(client, campaign, hoa_sen, chi, an, giang):
    pk = of(campaign, hoa_sen).pk

    assert [page(client, who, "write", pk).status_code for who in (chi, an, giang)] == [404] * 3


# ------------------------------------------------------------------ verifying


def found_boxes(campaign, **changed):
    return {
        name: value
        for pk, one in findings(campaign, **changed).items()
        for name, value in ((f"d-{pk}", f"{one.value.normalize():f}"), (f"y-{pk}", one.reason))
    }


def test_an_officer_verifies_and_the_next_one_opens(
    client, campaign, hoa_sen, binh_minh, lan, chi, an
):
    first, second = handed(campaign, hoa_sen, lan), handed(campaign, binh_minh, chi)
    shown = words(page(client, an, "verify", first.pk))
    answer = post(client, an, "verify", first.pk, **found_boxes(campaign), tiep="1")

    assert "2 đơn vị đang chờ bạn thẩm định" in shown
    assert answer.url == reverse("assessments:verify", args=[second.pk])
    assert of(campaign, hoa_sen).level == "3"


def test_two_verifiers_the_second_is_told(client, campaign, hoa_sen, lan, an, vy):
    pk = handed(campaign, hoa_sen, lan).pk
    read = page(client, an, "verify", pk).context["as_read"]
    post(client, an, "verify", pk, **found_boxes(campaign), as_read=read, luu="1")

    said = words(post(client, vy, "verify", pk, **found_boxes(campaign), as_read=read, luu="1"))

    assert "Lê Thu An vừa thẩm định đơn vị này" in said


def test_findings_in_the_making_are_not_shown_to_the_unit(client, campaign, hoa_sen, lan, an):
    pk = handed(campaign, hoa_sen, lan).pk
    post(client, an, "verify", pk, **found_boxes(campaign, **{"1.2": D(17)}), luu="1")

    shown = words(page(client, lan, "assessment", pk))

    assert "17 điểm" not in shown
    assert "Minh chứng chưa đủ" not in shown


def test_totals_and_levels_are_the_units_to_read_once_verification_is_finished(
    client, campaign, hoa_sen, lan, an
):
    pk = handed(campaign, hoa_sen, lan).pk
    found = found_boxes(campaign, **{"1.1": D(0), "1.2": D(17)})
    said = ("143", "Mức 1", "Điều kiện bắt buộc chưa đạt")

    def read() -> list[bool]:
        shown = words(page(client, lan, "own_list")) + words(page(client, lan, "assessment", pk))
        return [one in shown for one in said]

    post(client, an, "verify", pk, **found, luu="1")
    before = read()
    post(client, an, "verify", pk, **found, xong="1")

    assert (before, read()) == ([False] * 3, [True] * 3)


def test_an_objection_and_its_answer(client, campaign, hoa_sen, lan, an):
    pk = handed(campaign, hoa_sen, lan).pk
    verified(campaign, hoa_sen, an, **{"1.2": D(20)})
    criterion = keys(campaign)["1.2"]
    post(client, lan, "object", pk, criterion, text="Đã có đường dẫn")
    objection = Objection.objects.get()
    asked = words(page(client, an, "reply", objection.pk))
    post(client, an, "reply", objection.pk, answer="Đã xem, nâng điểm", value="40")

    assert "Đã có đường dẫn" in asked
    assert of(campaign, hoa_sen).verified_total == D(166)


def test_the_gap_map(client, campaign, hoa_sen, binh_minh, thpt, lan, chi, an, vy):
    share_units(campaign, [of(campaign, thpt).pk], Sharing(How.EVENLY, [vy]), by=an)
    handed(campaign, hoa_sen, lan)
    handed(campaign, binh_minh, chi)
    verified(campaign, hoa_sen, an, **{"1.2": D(20), "1.1": D(0)})
    verified(campaign, binh_minh, an)

    answer = page(client, an, "gaps", campaign.pk)
    shown = words(answer)
    sheet = page(client, an, "gaps", campaign.pk, query="?xuat=xlsx")

    assert [row.name for row in answer.context["page"].rows] == [hoa_sen.name, binh_minh.name]
    assert '<td class="g3">✕<td class="g3">30<td class="g0">0' in shown
    assert "tự chấm cao hơn 30 điểm; 1 điều kiện tự nhận đạt mà chưa đạt" in shown
    judged, idle = [
        list(row)[:4] + list(row)[-2:]
        for row in open_workbook(sheet.content, "chenh-lech.xlsx").rows("Theo người thẩm định")
        if row and row[0] in {"Lê Thu An", "Võ Thúy Vy"}
    ]
    assert (judged[:4], judged[4:]) == (["Lê Thu An", 0, 2, 8], [3.75, 0])
    assert (idle[:4], idle[4:]) == (["Võ Thúy Vy", 1, 0, 0], ["", ""])


# ------------------------------------------------------------------ my work


def test_what_waits_stands_on_the_first_page(client, campaign, hoa_sen, binh_minh, lan, chi, an):
    client.force_login(lan)
    before = words(client.get("/"))
    handed(campaign, hoa_sen, lan)
    handed(campaign, binh_minh, chi)
    client.force_login(an)
    for_the_office = words(client.get("/"))
    client.force_login(fresh(lan))
    after = words(client.get("/"))

    assert "Tự đánh giá: Đánh giá năm 2026" in before
    assert "2 đơn vị chờ thẩm định: Đánh giá năm 2026" in for_the_office
    assert "Tự đánh giá: Đánh giá năm 2026" not in after


# ------------------------------------------------------------------ sets


def test_a_draft_is_edited_criterion_by_criterion(client, so, an):
    edition = make_edition(so, an)
    draft = draft_edition(edition.index_set, by=an)
    data = {"read": "0", "code": "2.3", "title": "Kho học liệu", "depth": "1", "way": "points"}
    post(client, an, "row_new", draft.pk, **data, most="5")
    post(client, an, "row_move", draft.pk, 2, viec="xuong", read="1")
    post(client, an, "row_move", draft.pk, 5, viec="bo", read="2")
    codes = [one.code for one in Edition.objects.get(pk=draft.pk).tree]

    assert codes == ["1", "1.1", "1.3", "1.2", "2", "2.2", "2.3"]


def codes_of(edition) -> list[str]:
    return [one.code for one in Edition.objects.get(pk=edition.pk).tree]


def test_a_second_click_drops_no_other_criterion(client, so, an):
    draft = draft_edition(make_edition(so, an).index_set, by=an)
    shown = words(page(client, an, "set", draft.index_set_id))
    read = draft.saved
    post(client, an, "row_move", draft.pk, 2, viec="bo", read=read)
    after = codes_of(draft)
    post(client, an, "row_move", draft.pk, 2, viec="bo", read=read)
    post(client, an, "row_move", draft.pk, 2, viec="bo")

    assert f'name="read" value="{read}"' in shown
    assert 'name="form_key"' in shown.split('id="dong"')[1].split("</form>")[0]
    assert codes_of(draft) == after == ["1", "1.1", "1.3", "2", "2.1", "2.2"]


def test_what_stands_below_goes_only_once_it_was_asked(client, so, an):
    draft = draft_edition(make_edition(so, an).index_set, by=an)
    data = {"viec": "bo", "read": str(draft.saved)}
    asked = post(client, an, "row_move", draft.pk, 0, **data)
    before = codes_of(draft)
    form = asked.context["form"]
    carried = {name: form[name].value() for name in ("viec", "read")}
    post(client, an, "row_move", draft.pk, 0, **carried, confirm="bỏ")

    assert "<strong>3</strong> tiêu chí bên dưới cũng bị bỏ" in words(asked)
    assert "Chưa đúng từ xác nhận" not in words(asked)
    assert len(before) == 7
    assert codes_of(draft) == ["2", "2.1", "2.2"]


def test_a_set_without_an_issued_edition_is_not_copied(client, so, an):
    made = copy_set(IndexSet.objects.get(key="qd_4725", owner=None), so, "Bộ nháp", by=an)

    said = post(client, an, "set_copy", made.pk, unit=so.pk, title="Bộ khác")

    assert "Bộ chỉ số chưa ban hành phiên bản nào." in words(said)


def test_a_school_reads_the_set_it_is_assessed_by(client, campaign, lan, khanh):
    index_set = campaign.edition.index_set

    assert page(client, lan, "set", index_set.pk).status_code == 200
    Campaign.objects.update(status="draft")
    assert page(client, fresh(lan), "set", index_set.pk).status_code == 404


def test_a_gap_in_the_levels_is_said_on_screen(client, so, an):
    draft = draft_edition(make_edition(so, an).index_set, by=an)
    data = {"title": "Bộ thử", "combine": "lowest", "mandatory": "Mức 1", "read": "0"}
    data |= {"muc-TOTAL_FORMS": "2", "muc-INITIAL_FORMS": "2"}
    data |= {"muc-0-key": "1", "muc-0-label": "Mức 1", "muc-0-low_end": "from"}
    data |= {"muc-0-high_end": "below", "muc-0-high": "75"}
    data |= {"muc-1-key": "2", "muc-1-label": "Mức 2", "muc-1-low_end": "above"}
    data |= {"muc-1-low": "75", "muc-1-high_end": "to"}

    refused = words(post(client, an, "edition_rules", draft.pk, **data))
    post(client, an, "edition_rules", draft.pk, **{**data, "muc-0-high_end": "to"})

    assert "Chưa có mức nào cho đúng 75 điểm" in refused
    assert [band.label for band in Edition.objects.get(pk=draft.pk).level_rules.bands] == [
        "Mức 1",
        "Mức 2",
    ]


def test_an_issued_edition_has_no_editor(client, so, an):
    edition = make_edition(so, an)

    for name, args in (("row", (0,)), ("row_new", ()), ("edition_rules", ())):
        assert page(client, an, name, edition.pk, *args).status_code == 403


def test_the_shipped_set_is_read_by_a_school_and_copied_by_its_head(client, binh, lan):
    shipped = IndexSet.objects.get(key="qd_4725")
    shown = words(page(client, lan, "set", shipped.pk))

    assert "còn thiếu 10 điểm: cần kiểm tra" in shown
    assert page(client, lan, "set_copy", shipped.pk).status_code == 404
    assert page(client, binh, "set_copy", shipped.pk).status_code == 200


def test_a_campaign_moves_to_the_next_edition_on_screen(client, campaign, an):
    draft = draft_edition(campaign.edition.index_set, by=an)
    post(client, an, "edition_issue", draft.pk, word="ban hành", confirm="ban hành")
    following = Edition.objects.get(pk=draft.pk)
    following.status = "issued"
    following.save()
    pairs = {f"c-{pk}": code for code, pk in keys(campaign).items()}
    pairs["read"] = campaign.edition_id
    wrong = pairs | {f"c-{keys(campaign)['1.2']}": "9.9", f"c-{keys(campaign)['2.2']}": "1.3"}
    shown = words(page(client, an, "campaign_move", campaign.pk, following.pk))
    refused = words(post(client, an, "campaign_move", campaign.pk, following.pk, **wrong))
    stayed = Campaign.objects.get(pk=campaign.pk).edition_id
    post(client, an, "campaign_move", campaign.pk, following.pk, **pairs)
    campaign.refresh_from_db()

    assert "Từ phiên bản 1 sang phiên bản 2" in shown
    assert "Phiên bản mới không có tiêu chí “9.9”." in refused
    assert "Tiêu chí 1.3 đã nhận điểm của tiêu chí 1.3." in refused
    assert stayed != following.pk
    assert campaign.edition_id == following.pk


def test_the_page_of_a_move_is_light_with_150_criteria(client, so, an, hoa_sen):
    title = "Tỷ lệ giáo viên khai thác học liệu số trong tổ chức dạy học và kiểm tra đánh giá " * 4
    rows = [Row("1", "Nhóm")]
    rows += [Row(f"1.{n}", f"{title}{n}", 1, most=D(1)) for n in range(1, 151)]
    rules = {"combine": "sum", "bands": [{"key": "1", "label": "Mức 1"}]}
    campaign = opened(so, an, edition=make_edition(so, an, rows, rules))
    draft = draft_edition(campaign.edition.index_set, by=an)
    changed = [replace(row, title=f"Mới: {row.title}") for row in rows]
    save_edition(draft, Writing(changed, rules), read=0, by=an)
    to = issue_edition(Edition.objects.get(pk=draft.pk), by=an)

    answer = page(client, an, "campaign_move", campaign.pk, to.pk)

    assert answer.content.decode().count("nay là:") == 150
    assert len(answer.content) <= 100_000


# ------------------------------------------------------------------ lists


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same(client, so, an, lan, hoa_sen, rows, django_assert_max_num_queries):
    for number in range(rows):
        make_unit(f"Trường {number}", admin=so)
    edition = make_edition(so, an)
    campaigns = [opened(so, an, edition=edition, title=f"Đợt {n}") for n in range(rows)]
    handed(campaigns[0], hoa_sen, lan)

    counted = []
    for who, name, args in (
        (an, "campaign_list", ()),
        (an, "campaign", (campaigns[0].pk,)),
        (lan, "own_list", ()),
        (an, "set_list", ()),
    ):
        client.force_login(fresh(who))
        with django_assert_max_num_queries(40) as captured:
            client.get(reverse(f"assessments:{name}", args=args))
        counted.append(len(captured))

    assert counted == COSTS


COSTS = [7, 13, 8, 7]


def test_the_gap_map_costs_the_same_for_two_units(
    client, campaign, hoa_sen, binh_minh, lan, chi, an, django_assert_max_num_queries
):
    counted = []
    for unit, who in ((hoa_sen, lan), (binh_minh, chi)):
        handed(campaign, unit, who)
        verified(campaign, unit, an)
        client.force_login(an)
        with django_assert_max_num_queries(40) as captured:
            client.get(reverse("assessments:gaps", args=[campaign.pk]))
        counted.append(len(captured))

    assert counted[0] == counted[1]
