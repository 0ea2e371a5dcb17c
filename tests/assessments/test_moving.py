"""A running campaign moves to another edition of its set: scores, objections, places; whoever writes meanwhile."""

import time
from dataclasses import replace
from decimal import Decimal
from threading import Event

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.assessments.catalogue import add_missing
from phongtrao.assessments.models import Assessment, Campaign, Criterion, Edition, Score
from phongtrao.assessments.rows import Way
from phongtrao.assessments.services.moving import move_campaign, same_codes, steps_of
from phongtrao.assessments.services.sets import (
    Writing,
    draft_edition,
    issue_edition,
    save_edition,
)
from phongtrao.assessments.services.verifying import answer_objection, object_to
from phongtrao.assessments.services.writing import attach_proof, save_answers
from phongtrao.lib.errors import BadInput, Conflict, WrongState
from tests.assessments.made import (
    ROWS,
    RULES,
    answers,
    fresh,
    handed,
    keys,
    of,
    opened,
    verified,
)
from tests.factories import give, make_user
from tests.threads import at_once

pytestmark = pytest.mark.django_db
D = Decimal
A = Assessment.Status
WAIT = 0.4  # seconds, until the other surely stands before the lock


def following(campaign, an) -> Edition:
    """1.2 goes on under another code with fewer points; 2.2 is gone; 2.3 is new."""
    draft = draft_edition(campaign.edition.index_set, by=an)
    rows = [row for row in ROWS if row.code not in {"1.2", "2.2"}]
    rows.insert(2, replace(ROWS[2], code="1.4", most=D(55)))
    rows.append(replace(ROWS[6], code="2.3", way=Way.POINTS, fact=""))
    save_edition(draft, Writing(rows, RULES), read=0, by=an)
    return issue_edition(Edition.objects.get(pk=draft.pk), by=an)


@pytest.fixture
def second(campaign, an) -> Edition:
    return following(campaign, an)


