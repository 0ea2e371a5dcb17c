"""Units take a creation up, their heads answer for it; the office asks all to use it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.recognition.access import visible_adoptions
from phongtrao.recognition.models import Adoption, Replication
from phongtrao.recognition.services.adoption import (
    Use,
    adopt,
    confirm_adoption,
    end_adoption,
    report_use,
)
from phongtrao.recognition.services.replication import (
    drop_replication,
    propose_replication,
    replicate,
    shortlist,
)
from tests.documents.outgoing import make_issued
from tests.factories import make_person
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SAID = Use(TODAY - timedelta(days=30), "Chấm nhanh gấp năm.", people=300)


@pytest.fixture
def creation(hoa_sen):
    return make_creation(hoa_sen, {make_person("Nông Thị Hạ"): 100})


def test_a_unit_adopts_and_its_head_confirms(creation, binh_minh, chi):  # S0-06
    adoption = adopt(creation, binh_minh, Use(SAID.since), by=chi)

    with pytest.raises(BadInput, match="ghi hiệu quả"):
        confirm_adoption(adoption, by=chi)
    report_use(adoption, SAID, by=chi)
    confirm_adoption(adoption, by=chi)

    assert (adoption.status, adoption.people, adoption.confirmed_by) == (
        Adoption.Status.USED,
        300,
        chi,
    )
    with pytest.raises(BadInput, match="đã được xác nhận"):
        report_use(adoption, SAID, by=chi)


def test_no_adoption_where_it_was_made_nor_twice_nor_from_tomorrow(
    creation, hoa_sen, binh, binh_minh, chi
):
    with pytest.raises(BadInput, match="ra đời tại đơn vị này"):
        adopt(creation, hoa_sen, SAID, by=binh)
    with pytest.raises(BadInput, match="chưa đến"):
        adopt(creation, binh_minh, Use(TODAY + timedelta(days=1)), by=chi)
    adopt(creation, binh_minh, SAID, by=chi)
    with pytest.raises(ValidationError, match="đã ghi áp dụng"):
        adopt(creation, binh_minh, SAID, by=chi)


def test_a_try_is_the_units_own_until_it_is_confirmed(creation, binh_minh, chi, binh, an):
    adoption = adopt(creation, binh_minh, SAID, by=chi)
    tried = [visible_adoptions(user).count() for user in (chi, an, binh)]
    confirm_adoption(adoption, by=chi)

    assert tried == [1, 1, 0]
    assert visible_adoptions(binh).count() == 1


def test_who_keeps_the_unit_writes_and_only_its_head_confirms(
    creation, hoa_sen, binh_minh, chi, giang, lan
):
    with pytest.raises(NotAllowed, match="thủ trưởng hoặc đầu mối"):
        adopt(creation, binh_minh, SAID, by=giang)
    adoption = adopt(creation, binh_minh, SAID, by=chi)
    with pytest.raises(NotAllowed):
        confirm_adoption(adoption, by=lan)


def test_an_end_lies_after_the_beginning(creation, binh_minh, chi):
    adoption = adopt(creation, binh_minh, SAID, by=chi)

    with pytest.raises(BadInput, match="sau ngày bắt đầu"):
        end_adoption(adoption, SAID.since - timedelta(days=1), "Thôi.", by=chi)
    end_adoption(adoption, TODAY, "Hết cần.", by=chi)
    with pytest.raises(WrongState):
        end_adoption(adoption, TODAY, "Hết cần.", by=chi)


def test_from_proposal_over_the_short_list_to_a_paper(creation, so, an, binh, dung):  # S0-06
    row = propose_replication(creation, so, "Trường nào cũng chấm bài.", by=binh)
    with pytest.raises(NotAllowed):
        shortlist(row, by=binh)
    with pytest.raises(WrongState):
        replicate(row, make_issued(so, an, dung), by=an)
    shortlist(row, by=an)

    replicate(row, make_issued(so, an, dung), by=an)

    assert row.status == Replication.Status.REPLICATED
    with pytest.raises(WrongState):
        drop_replication(row, "Thôi.", by=an)


def test_words_are_asked_for_a_proposal_and_for_dropping_it(creation, so, an, binh):
    with pytest.raises(BadInput, match="vì sao nên"):
        propose_replication(creation, so, " ", by=binh)
    row = propose_replication(creation, so, "Dùng được.", by=binh)
    with pytest.raises(BadInput, match="ghi lý do"):
        drop_replication(row, "", by=an)
