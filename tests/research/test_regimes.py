"""Regimes an office makes its own: copied, changed in versions by dates, confirmed as checked. S0-27"""

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from phongtrao.research.access.regimes import visible_regimes
from phongtrao.research.models import Regime
from phongtrao.research.regime_changes import changes_between
from phongtrao.research.services.proposing import change_task, regime_on
from phongtrao.research.services.regimes import Writing, confirm_regime, copy_regime, save_regime
from phongtrao.research.stages import read_regime
from tests.research.made import NEW, make_task, task_data
from tests.research.screens import get, page, send

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SINCE = date(2025, 12, 1)


@pytest.fixture
def shipped():
    return Regime.objects.get(key="since_2025_10", owner=None)


@pytest.fixture
def own(shipped, so, an):
    return copy_regime(shipped, so, "Quy trình của Sở", by=an)


def writing(regime, **more):
    data = deepcopy(regime.versions.latest("number").data)
    said = {
        "data": data,
        "applies_from": SINCE,
        "ground": "Quyết định 12/QĐ-SGDĐT, điều 3",
        "title": regime.title,
        "basis": regime.basis,
        "valid_from": regime.valid_from,
        "valid_to": regime.valid_to,
    }
    return Writing(**(said | more))


def with_days(regime, key, days):
    found = writing(regime)
    next(row for row in found.data["stages"] if row["key"] == key)["days"] = days
    return found


def test_a_change_is_for_tasks_proposed_from_its_day_on(own, so, hoa_sen, lan, an):
    before = make_task(so, hoa_sen, lan, SINCE - DAY, code="1")
    made = save_regime(own, with_days(own, "call", 45), read=1, by=an)
    after = make_task(so, hoa_sen, lan, SINCE, code="2")

    assert (before.regime.number, after.regime) == (1, made)
    assert before.stages.get().due_on == SINCE - DAY + timedelta(days=30)
    assert after.stages.get().due_on == SINCE + timedelta(days=45)
    assert regime_on(SINCE - DAY, so).number == 1


def test_what_changed_is_read_stage_by_stage(own, an):
    save_regime(own, with_days(own, "call", 45), read=1, by=an)
    new, old = (read_regime(one.data) for one in own.versions.all())

    said = [(one.place, one.what, one.before, one.after) for one in changes_between(old, new)]
    assert said == [("Nộp hồ sơ theo thông báo tài trợ, đặt hàng", "hạn", "30 ngày", "45 ngày")]


def test_a_running_task_is_edited_after_its_office_has_a_regime_of_its_own(
    task, shipped, so, hoa_sen, an, lan
):
    copy_regime(shipped, so, "Quy trình của Sở", by=an)
    change_task(task, task_data(so, hoa_sen, NEW, title="Tên khác"), by=lan)

    task.refresh_from_db()
    assert (task.title, task.regime.regime) == ("Tên khác", shipped)


def test_another_office_goes_by_the_shipped_one(own, shipped, suoi_may):
    assert regime_on(SINCE, suoi_may).regime == shipped


def test_labels_come_off_with_who_when_and_by_which_paper(own, an):
    made = confirm_regime(own, ["call"], "NĐ 267/2025/NĐ-CP, điều 9", whole=True, read=1, by=an)

    own.refresh_from_db()
    rules = read_regime(made.data)
    assert (own.needs_check, rules.stage("call").needs_check) == (False, False)
    assert rules.stage("valid").needs_check
    assert (made.ground, made.made_by, made.number) == ("NĐ 267/2025/NĐ-CP, điều 9", an, 2)
    line = Entry.objects.get(action="research.regime_confirmed")
    assert line.data["stages"] == ["Nộp hồ sơ theo thông báo tài trợ, đặt hàng"]
    with pytest.raises(WrongState, match="Chưa chọn mục nào"):
        confirm_regime(own, ["call"], "Điều 9", whole=True, read=2, by=an)
    with pytest.raises(BadInput, match="Hãy ghi căn cứ"):
        confirm_regime(own, ["valid"], " ", whole=False, read=2, by=an)


def test_a_label_stays_on_a_number_nobody_compared(own, an):
    save_regime(own, with_days(own, "call", 45), read=1, by=an)

    with pytest.raises(Conflict, match="Người khác vừa lưu"):
        confirm_regime(own, ["call"], "Điều 9", whole=False, read=1, by=an)


def test_an_office_has_one_regime_for_a_day(own, shipped, so, an):
    with pytest.raises(BadInput, match="đã có quy trình “Quy trình của Sở”"):
        copy_regime(shipped, so, "Bản thứ hai", by=an)
    until = writing(own, valid_to=SINCE)
    save_regime(own, until, read=1, by=an)
    second = copy_regime(shipped, so, "Bản thứ hai", by=an)

    assert second.valid_from == SINCE + DAY
    assert [regime_on(day, so).regime for day in (SINCE, SINCE + DAY)] == [own, second]
    own.refresh_from_db()
    with pytest.raises(BadInput, match="đã có quy trình “Bản thứ hai”"):
        save_regime(own, writing(own, valid_to=None), read=1, by=an)


def test_the_scale_says_what_the_vote_says(own, an):
    other = writing(own)
    other.data["scale"][1]["passes"] = False
    with pytest.raises(BadInput, match="“Đạt” đạt hay không đạt phải như"):
        save_regime(own, other, read=1, by=an)
    renamed = writing(own)
    renamed.data["scale"][0]["label"] = "Giỏi"
    with pytest.raises(BadInput, match="thiếu mức “Xuất sắc”"):
        save_regime(own, renamed, read=1, by=an)
    renamed.data["scale"].append({"key": "excellent", "label": "Xuất sắc", "passes": True})
    with pytest.raises(BadInput, match="một mã riêng"):
        save_regime(own, renamed, read=1, by=an)


