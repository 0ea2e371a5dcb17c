"""What waits after the council: decisions, what goes above, certificates; awards whose facts changed since."""

from datetime import date

import pytest

from phongtrao.awards.followers import notes_of
from phongtrao.awards.models import Award
from phongtrao.documents.services.certificates import issue_batch
from phongtrao.nominations.models import Claim, Nomination
from phongtrao.nominations.services import flagging
from phongtrao.nominations.services.certificates import prepare_certificates
from phongtrao.nominations.waiting import WORDS, nomination_sorts
from phongtrao.notifications.models import Notice
from phongtrao.plans.queries.waiting import waiting_for
from phongtrao.recognition.models import ScopeRecognition
from tests.documents.outgoing import today
from tests.factories import make_person
from tests.nominations.decided import make_decision, make_round, nominate
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def found(hoa_sen):
    found = make_round(hoa_sen, "base_fighter", "praise", "province_merit")
    nominate(found, make_person("Lò Văn Sơn"), "praise", hoa_sen)
    nominate(found, make_person("Nông Thị Hạ"), "base_fighter", hoa_sen)
    nominate(found, make_person("Vũ Thị Mơ"), "province_merit", hoa_sen)
    return found


def waits(user):
    rows = waiting_for(user, also=nomination_sorts(user), said=WORDS)
    return [row.what for row in rows]


def test_what_passed_waits_for_its_decision_then_for_its_certificates(found, binh, lan, chi):
    title = "Khen thưởng cuối năm"
    assert waits(binh) == [f"3 đề nghị chờ ra quyết định hoặc trình cấp trên: {title}"]
    assert (waits(lan), waits(chi)) == ([], [])

    decision = make_decision(found, binh)
    above = f"1 đề nghị chờ ra quyết định hoặc trình cấp trên: {title}"
    assert waits(binh) == [above, "Lập bằng, giấy theo Quyết định 01/QĐ-THCSHS"]

    batches = prepare_certificates(decision, by=binh)
    told = "Bằng, giấy theo Quyết định 01/QĐ-THCSHS chờ cấp số và in"
    assert waits(binh) == [above, told, told]

    for batch in batches:
        issue_batch(batch, today(), by=binh)
    assert waits(binh) == [above]


def test_what_waits_is_one_query_however_much(found, binh, hoa_sen, django_assert_num_queries):
    for number in range(3):
        more = make_round(hoa_sen, "praise", title=f"Đợt {number}")
        nominate(more, make_person("Lò Văn Sơn"), "praise", hoa_sen)
    binh.refresh_from_db()
    waits(binh)

    with django_assert_num_queries(1):
        assert len(waits(binh)) == 4


def test_an_award_for_a_work_that_was_revoked_since_is_flagged_once(found, hoa_sen, binh):
    nomination = Nomination.objects.get(name="Lò Văn Sơn")
    work = make_creation(hoa_sen, {nomination.person: 100}, title="Góc đọc")
    source, whose = f"recognition.creation:{work.pk}", {"person": nomination.person}
    Claim.objects.create(nomination=nomination, **whose, source=source, words="Góc đọc")
    make_decision(found, binh)
    assert flagging.flag_granted() == 0

    gone = {"revoked_on": date(2026, 11, 1), "revoke_reason": "Chép"}
    ScopeRecognition.objects.filter(creation=work).update(**gone)

    assert (flagging.flag_granted(), flagging.flag_granted()) == (1, 0)
    award = Award.objects.get(nomination=nomination)
    notice = Notice.objects.get(key=f"nominations:flag-award:{award.pk}")
    assert (notice.to, "01/QĐ-THCSHS" in notice.text) == (binh, True)
    assert any("đã đổi sau khi khen" in note.words for note in notes_of(award, binh))


def test_an_award_whose_condition_is_no_longer_met_is_flagged(found, binh, monkeypatch):
    """What is met now and was not, the award itself may have brought: it flags nothing."""
    make_decision(found, binh)
    met = {"leaf": True, "declared": False, "asked": "Hai năm", "outcome": "met", "evidence": []}
    rows = Nomination.objects.filter(name="Lò Văn Sơn")
    rows.update(verdict={"outcome": "met", "lines": [met]})
    now = {"lines": [met | {"outcome": "not met"}]}
    monkeypatch.setattr(flagging, "written", lambda _verdict: now)

    assert flagging.flag_granted() == 1

    rows.update(is_flagged=False, verdict={"outcome": "not met", "lines": [met | {"outcome": "not met"}]})  # fmt: skip
    monkeypatch.setattr(flagging, "written", lambda _verdict: {"lines": [met]})
    assert flagging.flag_granted() == 0
