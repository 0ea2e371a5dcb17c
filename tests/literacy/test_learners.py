"""Learners by name: only with purpose and consent, seen by few, in no count, gone with the name. S0-14"""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib import facts
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.literacy.models import LearnerResult
from phongtrao.literacy.services.learners import (
    add_learner_result,
    confirm_learner_result,
    drop_learner_result,
)
from phongtrao.orgs.models import Learner
from phongtrao.orgs.services import forget_expired, give_learner_data, name_learner
from tests.factories import give, make_user
from tests.literacy.screens import get, page, send
from tests.literacy.test_board import board, headcount

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NAME, CONSENT, PLACE = "Lường Thị Bống", "Lường Văn Cha", "Câu lạc bộ Sóng Nhỏ"


@pytest.fixture
def bong(hoa_sen, binh):
    learner = Learner(
        unit=hoa_sen,
        full_name=NAME,
        group="8A",
        purpose=Learner.Purpose.PRIZE,
        purpose_note="Hội thi Tin học trẻ",
        consent_by=CONSENT,
        consent_on=TODAY,
        keep_until=TODAY + timedelta(days=30),
    )
    return name_learner(learner, by=binh)


@pytest.fixture
def result(bong, framework, binh):
    version = framework.versions.get()
    version.levels = [{"number": 2, "name": "Cơ bản 2"}]
    version.save(update_fields=["levels"])
    made = LearnerResult(learner=bong, version=version, level=2, done_on=TODAY, reference=PLACE)
    return add_learner_result(made, by=binh)


def confirmed(learner):
    said = {"since": TODAY - timedelta(days=9), "until": TODAY}
    with connection.cursor() as cursor:
        one = facts.facts_of(cursor, "literacy.learner_confirmed", learner.pk, **said)
        keys = facts.these([learner.pk])
        many = facts.facts_of_all(cursor, "literacy.learner_confirmed", keys, **said)
        assert list(many) == list(one)
    return [(fact.subject, fact.value) for fact in one]


def test_a_result_is_a_fact_once_the_head_has_confirmed_it(result, bong, binh):  # S1-61
    before = confirmed(bong)
    confirm_learner_result(result, TODAY, by=binh)

    assert (before, confirmed(bong)) == ([], [(bong.pk, 2)])


def test_no_count_knows_of_it(result, so, hoa_sen, framework, binh):
    headcount(hoa_sen, 400)
    confirm_learner_result(result, TODAY, by=binh)

    total = board(so, framework, "pupils")
    assert (total.total.done, total.said) == (0, 0)


def test_it_goes_with_the_name_and_history_never_had_it(result, bong, binh):
    confirm_learner_result(result, TODAY, by=binh)
    forget_expired(TODAY + timedelta(days=31))

    assert (LearnerResult.objects.count(), Learner.objects.count()) == (0, 0)
    told = " ".join(str(vars(entry)) for entry in Entry.objects.all())
    assert not any(word in told for word in (NAME, CONSENT, PLACE))


def test_only_those_who_see_the_name_see_the_result(result, so, hoa_sen, an, binh, chi, giang):
    """The school's head and an office above it; not another school, a teacher, the head of the Sở."""
    leader = make_user("Đỗ Văn Trưởng", "truong")
    give(leader, Role.LEADER, so)

    seen = {user.full_name: get(user, "learner_result", result.pk).status_code
            for user in (an, binh, chi, giang, leader)}  # fmt: skip
    assert seen == {an.full_name: 200, binh.full_name: 200, chi.full_name: 404,
                    giang.full_name: 404, leader.full_name: 404}  # fmt: skip
    assert NAME in page(binh, "learner_results")
    assert NAME not in page(chi, "learner_results")
    for user in (an, chi, leader):
        for name, asked in (("board", ()), ("board_of", (hoa_sen.pk,)), ("results", ())):
            text = get(user, name, *asked).content.decode()
            assert not any(word in text for word in (NAME, CONSENT, PLACE)), (user, name)


