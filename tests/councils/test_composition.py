"""How a council is composed: what is missing is said in sentences."""

import pytest

from phongtrao.councils.catalogue import read_rules
from phongtrao.councils.composition import Seat, composition, faults_of
from phongtrao.lib.errors import BadInput

RULES = {row["key"]: composition(row["data"]) for row in read_rules() if row["of"] == "composition"}
SEVEN = [
    Seat("chair"),
    Seat("vice"),
    Seat("secretary"),
    Seat("reviewer"),
    Seat("reviewer"),
    Seat("member", is_of_union=True),
    Seat("member"),
]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_council_of_seven_suits_every_shipped_rule(rule):
    assert faults_of(RULES[rule], SEVEN) == []


def test_everything_missing_is_said_at_once():
    rule = composition(
        {"least": 5, "odd": True, "union": True, "roles": {"chair": 1, "reviewer": 2}}
    )

    found = faults_of(
        rule, [Seat("secretary"), Seat("secretary"), Seat("reviewer"), Seat("member")]
    )

    assert found == [
        "Hội đồng cần ít nhất 5 thành viên, hiện có 4.",
        "Số thành viên hội đồng phải lẻ, hiện có 4.",
        "Hội đồng cần có đại diện công đoàn.",
        "Hội đồng cần ít nhất 1 chủ tịch, hiện có 0.",
        "Hội đồng cần ít nhất 2 ủy viên phản biện, hiện có 1.",
        "Hội đồng chỉ có một thư ký cùng lúc.",
    ]


@pytest.mark.parametrize("data", [{"roles": {"king": 1}}, {"least": "many"}])
def test_a_rule_nobody_can_read_is_refused(data):
    with pytest.raises(BadInput):
        composition(data)
