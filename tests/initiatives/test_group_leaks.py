"""Who judges a round without names learns no author from the groups of texts that share one text. S0-29"""

import pytest

from bench._copies import copy
from bench._reports import report
from phongtrao.accounts.models import Role
from phongtrao.orgs.models import Line
from phongtrao.similarity.models import TextGroup
from phongtrao.similarity.seen_groups import visible_groups
from phongtrao.similarity.services.grouping import group_texts
from tests.factories import give, make_user
from tests.initiatives.copied import check_all, hand_in
from tests.initiatives.judged import accept, make_court
from tests.initiatives.made import make_round, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def group_of(so, thpt, hoa_sen, an, giang, giang_at_work):
    """A report of Hoa Sen before a council tells again one of the upper school."""

    def made(*, is_blind):
        other = make_user("Trịnh Văn Quảng", "nguon")
        make_worker(other, thpt)
        hand_in(make_round(so, an), thpt, other, report(1).text)
        court = make_court(so, thpt, hoa_sen, an, is_blind=is_blind)
        mine = hand_in(court.round, hoa_sen, giang, copy(2, 0.9, [1], "none").text)
        accept(mine, by=an)
        court.bring()
        check_all()
        group_texts()
        judge = court.users["doc"]
        give(judge, Role.AUDITOR, so, Line.PROF)
        return judge, TextGroup.objects.get()

    return made


@pytest.mark.parametrize("is_blind", [True, False])
def test_a_judge_who_inspects_sees_a_group_only_where_names_are_told(
    group_of, client, an, is_blind
):
    judge, group = group_of(is_blind=is_blind)
    client.force_login(judge)

    answers = {
        address: client.get(address)
        for address in (
            "/doi-chieu/nhom/",
            "/doi-chieu/nhom/?don_vi=hoa+sen",
            f"/doi-chieu/nhom/{group.pk}/",
            f"/nhat-ky/similarity.textgroup/{group.pk}/",
        )
    }

    words = "".join(one.content.decode() for one in answers.values() if one.status_code == 200)
    assert (f"/doi-chieu/nhom/{group.pk}/" in words) is not is_blind
    assert ("Trường THCS Hoa Sen" in words) is not is_blind
    assert [one.status_code for one in answers.values()][2] == (404 if is_blind else 200)
    assert list(visible_groups(an)) == [group]  # who runs the round knows its authors