def test_the_public_page_never_has_a_name(result, framework, an, binh, client):
    confirm_learner_result(result, TODAY, by=binh)
    send(an, "numbers_publish", framework.pk)

    text = client.get(f"/hoc-so/cong-khai/{framework.pk}/").content.decode()
    assert not any(word in text for word in (NAME, CONSENT, PLACE))


def test_the_school_that_holds_the_consent_writes_and_its_head_confirms(
    bong, framework, hoa_sen, an, binh
):
    focal = make_user("Hà Thị Mối", "moi")
    give(focal, Role.FOCAL, hoa_sen)
    version = framework.versions.get()
    said = {"learner": bong.pk, "version": version.pk, "done_on": TODAY, "reference": PLACE}

    assert send(an, "learner_result_new", hoa_sen.pk, **said).status_code == 404
    send(focal, "learner_result_new", hoa_sen.pk, **said)
    result = LearnerResult.objects.get()
    with pytest.raises(NotAllowed):
        confirm_learner_result(result, TODAY, by=focal)
    send(binh, "learner_result_confirm", result.pk)
    result.refresh_from_db()
    assert (result.confirmed_on, result.confirmed_by) == (TODAY, binh)
    with pytest.raises(WrongState):
        confirm_learner_result(result, TODAY, by=binh)


def test_days_that_cannot_be_are_refused(bong, framework, binh):
    version = framework.versions.get()
    late = TODAY + timedelta(days=1)
    with pytest.raises(BadInput):
        add_learner_result(
            LearnerResult(learner=bong, version=version, done_on=late, reference=PLACE), by=binh
        )
    Learner.objects.update(consent_on=TODAY - timedelta(days=9), keep_until=TODAY - timedelta(1))
    with pytest.raises(WrongState):
        add_learner_result(
            LearnerResult(learner=bong, version=version, done_on=TODAY, reference=PLACE), by=binh
        )


def test_a_name_kept_for_something_else_has_no_result(bong, framework, hoa_sen, binh):
    Learner.objects.update(purpose=Learner.Purpose.INITIATIVE)
    made = LearnerResult(
        learner=bong, version=framework.versions.get(), done_on=TODAY, reference=PLACE
    )

    assert NAME not in page(binh, "learner_result_new", hoa_sen.pk)
    with pytest.raises(BadInput, match="lưu cho việc khác"):
        add_learner_result(made, by=binh)


def test_a_level_the_framework_does_not_have_is_refused(result, binh):
    made = LearnerResult(
        learner=result.learner,
        version=result.version,
        level=3,
        done_on=TODAY - timedelta(days=1),
        reference=PLACE,
    )
    with pytest.raises(BadInput, match="không có mức đó"):
        add_learner_result(made, by=binh)


def test_what_the_head_confirmed_only_the_head_drops_after_a_question(result, hoa_sen, binh):
    focal = make_user("Hà Thị Mối", "moi")
    give(focal, Role.FOCAL, hoa_sen)
    assert "Xóa kết quả này" in page(focal, "learner_result", result.pk)
    confirm_learner_result(result, TODAY, by=binh)

    assert "Xóa kết quả này" not in page(focal, "learner_result", result.pk)
    with pytest.raises(NotAllowed):
        drop_learner_result(result, by=focal)
    send(binh, "learner_result_drop", result.pk)  # the question only
    assert LearnerResult.objects.exists()
    send(binh, "learner_result_drop", result.pk, confirm="xóa")
    assert not LearnerResult.objects.exists()


def test_the_file_of_a_learner_has_the_result(result, bong, binh):
    with ZipFile(BytesIO(give_learner_data(bong, by=binh))) as packed:
        kept = json.loads(packed.read("du-lieu-ca-nhan.json"))
    assert PLACE in json.dumps(kept, ensure_ascii=False)
