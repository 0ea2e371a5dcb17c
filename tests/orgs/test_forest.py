"""What a decision may order and what it may not, without a database. Issue 4, S2-29."""

import pytest

from phongtrao.lib.errors import BadInput
from phongtrao.orgs.forest import (
    Abolish,
    Bond,
    Change,
    Found,
    Merge,
    Node,
    Split,
    Transfer,
    carry_out,
)

TOP, DISTRICT, COMMUNE, ONE, TWO = 1, 2, 3, 4, 5
EVE = {
    TOP: Node("Tỉnh", "province"),
    DISTRICT: Node("Huyện", "commune", admin=TOP, prof=TOP),
    COMMUNE: Node("Xã", "commune", admin=DISTRICT, prof=TOP),
    ONE: Node("Trường Một", "school", code="H1.1", admin=COMMUNE, prof=DISTRICT),
    TWO: Node("Trường Hai", "school", code="H1.2", admin=COMMUNE, prof=DISTRICT),
}
NEW = Node("Trường Mới", "school", admin=COMMUNE, prof=TOP)


def test_units_go_into_one_that_goes_on():
    outcome = carry_out(EVE, [Merge((ONE,), into=TWO)])

    assert (outcome.changed, outcome.closed) == ({}, {ONE: TWO})
    assert outcome.bonds == ((ONE, TWO, Bond.MERGE),)


def test_units_go_into_a_new_one_which_may_take_the_code_of_one():
    new = Node("Trường Mới", "school", code="H1.1", admin=COMMUNE, prof=TOP)

    outcome = carry_out(EVE, [Found(-1, new), Merge((ONE, TWO), into=-1)])

    assert (outcome.founded, outcome.changed) == ((-1,), {-1: new})
    assert outcome.heirs() == {ONE: -1, TWO: -1}


def test_subordinates_of_a_merged_unit_follow_it_on_each_line():
    outcome = carry_out(
        EVE, [Found(-1, Node("Xã Mới", "commune", admin=TOP)), Merge((COMMUNE,), -1)]
    )

    places = {key: (node.admin, node.prof) for key, node in outcome.changed.items()}
    assert places == {-1: (TOP, None), ONE: (-1, DISTRICT), TWO: (-1, DISTRICT)}


def test_a_whole_level_is_abolished():  # S2-29
    outcome = carry_out(EVE, [Abolish((DISTRICT,), {DISTRICT: (COMMUNE,)})])

    places = {key: (node.admin, node.prof) for key, node in outcome.changed.items()}
    assert places == {COMMUNE: (TOP, TOP), ONE: (COMMUNE, TOP), TWO: (COMMUNE, TOP)}
    assert (outcome.closed, outcome.heirs()) == ({DISTRICT: None}, {})
    assert outcome.bonds == ((DISTRICT, COMMUNE, Bond.ABOLISH),)


def test_a_unit_is_split_and_its_subordinates_shared_out():
    parts = [
        Found(-1, Node("Xã A", "commune", admin=TOP)),
        Found(-2, Node("Xã B", "commune", admin=TOP)),
    ]

    outcome = carry_out(EVE, [*parts, Split(COMMUNE, (-1, -2), heir=-1, children={TWO: -2})])

    assert outcome.closed == {COMMUNE: -1}
    assert (outcome.changed[ONE].admin, outcome.changed[TWO].admin) == (-1, -2)


def test_a_part_leaves_and_the_unit_goes_on():
    outcome = carry_out(EVE, [Found(-1, NEW), Split(ONE, (-1,))])

    assert (outcome.closed, outcome.bonds) == ({}, ((ONE, -1, Bond.SPLIT),))


def test_subordinates_are_transferred_on_the_line_on_which_they_hung():
    outcome = carry_out(EVE, [Transfer(DISTRICT, TOP, (ONE,))])

    assert (outcome.changed[ONE].admin, outcome.changed[ONE].prof) == (COMMUNE, TOP)


def test_an_heir_that_ends_in_the_same_act_hands_on():
    outcome = carry_out(EVE, [Merge((ONE,), TWO), Found(-1, NEW), Merge((TWO,), -1)])

    assert (outcome.closed, outcome.heirs()) == ({ONE: TWO, TWO: -1}, {ONE: -1, TWO: -1})


def test_what_is_as_before_does_not_change():
    outcome = carry_out(EVE, [Change(ONE, name="Tên khác"), Change(ONE, name="Trường Một")])

    assert outcome.changed == {}


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([Merge((ONE,), ONE)], "“Trường Một” không thể nhập vào chính mình"),
        ([Merge((COMMUNE,), ONE)], "không thể nhập vào cấp dưới của mình là “Trường Một”"),
        ([Merge((DISTRICT,), ONE)], "không thể nhập vào cấp dưới"),
        ([Merge((), ONE)], "ít nhất một đơn vị được nhập"),
        ([Change(COMMUNE, admin=ONE)], "không thể trực thuộc đơn vị cấp dưới của chính mình"),
        ([Change(COMMUNE, admin=COMMUNE)], "không thể trực thuộc đơn vị cấp dưới"),
        ([Change(ONE, code="H1.2")], "Mã định danh H1.2 được cấp cho cả"),
        ([Change(ONE, name=" ")], "chưa có tên"),
        ([Change(99, name="Ma")], "không tồn tại vào ngày này"),
        ([Merge((ONE,), TWO), Change(ONE, name="Ma")], "“Trường Một” chấm dứt trong chính"),
        ([Change(ONE, admin=99)], "Cấp trên của “Trường Một” không còn"),
        ([Found(-1, NEW), Found(-1, NEW)], "được lập hai lần"),
        ([Split(ONE, ())], "ít nhất một đơn vị mới"),
        ([Split(ONE, (TWO,), heir=COMMUNE)], "phải là một trong các đơn vị được tách"),
        ([Split(COMMUNE, (TWO,), heir=TWO)], "không thể nhập vào cấp dưới"),
        ([Transfer(DISTRICT, TOP, ())], "ít nhất một đơn vị được chuyển"),
        ([Transfer(TOP, DISTRICT, (ONE,))], "“Trường Một” không trực thuộc “Tỉnh”"),
        ([Abolish(())], "ít nhất một đơn vị chấm dứt"),
    ],
)
def test_what_cannot_be_is_said_with_the_name_of_the_unit(steps, said):
    with pytest.raises(BadInput, match=said):
        carry_out(EVE, steps)
