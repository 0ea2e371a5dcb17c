"""Criteria on the review: the rule each becomes, how a group is read, and what is kept for awards."""

import pytest
from django.urls import reverse

from phongtrao.lib.rules import AllOrAny, print_rule, say_rule
from phongtrao.plans.forms.intake import FactForm
from phongtrao.plans.intake import socket
from phongtrao.plans.intake.rules import rule_of, rules_of, say_rule_of, with_rule
from phongtrao.plans.intake.sections import SECTIONS
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.pages.intake import ReviewPage
from phongtrao.plans.services.intake_facts import accept_fact, add_fact, edit_fact, split_fact
from phongtrao.reader.criteria import ONE_OF_LIST
from tests.plans.intake_work import PLAN, make_fact, make_intake, read_in

CRITERIA = """III. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với cá nhân
a) Có 02 sáng kiến cấp cơ sở hoặc có 01 sáng kiến cấp tỉnh.
b) Nội bộ đoàn kết.

IV. TỔ CHỨC THỰC HIỆN"""
BASE = "Cá nhân: có ít nhất 2 sáng kiến được công nhận, cấp cơ sở, trong thời gian của phong trào."
PROVINCE = (
    "Cá nhân: có ít nhất 1 sáng kiến được công nhận, cấp tỉnh, thành phố,"
    " trong thời gian của phong trào."
)


def initiatives(number: int, **more) -> dict:
    """A criterion as the reader gives it."""
    return {
        "applies_to": "individual", "text": f"Có {number:02} sáng kiến", "measurable": True,
        "metric": "Số sáng kiến", "comparator": ">=", "threshold": number, "unit": "sáng kiến",
        "window": None, "alternative_group": None, **more,
    }  # fmt: skip


@pytest.fixture
def intake(so, an) -> Intake:
    return make_intake(so, an)


def criteria(intake: Intake) -> list[IntakeFact]:
    return list(intake.facts.filter(section="criteria").order_by("position"))


def test_a_plan_that_is_read_has_a_rule_for_every_criterion(so, an):
    found = criteria(read_in(so, an, PLAN.replace("III. TỔ CHỨC THỰC HIỆN", CRITERIA)))

    assert [say_rule(rule_of(fact.value)) for fact in found] == [
        BASE, PROVINCE, "Cá nhân: Nội bộ đoàn kết (cấp trên trực tiếp xác nhận).",
    ]  # fmt: skip
    assert [fact.value["reading"] for fact in found] == ["any", "any", None]
    assert all(fact.value == fact.value_read for fact in found)


def test_editing_a_threshold_and_a_window_changes_the_rule(intake, an):
    fact = make_fact(intake, "criteria", with_rule("criteria", initiatives(1)))

    edit_fact(fact, {"threshold": 3, "window": "giai đoạn 2021-2025"}, by=an)

    assert fact.value["rule"] == {
        "subject": "person",
        "requires": {
            "count": "initiatives",
            "at_least": 3,
            "within": {"years": [2021, 2025]},
            "said": "Có 01 sáng kiến",
        },
    }


def test_reading_of_a_group_is_chosen_for_all_its_members(intake, an):
    group = {"alternative_group": "sáng kiến", "source_text": "cả đoạn"}
    first, second, other, lone = (
        make_fact(intake, "criteria", with_rule("criteria", initiatives(1, **more)))
        for more in (group, group, group | {"source_text": "đoạn khác"}, {})
    )

    edit_fact(first, {"reading": "all"}, by=an)

    for fact in (second, other, lone):
        fact.refresh_from_db()
    assert [f.value["reading"] for f in (first, second, other, lone)] == ["all", "all", "any", None]
    assert second.state == IntakeFact.State.PENDING


def test_added_and_split_criteria_have_rules_too(intake, an):
    added = add_fact(intake, "criteria", initiatives(2), by=an)

    parts = split_fact(added, ["Có 02 sáng kiến cấp tỉnh", "Có 02 sáng kiến cấp cơ sở"], by=an)

    scopes = [part.value["rule"]["requires"]["scope"] for part in parts]
    assert scopes == ["province", "base"]


def test_other_sections_have_no_rule():
    assert with_rule("contents", {"text": "Có 02 sáng kiến"}) == {"text": "Có 02 sáng kiến"}


def test_rule_says_what_is_counted_awaited_and_confirmed():
    said = [
        say_rule_of(initiatives(1, text=text, threshold=threshold, unit=unit))
        for text, threshold, unit in (
            ("Có 01 sáng kiến", 1, "sáng kiến"),
            ("Được đánh giá hoàn thành tốt nhiệm vụ trở lên", "hoàn thành tốt nhiệm vụ", "mức xếp loại"),
            ("Nội bộ đoàn kết", None, None),
            ("Được tặng Bằng khen, Giấy khen", None, None),
        )
    ]  # fmt: skip

    assert [(s.counted, s.awaited, s.is_statement, s.is_open) for s in said] == [
        (["sáng kiến được công nhận"], [], False, False),
        (["mức xếp loại hằng năm"], [], False, False),
        ([], [], True, False),
        (["hình thức khen thưởng"], [], False, True),
    ]