def test_a_running_campaign_moves_to_a_new_edition(campaign, second, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    verified(campaign, hoa_sen, an)
    new = {one.code: one.pk for one in second.leaves}
    pairs = same_codes(campaign.edition, second) | {keys(campaign)["1.2"]: new["1.4"]}
    gone = [step.old.code for step in steps_of(campaign, second, pairs) if not step.new]

    moved = move_campaign(campaign, second, pairs, read=campaign.edition_id, by=an)
    found = of(campaign, hoa_sen)

    assert (gone, moved) == (["2.2"], 4)
    assert (found.status, found.self_total, found.level) == (A.SUBMITTED, D(146), "")
    assert set(found.scores.values_list("criterion__code", flat=True)) == {
        "1.1",
        "1.4",
        "1.3",
        "2.1",
        "2.3",
    }


def test_a_score_that_does_not_fit_refuses_the_move(campaign, second, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan, **{"1.2": D(60)})
    new = {one.code: one.pk for one in second.leaves}
    pairs = {keys(campaign)["1.2"]: new["1.4"]}

    with pytest.raises(BadInput, match="không vừa tiêu chí mới"):
        move_campaign(campaign, second, pairs, read=campaign.edition_id, by=an)

    assert Campaign.objects.get(pk=campaign.pk).edition_id != second.pk


def pairs_of(campaign, edition) -> dict[int, int]:
    new = {one.code: one.pk for one in edition.leaves}
    return same_codes(campaign.edition, edition) | {keys(campaign)["1.2"]: new["1.4"]}


def test_an_open_objection_is_answered_before_the_move(campaign, second, hoa_sen, lan, an):
    handed(campaign, hoa_sen, lan)
    verified(campaign, hoa_sen, an, **{"1.2": D(20)})
    criterion = Criterion.objects.get(pk=keys(campaign)["1.2"])
    objection = object_to(of(campaign, hoa_sen), criterion, "Đã bổ sung", by=lan)
    pairs = pairs_of(campaign, second)

    with pytest.raises(WrongState, match="Còn ý kiến chưa trả lời"):
        move_campaign(campaign, second, pairs, read=campaign.edition_id, by=an)
    answer_objection(objection, "Giữ nguyên", by=an)
    move_campaign(campaign, second, pairs, read=campaign.edition_id, by=an)
    objection.refresh_from_db()

    assert objection.criterion.code == "1.4"


def test_who_read_the_old_edition_is_told(campaign, second, hoa_sen, lan, an):
    old = Criterion.objects.get(pk=keys(campaign)["1.2"])
    move_campaign(campaign, second, pairs_of(campaign, second), read=campaign.edition_id, by=an)

    with pytest.raises(Conflict, match="vừa đổi phiên bản"):
        attach_proof(
            of(campaign, hoa_sen), old, file=ContentFile(b"%PDF-1.7", "minh-chung.pdf"), by=lan
        )
    assert not Score.objects.filter(criterion=old).exists()


def test_who_was_shown_another_edition_moves_nothing(client, campaign, second, hoa_sen, lan, an):
    """Its boxes name criteria of that edition: read as of this one, all would be empty."""
    handed(campaign, hoa_sen, lan)
    shown = campaign.edition_id
    third = following(Campaign.objects.get(pk=campaign.pk), an)
    move_campaign(campaign, second, pairs_of(campaign, second), read=shown, by=an)
    kept = Score.objects.count()
    client.force_login(an)
    address = reverse("assessments:campaign_move", args=[campaign.pk, third.pk])
    answer = client.post(address, {"read": shown})

    assert "vừa được đổi phiên bản" in answer.content.decode()
    assert Score.objects.count() == kept > 0
    assert Campaign.objects.get(pk=campaign.pk).edition_id == second.pk


def test_a_move_costs_the_same_for_one_unit_and_three(so, an, hoa_sen, binh_minh, thpt, lan, chi):
    head = make_user("Ngô Hải Sông", "song")
    give(head, Role.HEAD, thpt)
    few = opened(so, an)
    many = opened(so, an, edition=few.edition)
    handed(few, hoa_sen, lan)
    for unit, who in ((hoa_sen, lan), (binh_minh, chi), (thpt, head)):
        handed(many, unit, who)
    second, counted = following(few, an), []
    for campaign in (few, many):
        campaign.refresh_from_db()
        pairs = pairs_of(campaign, second)
        with CaptureQueriesContext(connection) as captured:
            move_campaign(campaign, second, pairs, read=campaign.edition_id, by=an)
        counted.append(len(captured))

    assert counted[0] == counted[1]


# ------------------------------------------------------------------ at once


@pytest.fixture
def running(so, an, hoa_sen) -> tuple[Campaign, Edition]:
    add_missing()  # the tables were emptied for this test
    campaign = opened(so, an)
    return campaign, following(campaign, an)


@pytest.mark.django_db(transaction=True)
def test_the_move_waits_for_who_is_writing(running, an, hoa_sen, lan):
    campaign, second = running
    pairs, held = pairs_of(campaign, second), Event()
    save_answers(of(campaign, hoa_sen), answers(campaign), by=lan)
    given = answers(campaign, **{"1.2": D(40)})

    def write() -> None:
        with transaction.atomic():
            found = Assessment.objects.select_for_update().get(unit=hoa_sen)
            held.set()
            time.sleep(WAIT)
            save_answers(found, given, by=fresh(lan))

    def move() -> None:
        held.wait()
        move_campaign(
            Campaign.objects.get(pk=campaign.pk),
            second,
            pairs,
            read=campaign.edition_id,
            by=fresh(an),
        )

    told = at_once(write, move)

    assert told == [None, None]
    assert Score.objects.get(criterion__code="1.4").value == D(40)


@pytest.mark.django_db(transaction=True)
def test_who_writes_while_the_edition_moves_is_told(running, an, hoa_sen, lan):
    campaign, second = running
    pairs, moved = pairs_of(campaign, second), Event()
    given, found = answers(campaign), of(campaign, hoa_sen)

    def move() -> None:
        with transaction.atomic():
            move_campaign(
                Campaign.objects.get(pk=campaign.pk),
                second,
                pairs,
                read=campaign.edition_id,
                by=fresh(an),
            )
            moved.set()
            time.sleep(WAIT)

    def write() -> None:
        moved.wait()
        save_answers(found, given, by=fresh(lan))

    told = at_once(move, write)

    assert [type(one).__name__ for one in told] == ["NoneType", "Conflict"]
    assert not Score.objects.exists()
