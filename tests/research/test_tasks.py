"""A task from its proposal to its contract: regimes, stages, people, money. S0-24 to S0-27"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.research.models import ResearchTask
from phongtrao.research.queries.bars import bars_of
from phongtrao.research.services.contracts import (
    Money,
    add_annex,
    add_instalment,
    pay_instalment,
    set_budget,
    sign_contract,
)
from phongtrao.research.services.people import end_membership, set_shares
from phongtrao.research.services.proposing import change_task, drop_task, propose_task
from phongtrao.research.services.running import (
    Stopping,
    approve_change,
    ask_change,
    close_task,
    give_back,
    stop_task,
)
from phongtrao.research.services.stages import finish_stage, tick_items
from tests.research.made import (
    NEW,
    OLD,
    TODAY,
    approve,
    bring_to_acceptance,
    go_on,
    join,
    make_task,
    run,
    signed,
    task_data,
    tick_all,
)

pytestmark = pytest.mark.django_db
S = ResearchTask.Status


def test_the_day_of_the_proposal_gives_the_regime_for_life(so, hoa_sen, lan, an):
    old = make_task(so, hoa_sen, lan, OLD, code="1")
    new = make_task(so, hoa_sen, lan, NEW, code="2")

    assert (old.regime.regime.key, old.stage) == ("before_2025_10", "propose")
    assert (new.regime.regime.key, new.stage) == ("since_2025_10", "call")
    with pytest.raises(BadInput, match="giữ quy trình"):
        change_task(old, task_data(so, hoa_sen, NEW, code="1"), by=an)


def test_a_stage_of_the_other_regime_is_refused(task, lan):
    with pytest.raises(BadInput, match="không có mục"):
        tick_items(task, ["need"], by=lan)


def test_only_the_hosts_people_propose(so, hoa_sen, chi):
    with pytest.raises(NotAllowed, match="Trường THCS Hoa Sen"):
        make_task(so, hoa_sen, chi)


def test_a_task_has_fields_of_the_list(so, hoa_sen, lan):  # S0-24
    for fields, said in (([], "ít nhất một lĩnh vực"), (["x"], "không có lĩnh vực “x”")):
        with pytest.raises(BadInput, match=said):
            propose_task(task_data(so, hoa_sen, fields=fields), by=lan)


def test_a_stage_is_done_once_everything_it_asks_for_is_there(task, lan, an):  # S0-27
    tick_items(task, ["application"], by=lan)
    with pytest.raises(BadInput, match="còn thiếu: Thuyết minh"):
        finish_stage(task, by=an)
    with pytest.raises(NotAllowed):
        finish_stage(task, by=lan)
    go_on(task, an)

    assert (task.status, task.stage) == (S.SELECTING, "valid")
    row = task.stages.get(done_on=None)
    assert row.due_because.startswith("10 ngày làm việc kể từ")


def test_approval_asks_for_a_lead_and_money(so, hoa_sen, lan, an):
    task = make_task(so, hoa_sen, lan)
    with pytest.raises(BadInput, match="chưa có chủ nhiệm"):
        approve(task, an)


def test_a_contract_comes_after_approval_and_brings_the_reports(task, an):
    with pytest.raises(WrongState, match="đã phê duyệt"):
        sign_contract(task, signed(), TODAY, TODAY + timedelta(days=400), by=an)
    approve(task, an)
    tick_all(task, an)
    with pytest.raises(WrongState, match="ký hợp đồng"):
        finish_stage(task, by=an)
    run_from = TODAY
    sign_contract(task, signed(), run_from, run_from + timedelta(days=560), by=an)

    assert (task.status, task.stage) == (S.RUNNING, "run")
    assert task.reports.count() == 3
    with pytest.raises(WrongState, match="đã phê duyệt"):
        sign_contract(task, signed("13"), TODAY, TODAY + timedelta(days=400), by=an)


def test_instalments_never_pass_the_budget(task, an):
    run(task, an)
    first = add_instalment(task, Decimal(200_000_000), TODAY, by=an)
    with pytest.raises(BadInput, match=r"vượt kinh phí 300\.000\.000 đồng"):
        add_instalment(task, Decimal(100_000_001), TODAY, by=an)
    with pytest.raises(BadInput, match=r"cộng lại 200\.000\.000 đồng"):
        set_budget(task, [Money("state", 2026, Decimal(150_000_000))], by=an)
    pay_instalment(first, TODAY, by=an)
    with pytest.raises(WrongState, match="đã ghi cấp"):
        pay_instalment(first, TODAY, by=an)


def test_an_annex_has_its_own_number(task, an):
    run(task, an)
    add_annex(task, signed("01/PL"), by=an)
    with pytest.raises(ValidationError, match="mang số này"):
        add_annex(task, signed("01/PL"), by=an)


def test_one_lead_at_a_time_and_who_leaves_stays_with_a_day(task, lead, mate, lan, an):
    with pytest.raises(ValidationError, match="đã có chủ nhiệm"):
        join(task, make_other(mate), lan, "lead")
    member = task.members.get(person=lead)
    end_membership(member, TODAY, "Chuyển công tác", by=lan)

    assert task.members.count() == 2
    assert task.members.get(person=lead).left_on == TODAY


def make_other(mate):
    from tests.factories import make_person  # noqa: PLC0415 -- leaf

    return make_person("Người Khác")


def test_shares_sum_to_a_hundred_while_the_result_is_judged(task, lead, mate, an):  # S0-47
    with pytest.raises(WrongState, match="khi nghiệm thu"):
        set_shares(task, {}, by=an)
    run(task, an)
    with pytest.raises(BadInput, match=r"còn thiếu 0,1%"):
        bring_to_acceptance(task, an, "59.9", "40")


def test_who_left_in_the_middle_may_have_a_share_and_others_must(task, lead, mate, an):
    run(task, an)
    member = task.members.get(person=mate)
    end_membership(member, TODAY, "Nghỉ hưu", by=an)
    go_on(task, an)
    mine = task.members.get(person=lead)
    with pytest.raises(BadInput, match="Chưa ghi tỷ lệ đóng góp của Vũ Thị Giang"):
        set_shares(task, {member.pk: Decimal(100)}, by=an)
    set_shares(task, {mine.pk: Decimal(70), member.pk: Decimal(30)}, by=an)

    assert [one.share for one in task.members.all()] == [Decimal(70), Decimal(30)]


def test_an_extension_moves_the_end_and_adds_reports(task, lan, an):
    run(task, an, months=12)
    before = task.reports.count()
    until = task.ends_on + timedelta(days=365)
    change = ask_change(task, "extend", "Thiết bị về muộn", until, by=lan)
    with pytest.raises(NotAllowed):
        approve_change(change, "15/QĐ-SGDĐT", by=lan)
    approve_change(change, "15/QĐ-SGDĐT", by=an)
    task.refresh_from_db()

    assert task.ends_on == until
    assert task.reports.count() == before + 2
    with pytest.raises(WrongState):
        approve_change(change, "15/QĐ-SGDĐT", by=an)


def test_a_barred_host_is_told_why(task, hoa_sen, an):
    run(task, an)
    stop_task(task, Stopping("Sai mục đích", TODAY, is_violation=True, to_return=Decimal(5)), by=an)

    assert len(bars_of(hoa_sen, TODAY)) == 2
    with pytest.raises(WrongState, match="nộp trả"):
        close_task(task, by=an)
    give_back(task, TODAY, by=an)
    close_task(task, by=an)
    assert bars_of(hoa_sen, TODAY) == [
        f"“{task}” bị dừng do vi phạm ngày {TODAY:%d/%m/%Y}, chưa đủ một năm."
    ]


def test_a_task_past_its_end_bars_its_host(task, hoa_sen, an):
    run(task, an, months=6)

    assert "quá hạn" in bars_of(hoa_sen, TODAY)[0]
    assert bars_of(hoa_sen, TODAY, without=task.pk) == []


def test_what_is_not_chosen_has_its_reason(task, an):
    with pytest.raises(BadInput, match="lý do"):
        drop_task(task, " ", by=an)
    drop_task(task, "Trùng với nhiệm vụ đã làm", by=an)

    assert task.status == S.DROPPED
    with pytest.raises(WrongState):
        drop_task(task, "Lần nữa", by=an)
