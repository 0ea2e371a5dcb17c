"""Nominations before a council of seven: 90 % of all seats, no one judges who is judged. S0-12 S0-56 S0-57"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.councils.kinds import dossiers_of
from phongtrao.councils.models import CouncilRule, Item
from phongtrao.councils.services.applying import apply_decisions
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.voting import Opening, open_votes
from phongtrao.councils.services.withdrawing import withdraw_case
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.nominations.models import CASE_KIND, Nomination, PublicNotice
from phongtrao.nominations.services.judging import bring_to_council
from phongtrao.nominations.services.notices import object_to, publish_notice
from phongtrao.nominations.services.screening import withdraw_nomination
from tests.councils.cast import seven  # noqa: F401 -- fixture
from tests.councils.meeting import begin, vote
from tests.factories import make_person
from tests.nominations.handed_in import hand_in, make_round, nominate

pytestmark = pytest.mark.django_db
N = Nomination.Status
ALL = ("chu", "pho", "thu", "doc", "xet", "ban", "gop")


@pytest.fixture
def council(seven):  # noqa: F811 -- the fixture above
    seven.council.case_kinds = [CASE_KIND]
    seven.council.save()
    return seven.council


@pytest.fixture
def sent(so, hoa_sen, lan):
    found = make_round(so, "base_fighter", "province_fighter", notice_days=0)
    return hand_in(found, hoa_sen, lan, "taken")


@pytest.fixture
def asked(sent, giang, hoa_sen):
    form = sent.round.forms.get(honour__key="province_fighter")
    return nominate(sent, make_person("Vũ Thị Giang", giang), hoa_sen, "accepted", form=form)


def decide(seven, cases, **choices):  # noqa: F811 -- the fixture above
    sitting = begin(seven, cases)
    keys = list(sitting.items.values_list("pk", flat=True))
    open_votes(sitting, keys, Opening(Item.Mode.OPEN, None, []), by=seven.office)
    vote(seven, sitting, **choices)
    count_votes(sitting, keys, by=seven.office)
    return sitting


def said(no: tuple[str, ...] = ()) -> dict[str, str]:
    return {name: "no" if name in no else "yes" for name in ALL}


def test_ninety_percent_of_all_seats_not_reached_is_failed_with_the_numbers(asked, council, seven, an):  # noqa: F811 -- fixture  # fmt: skip
    bring_to_council(asked.submission.round, [asked], council, by=an)
    asked.refresh_from_db()
    decide(seven, [asked.case], **said(no=("gop",)))
    asked.refresh_from_db()
    assert asked.status == N.ACCEPTED  # counted, and pending until it is applied

    apply_decisions(council, [asked.case_id], by=an)
    asked.refresh_from_db()
    assert asked.status == N.FAILED
    assert "cần ít nhất 7 phiếu trên 7" in asked.end_reason


def test_results_pending_are_applied_together(asked, sent, council, seven, an, thpt):  # noqa: F811 -- fixture  # fmt: skip
    other = nominate(sent, make_person("Người Khác"), sent.unit, "accepted", form=sent.round.forms.get(honour__key="base_fighter"))  # fmt: skip
    bring_to_council(sent.round, [asked, other], council, by=an)
    cases = list(council.cases.order_by("pk"))
    decide(seven, cases, **said(no=("gop",)))
    apply_decisions(council, [case.pk for case in cases], by=an)

    told = dict(Nomination.objects.values_list("name", "status"))
    assert told == {"Vũ Thị Giang": N.FAILED, "Người Khác": N.PASSED}  # 6 of 7: 80 % and not 90 %
    with pytest.raises(WrongState):
        apply_decisions(council, [cases[0].pk], by=an)


def test_ninety_for_high_titles_and_the_rounds_own_rule_first(asked, sent, council, an):
    base = nominate(sent, make_person("Người Khác"), sent.unit, "accepted")
    bring_to_council(sent.round, [asked, base], council, by=an)
    keys = dict(CouncilRule.objects.values_list("pk", "key"))
    cases = list(council.cases.all())

    def rules():
        told = dossiers_of(cases)
        return {case.nomination.form.honour.key: keys[told[case.pk].voting] for case in cases}

    assert rules() == {"province_fighter": "award_90", "base_fighter": "award_80"}
    own = CouncilRule.objects.get(of="voting", key="majority", owner=None)
    sent.round.forms.update(voting=own)
    assert set(rules().values()) == {"majority"}


def test_who_is_nominated_keeps_away_and_reads_no_dossier(sent, council, seven, an, client):  # noqa: F811 -- fixture  # fmt: skip
    person = seven.seats["doc"].person
    own = nominate(sent, person, sent.unit, "accepted")
    bring_to_council(sent.round, [own], council, by=an)
    case = council.cases.get()

    assert set(case.conflicts.values_list("member__person__user__username", flat=True)) == {"doc"}
    address = reverse("nominations:judged", args=[case.pk])
    for name, status in (("xet", 200), ("doc", 404)):
        client.force_login(seven.people[name])
        assert client.get(address).status_code == status


def test_not_during_the_notice_nor_with_an_open_objection(sent, asked, council, an, chi):
    sent.round.notice_days = 5
    sent.round.save()
    with pytest.raises(WrongState, match="Không còn đề nghị nào"):
        bring_to_council(sent.round, [asked], council, by=an)
    notice = publish_notice(sent.round, [asked], timezone.localdate(), by=an)
    with pytest.raises(WrongState, match="Không còn đề nghị nào"):
        bring_to_council(sent.round, [asked], council, by=an)
    object_to(asked, "Xem lại", by=chi)
    past = timezone.localdate() - timedelta(days=1)
    PublicNotice.objects.filter(pk=notice.pk).update(from_on=past, until_on=past)
    with pytest.raises(WrongState, match="Không còn đề nghị nào"):
        bring_to_council(sent.round, [asked], council, by=an)
    asked.objections.update(status="rejected", answer="Không")
    assert bring_to_council(sent.round, [asked], council, by=an) == [asked]
    with pytest.raises(WrongState, match="Không còn đề nghị nào"):
        bring_to_council(sent.round, [asked], council, by=an)


def test_taken_out_of_the_council_it_may_be_withdrawn_or_go_to_another(asked, council, an, lan):
    bring_to_council(asked.submission.round, [asked], council, by=an)
    asked.refresh_from_db()
    with pytest.raises(NotAllowed, match="thư ký rút hồ sơ"):
        withdraw_nomination(asked, "Xin rút", by=lan)
    withdraw_case(asked.case, "Thiếu phiếu", by=an)
    asked.refresh_from_db()
    assert (asked.status, asked.case) == (N.ACCEPTED, None)
    withdraw_nomination(asked, "Xin rút", by=lan)


def test_brought_on_screen_and_read_by_a_member(asked, council, seven, an, client):  # noqa: F811 -- fixture  # fmt: skip
    Nomination.objects.filter(pk=asked.pk).update(summary="Mười năm dạy giỏi")
    client.force_login(an)
    address = reverse("nominations:bring_selected", args=[asked.submission.round_id])
    digest = client.post(address, {"row": [asked.pk]}).context["sifted"].digest
    client.post(address, {"row": [asked.pk], "agreed": digest, "council": council.pk})
    case = council.cases.get()
    client.force_login(seven.people["gop"])
    page = client.get(reverse("nominations:judged", args=[case.pk])).content.decode()

    assert "Mười năm dạy giỏi" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]