def test_what_cannot_be_is_said_in_a_sentence(own, an):
    lacking = writing(own)
    lacking.data["stages"] = [row for row in lacking.data["stages"] if row["key"] != "run"]
    with pytest.raises(BadInput, match="ít nhất một bước"):
        save_regime(own, lacking, read=1, by=an)
    scale = writing(own)
    scale.data["scale"] = scale.data["scale"][1:]
    with pytest.raises(BadInput, match="thiếu mức “Xuất sắc”"):
        save_regime(own, scale, read=1, by=an)
    early = replace(with_days(own, "call", 45), applies_from=own.valid_from - DAY)
    with pytest.raises(BadInput, match="từ ngày 01/10/2025"):
        save_regime(own, early, read=1, by=an)
    with pytest.raises(BadInput, match="Hãy ghi căn cứ"):
        save_regime(own, replace(with_days(own, "call", 45), ground=" "), read=1, by=an)
    with pytest.raises(BadInput, match="Chưa có gì thay đổi"):
        save_regime(own, writing(own), read=1, by=an)
    with pytest.raises(Conflict, match="Người khác vừa lưu"):
        save_regime(own, with_days(own, "call", 45), read=0, by=an)


def test_shipped_ones_and_those_of_others_are_read_only(shipped, own, so, an, binh, lan):
    with pytest.raises(NotAllowed, match="Hãy sao về đơn vị"):
        save_regime(shipped, with_days(shipped, "call", 45), read=1, by=an)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng hoặc thủ trưởng"):
        save_regime(own, with_days(own, "call", 45), read=1, by=binh)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng hoặc thủ trưởng"):
        copy_regime(shipped, so, "Của tôi", by=lan)


# ------------------------------------------------------------------ on screen


def posted(html):
    """What a browser would send of the editor as it stands."""
    form = lxml.html.fromstring(html).xpath("//form[contains(@class, 'regime-form')]")[0]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def test_an_office_copies_edits_and_reads_what_changed(shipped, so, an):
    assert "Sao về đơn vị" in page(an, "regime", shipped.pk)
    send(an, "regime_copy", shipped.pk, unit=so.pk, title="Quy trình của Sở")
    own = Regime.objects.get(owner=so)
    said = posted(page(an, "regime_edit", own.pk))
    place = next(n for n in range(20) if said[f"buoc-{n}-key"] == "valid")
    said |= {f"buoc-{place}-days": "12", "applies_from": "01/12/2025", "ground": "QĐ 12/QĐ-SGDĐT"}
    said[f"buoc-{place}-items"] = "Thông báo hồ sơ hợp lệ\nGiấy hẹn | Mẫu 1 | không bắt buộc"
    assert send(an, "regime_edit", own.pk, **said).status_code == 302

    rules = read_regime(own.versions.latest("number").data)
    stage = rules.stage("valid")
    assert (stage.days, stage.clock, [one.key for one in stage.items]) == (
        12,
        "working",
        ["notice", "i1"],
    )
    text = page(an, "regime_compare", own.pk)
    assert "10 ngày làm việc" in text
    assert "12 ngày làm việc" in text
    assert "QĐ 12/QĐ-SGDĐT" in page(an, "regime", own.pk)


def test_the_editor_says_what_is_wrong_where(own, an):
    said = posted(page(an, "regime_edit", own.pk))
    said |= {"buoc-0-items": "Đơn | Mẫu | tùy", "buoc-1-days": "mười"}
    text = send(an, "regime_edit", own.pk, **said).content.decode()

    assert "phần cuối chỉ ghi “không bắt buộc”" in text
    assert own.versions.count() == 1


def test_a_label_is_taken_off_on_a_page_of_its_own(own, an):
    send(
        an,
        "regime_check",
        own.pk,
        read=1,
        keys=["whole", "call"],
        ground="NĐ 267/2025/NĐ-CP, điều 9",
    )
    own.refresh_from_db()

    assert not own.needs_check
    text = page(an, "regime", own.pk)
    assert "NĐ 267/2025/NĐ-CP, điều 9" in text
    assert text.count("Số ngày cần kiểm tra") == 8


def test_who_may_not_change_a_regime_reads_it(own, shipped, lan, chi, nho, binh):
    assert "Quy trình của Sở" in page(lan, "regimes")
    assert get(lan, "regime_edit", own.pk).status_code == 404
    assert get(binh, "regime_check", own.pk).status_code == 404
    assert get(lan, "regime_copy", shipped.pk).status_code == 404


def test_a_regime_of_another_office_is_read_by_those_below_and_above(
    shipped, task, suoi_may, lam, lan, an, chi
):
    of_commune = copy_regime(shipped, suoi_may, "Quy trình của xã", by=lam)

    seen = {user: get(user, "regime", of_commune.pk).status_code for user in (lam, lan, an, chi)}
    assert seen == {lam: 200, lan: 200, an: 200, chi: 404}
    assert [visible_regimes(user).get(pk=shipped.pk).tasks for user in (an, lan, chi)] == [1, 1, 0]


def test_the_list_asks_the_same_for_any_number(own, shipped, so, an):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            page(an, "regimes")
        return len(caught)

    before = asked()
    last = own
    for number in range(3):
        Regime.objects.filter(pk=last.pk).update(valid_to=last.valid_from)
        last = copy_regime(shipped, so, f"Quy trình {number}", by=an)

    assert asked() == before
