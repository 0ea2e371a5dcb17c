"""Rules read in words, copied, edited and confirmed."""

import pytest

from phongtrao.councils.composition import composition
from phongtrao.councils.models import CouncilRule
from phongtrao.councils.rule_words import composition_words, voting_words
from phongtrao.councils.services.rules import RuleWords, change_rule, confirm_rule, copy_rule
from phongtrao.councils.tally import voting_rule
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState

pytestmark = pytest.mark.django_db


def shipped(of="voting", key="award_90"):
    return CouncilRule.objects.get(of=of, key=key, owner=None)


def test_shares_are_said_in_people():
    words = list(voting_words(voting_rule(shipped().data), 9))

    assert words == [
        "Họp được khi có mặt ít nhất 6 trên 9 thành viên.",
        "Phải có mặt chủ tịch hoặc phó chủ tịch.",
        "Người không tham gia vì xung đột lợi ích vẫn tính vào tổng số thành viên.",
        "“Thông qua” khi ít nhất 9 trên 9 phiếu “Đồng ý” (tính trên tổng số thành viên).",
        "Còn lại: “Không thông qua”.",
    ]


def test_composition_is_said_in_people():
    rule = composition(shipped("composition", "science").data)

    assert list(composition_words(rule)) == [
        "Có từ 7 đến 9 thành viên.",
        "Số thành viên phải lẻ.",
        "Có ít nhất 1 chủ tịch, 1 phó chủ tịch, 1 thư ký, 2 ủy viên phản biện.",
    ]


def test_shipped_rule_is_copied_not_changed(so, an):
    with pytest.raises(NotAllowed, match="chép về đơn vị"):
        change_rule(shipped(), RuleWords("Khác"), shipped().data, by=an)

    own = copy_rule(shipped(), so, by=an)

    assert (own.owner, own.data, own.needs_check) == (so, shipped().data, True)
    with pytest.raises(WrongState, match="đã có bản riêng"):
        copy_rule(shipped(), so, by=an)


def test_rule_that_cannot_be_voted_by_is_refused(so, an):
    own = copy_rule(shipped(), so, by=an)

    with pytest.raises(BadInput, match="Tỷ lệ “3/2” không đúng"):
        change_rule(own, RuleWords("Sai"), with_share("3/2"), by=an)
    own.refresh_from_db()
    assert own.data == shipped().data


def with_share(text):
    data = dict(shipped().data)
    first = data["outcomes"][0] | {"all": [{"choice": "yes", "at_least": text, "of": "seats"}]}
    return data | {"outcomes": [first, *data["outcomes"][1:]]}


def test_somebody_answers_for_the_check_once(so, an, chi):
    own = copy_rule(shipped(), so, by=an)

    with pytest.raises(NotAllowed):
        confirm_rule(own, by=chi)
    assert not confirm_rule(own, by=an).needs_check
    with pytest.raises(WrongState):
        confirm_rule(own, by=an)


@pytest.mark.parametrize(
    "rule", [("voting", "award_90"), ("voting", "science_acceptance"), ("composition", "science")]
)
def test_saving_the_page_unchanged_changes_nothing(client, so, an, rule):
    """Every box carries what stands in the rule; nothing is lost on the way through the page."""
    own = copy_rule(shipped(*rule), so, by=an)
    client.force_login(an)
    address = f"/hoi-dong/quy-tac/{own.pk}/sua/"
    form = client.get(address).context["form"]
    said = {bound.html_name: bound.value() for bound in form}
    posted = {k: ("on" if v is True else v) for k, v in said.items() if v not in (None, False, "")}

    answer = client.post(address, posted)

    assert answer.status_code == 302, answer.context["form"].errors
    own.refresh_from_db()
    read = voting_rule if own.of == "voting" else composition
    assert read(own.data) == read(shipped(*rule).data)


def test_share_is_changed_on_screen_and_said_anew(client, so, an):
    own = copy_rule(shipped(), so, by=an)
    client.force_login(an)
    address = f"/hoi-dong/quy-tac/{own.pk}/sua/"
    form = client.get(address).context["form"]
    posted = {
        bound.html_name: "on" if bound.value() is True else bound.value()
        for bound in form
        if bound.value() not in (None, False, "")
    }

    page = client.post(address, posted | {"out0_0_share": "80%"}, follow=True).content.decode()

    assert "ít nhất 8 trên 9 phiếu “Đồng ý”" in page


def test_foreign_rule_is_not_there(client, so, an, chi):
    own = copy_rule(shipped(), so, by=an)
    client.force_login(chi)

    assert client.get(f"/hoi-dong/quy-tac/{own.pk}/").status_code == 404
    assert client.get(f"/hoi-dong/quy-tac/{shipped().pk}/").status_code == 200
    assert client.get(f"/hoi-dong/quy-tac/{shipped().pk}/sua/").status_code == 404
