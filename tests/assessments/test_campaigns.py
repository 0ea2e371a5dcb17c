"""A campaign is opened, its units assess themselves. S4-25 S4-26 S1-58"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.assessments.access.assessments import visible_assessments
from phongtrao.assessments.access.campaigns import visible_campaigns
from phongtrao.assessments.models import Assessment, Campaign, Criterion, Score
from phongtrao.assessments.queries.population import population_of
from phongtrao.assessments.services.campaigns import (
    draft_campaign,
    drop_campaign,
    end_self_assessment,
    extend_campaign,
    open_campaign,
)
from phongtrao.assessments.services.keeping import is_met
from phongtrao.assessments.services.sets import (
    draft_edition,
)
from phongtrao.assessments.services.writing import (
    Faulty,
    Given,
    attach_proof,
    own_mark,
    save_answers,
    submit_assessment,
    withdraw_assessment,
)
from phongtrao.documents.evidence_inner import is_inner
from phongtrao.documents.models import Evidence
from phongtrao.documents.visibility import may_see_file
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Line, Unit
from tests.assessments.made import (
    ROWS,
    answers,
    fresh,
    handed,
    in_days,
    keys,
    make_campaign,
    make_edition,
    of,
    opened,
)
from tests.factories import make_unit

pytestmark = pytest.mark.django_db
D = Decimal
A, C = Assessment.Status, Campaign.Status


# ------------------------------------------------------------------ opening


def test_opening_asks_the_units_of_the_day(lan, campaign, hoa_sen, binh_minh, thpt):
    units = set(campaign.assessments.values_list("unit", flat=True))

    assert units == {hoa_sen.pk, binh_minh.pk, thpt.pk}
    assert Notice.objects.filter(to=lan, key=f"campaign:{campaign.pk}:open").count() == 1


def test_the_population_is_narrowed_by_level_and_line(so, an, hoa_sen, binh_minh, thpt, suoi_may):
    by_level = make_campaign(so, an, levels=[Unit.Level.LOWER])
    by_line = Campaign(
        owner=suoi_may, line=Line.ADMIN, kinds=["school"], as_of=timezone.localdate()
    )

    assert list(population_of(by_level).units) == [hoa_sen]
    assert list(population_of(by_line).units) == [hoa_sen]


def test_a_unit_founded_later_is_not_asked(so, an, hoa_sen):
    make_unit("Trường mới", admin=so, opened_on=timezone.localdate())
    campaign = make_campaign(so, an, as_of=timezone.localdate() - timedelta(days=1))

    assert list(population_of(campaign).units) == [hoa_sen]


def test_a_campaign_takes_an_issued_edition_only(so, an):
    edition = make_edition(so, an)
    draft = draft_edition(edition.index_set, by=an)

    with pytest.raises(BadInput, match="chưa ban hành"):
        make_campaign(so, an, draft)


def test_days_must_follow_each_other(so, an):
    with pytest.raises(ValidationError, match="Hạn thẩm định"):
        make_campaign(so, an, self_due=in_days(9), verify_due=in_days(3))


def test_nobody_else_opens_it(so, an, giang, khanh):
    campaign = make_campaign(so, an)

    for who in (giang, khanh):
        with pytest.raises(NotAllowed):
            open_campaign(campaign, by=who)


def test_an_open_campaign_is_not_changed_but_extended(campaign, an):
    campaign.title = "Tên khác"

    with pytest.raises(NotAllowed, match="đã mở"):
        draft_campaign(campaign, by=an)
    extend_campaign(campaign, in_days(12), in_days(40), by=an)

    assert campaign.self_due == in_days(12)


def test_what_was_opened_meanwhile_is_neither_changed_nor_dropped_nor_opened(so, an, hoa_sen):
    campaign = make_campaign(so, an)
    stale = [Campaign.objects.get(pk=campaign.pk) for _ in range(3)]
    open_campaign(campaign, by=an)
    stale[0].title = "Tên khác"

    for deed, one in zip((draft_campaign, drop_campaign, open_campaign), stale, strict=True):
        with pytest.raises(NotAllowed, match="Đợt đã mở"):
            deed(one, by=an)
    campaign.refresh_from_db()

    assert (campaign.title, campaign.status) == ("Đánh giá năm 2026", C.SELF)


def test_a_dropped_campaign_is_not_opened(so, an):
    campaign = make_campaign(so, an)
    drop_campaign(Campaign.objects.get(pk=campaign.pk), by=an)

    with pytest.raises(Conflict, match="vừa bị bỏ"):
        open_campaign(campaign, by=an)


def test_the_draft_campaign_is_its_offices_alone(so, an, khanh, lan, hoa_sen):
    campaign = make_campaign(so, an)

    assert [visible_campaigns(who).count() for who in (an, khanh, lan)] == [1, 0, 0]
    open_campaign(campaign, by=an)
    assert [visible_campaigns(fresh(who)).count() for who in (an, khanh, lan)] == [1, 1, 1]


# ------------------------------------------------------------------ self-assessment


def test_answers_become_points_totals_and_a_level(campaign, hoa_sen, lan):
    found = save_answers(of(campaign, hoa_sen), answers(campaign), by=lan)

    assert found.groups == {"1": ["86.00", "0"], "2": ["90.00", "0"]}
    assert (found.self_total, found.self_level, found.answered) == (D(176), "3", 5)
    assert (found.verified_total, found.level, found.lacks) == (None, "", [])


def test_a_missing_condition_caps_the_own_level(campaign, hoa_sen, lan):
    found = save_answers(of(campaign, hoa_sen), answers(campaign, **{"1.1": D(0)}), by=lan)

    assert (found.self_level, found.lacks) == ("1", ["1.1"])


def test_a_mandatory_least_is_asked_in_points(so, an, hoa_sen, lan):
    rows = [
        replace(row, is_mandatory=True, least=D(20)) if row.code == "2.2" else row for row in ROWS
    ]
    campaign = opened(so, an, edition=make_edition(so, an, rows))
    kept = []
    for count in (1, 2):
        given = answers(campaign, **{"2.2": D(count)})
        kept.append(save_answers(of(campaign, hoa_sen), given, by=lan).lacks)

    assert kept == [["2.2"], []]


def test_a_mandatory_criterion_without_a_least_wants_some_points():
    row = replace(ROWS[2], is_mandatory=True)

    assert [is_met(row, D(n), D(n)) for n in (0, 1)] == [False, True]


def test_an_answer_outside_its_bounds_is_told_at_its_criterion(campaign, hoa_sen, lan):
    with pytest.raises(Faulty) as told:
        save_answers(of(campaign, hoa_sen), answers(campaign, **{"1.3": D("0.95")}), by=lan)

    assert list(told.value.faults) == [keys(campaign)["1.3"]]
    assert not Score.objects.exists()


def test_two_people_of_a_unit_do_not_overwrite_each_other(campaign, hoa_sen, lan, binh):
    mark = own_mark(of(campaign, hoa_sen))
    save_answers(of(campaign, hoa_sen), answers(campaign), by=lan, as_read=mark)

    with pytest.raises(Conflict, match="Người khác của đơn vị"):
        save_answers(of(campaign, hoa_sen), answers(campaign), by=binh, as_read=mark)


def test_what_lacks_is_told_before_handing_in(campaign, hoa_sen, lan):
    pk = keys(campaign)
    given = {pk["1.1"]: Given(D(1)), pk["1.2"]: Given(D(50))}
    save_answers(of(campaign, hoa_sen), given, by=lan)

    with pytest.raises(Faulty) as told:
        submit_assessment(of(campaign, hoa_sen), by=lan)

    assert told.value.faults == {
        pk["1.2"]: "Tiêu chí 1.2 cần minh chứng hoặc lời giải trình.",
        pk["1.3"]: "Tiêu chí 1.3 chưa tự chấm.",
        pk["2.1"]: "Tiêu chí 2.1 chưa tự chấm.",
        pk["2.2"]: "Tiêu chí 2.2 chưa tự chấm.",
    }


def test_a_unit_does_not_report_for_another(campaign, binh_minh, lan):
    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
        save_answers(of(campaign, binh_minh), answers(campaign), by=lan)


def test_what_is_being_written_is_read_by_the_unit_alone(campaign, hoa_sen, lan, an, giang, lam):
    save_answers(of(campaign, hoa_sen), answers(campaign), by=lan)
    before = [
        visible_assessments(who).filter(unit=hoa_sen).count() for who in (lan, an, giang, lam)
    ]
    submit_assessment(of(campaign, hoa_sen), by=lan)
    people = [fresh(who) for who in (lan, an, giang, lam)]
    after = [visible_assessments(who).filter(unit=hoa_sen).count() for who in people]

    assert (before, after) == ([1, 0, 0, 0], [1, 1, 1, 1])


def test_evidence_follows_the_assessment(campaign, hoa_sen, lan, an):
    criterion = Criterion.objects.get(pk=keys(campaign)["1.2"])
    upload = ContentFile(b"Minh ch\xe1\xbb\xa9ng", "minh-chung.txt")
    proof = attach_proof(of(campaign, hoa_sen), criterion, file=upload, by=lan)

    assert Evidence.objects.filter(is_inner()).get() == proof
    assert not may_see_file(an, proof.file)
    handed(campaign, hoa_sen, lan)
    assert not Evidence.objects.filter(is_inner()).exists()
    assert may_see_file(fresh(an), proof.file)


def test_it_is_taken_back_while_nobody_has_verified(campaign, hoa_sen, lan):
    handed(campaign, hoa_sen, lan)

    assert withdraw_assessment(of(campaign, hoa_sen), by=lan).status == A.DRAFT


def test_after_the_end_of_self_assessment_nobody_begins(campaign, hoa_sen, lan, an):
    end_self_assessment(campaign, by=an)

    with pytest.raises(NotAllowed, match="hết thời gian"):
        save_answers(of(campaign, hoa_sen), answers(campaign), by=lan)