def test_switch_is_asked_only_where_there_is_something_to_choose():
    def asked(value: dict) -> bool:
        return "reading" in FactForm(section=SECTIONS["criteria"], value=value).fields

    assert asked(initiatives(1, alternative_group="sáng kiến"))
    assert asked(initiatives(1, text="Được tặng Bằng khen, Giấy khen", threshold=None, unit=None))
    assert not asked(initiatives(1))


def test_open_reading_is_not_accepted_with_the_others(intake, an):
    value = initiatives(1, text="Được tặng Bằng khen, Giấy khen", threshold=None, unit=None)
    fact = make_fact(intake, "criteria", with_rule("criteria", value))

    [before] = ReviewPage.build(intake, an, {"muc": "criteria"}).drafts
    edit_fact(fact, {"reading": "any"}, by=an)
    [after] = ReviewPage.build(intake, an, {"muc": "criteria"}).drafts

    assert (
        before.warning == "Cần kiểm tra: phải đạt tất cả, hay chỉ cần một? Hãy bấm “Sửa” và chọn."
    )
    assert (before.is_sure, after.warning) == (False, "")


def test_review_shows_the_rule_and_why(client, so, an):
    client.force_login(an)
    intake = make_intake(so, an)
    make_fact(intake, "criteria", with_rule("criteria", initiatives(2, text="Có 02 sáng kiến cấp cơ sở")))  # fmt: skip
    papers = initiatives(1, text="Có ít nhất 01 bài báo khoa học", unit="bài báo")
    make_fact(intake, "criteria", with_rule("criteria", papers))

    page = client.get(reverse("plans:intake", args=[intake.pk]), {"muc": "criteria"})

    text = " ".join(page.content.decode().split())
    assert BASE in text
    # Recognised initiatives are known; nobody publishes papers yet.
    assert text.count("sẽ là “chưa đủ căn cứ” cho tới khi có:") == 1
    assert "cho tới khi có: bài báo khoa học được đăng." in text


def test_a_number_no_fact_answers_is_not_called_unmeasurable(client, so, an):
    client.force_login(an)
    intake = make_intake(so, an)
    more = {"text": "Có ít nhất 10 bài giảng số", "threshold": 10, "unit": "bài giảng số"}
    make_fact(intake, "criteria", with_rule("criteria", initiatives(1, **more)))
    make_fact(intake, "criteria", with_rule("criteria", {"text": "Đoàn kết", "measurable": False}))

    page = client.get(reverse("plans:intake", args=[intake.pk]), {"muc": "criteria"})

    text = page.content.decode()
    assert text.count("Đo được, nhưng hệ thống chưa có số liệu; cấp trên trực tiếp xác nhận.") == 1
    assert text.count("Không tính được bằng dữ liệu: cấp trên trực tiếp xác nhận.") == 1


def test_confirmed_criteria_wait_with_their_rules_and_groups(intake, an):
    group = {"alternative_group": "sáng kiến", "source_text": "cả đoạn"}
    for more in (group, group, {}):
        accept_fact(make_fact(intake, "criteria", with_rule("criteria", initiatives(1, **more))), by=an)  # fmt: skip
    Intake.objects.update(status=Intake.Status.PUBLISHED)

    waiting = [fact.value for fact in socket.waiting_facts("criteria")]
    joined, lone = rules_of(waiting)

    assert isinstance(joined.requires, AllOrAny)
    assert (joined.requires.meant, len(joined.requires.parts)) == ("any", 2)
    assert print_rule(lone) == waiting[2]["rule"]


def test_list_of_which_one_is_enough_asks_a_paragraph_as_a_whole():
    in_list = {"alternative_group": ONE_OF_LIST}
    whole = in_list | {"source_text": "Có 02 sáng kiến và 01 đề tài"}

    [rule] = rules_of([initiatives(2, **whole), initiatives(1, unit="đề tài", **whole), initiatives(3, **in_list)])  # fmt: skip

    assert say_rule(rule) == (
        "Cá nhân: (có ít nhất 2 sáng kiến được công nhận, trong thời gian của phong trào; đồng thời"
        " có ít nhất 1 đề tài, đề án, công trình khoa học được nghiệm thu, trong thời gian của"
        " phong trào); có ít nhất 3 sáng kiến được công nhận, trong thời gian của phong trào"
        " (cần kiểm tra: phải đạt tất cả, hay chỉ cần một)."
    )


def test_rule_of_an_older_fact_is_drafted_when_it_is_asked():
    assert rule_of(initiatives(2)) == rule_of({**initiatives(2), "rule": {"requires": {"no": 1}}})
