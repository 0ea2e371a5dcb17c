"""Names of learners go when their time is over, stand in the register, and are given out. S0-14."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import NotAllowed
from phongtrao.orgs.models import Learner
from phongtrao.orgs.queries.personal_data import register_of_data
from phongtrao.orgs.services import forget_expired, give_learner_data, name_learner
from phongtrao.orgs.tasks import forget_learners
from tests.factories import give, make_user

TODAY = localdate()


def make_learner(unit, name, keep_until):
    return name_learner(
        Learner(
            unit=unit,
            full_name=name,
            group="8A",
            purpose=Learner.Purpose.PRIZE,
            purpose_note="Hội thi sáng tạo",
            consent_by="Mẹ: Lò Thị Mận",
            consent_on=date(2024, 9, 5),
            keep_until=keep_until,
        ),
        by=None,
    )


@pytest.fixture
def bong(hoa_sen):
    return make_learner(hoa_sen, "Lường Thị Bống", TODAY)


def test_a_job_forgets_names_whose_time_is_over(bong, hoa_sen):
    make_learner(hoa_sen, "Lò Văn Còn", TODAY + timedelta(days=2))

    assert forget_expired(TODAY) == 0
    assert forget_expired(TODAY + timedelta(days=1)) == 1

    assert list(Learner.objects.values_list("full_name", flat=True)) == ["Lò Văn Còn"]
    line = Entry.objects.get(action="orgs.learner_forgotten")
    assert (line.subject_type, line.subject_id, line.actor) == ("orgs.unit", str(hoa_sen.pk), None)


def test_the_job_may_run_twice(bong):
    Learner.objects.update(keep_until=TODAY - timedelta(days=1))

    forget_learners(timestamp=0)
    forget_learners(timestamp=0)

    assert not Learner.objects.exists()
    assert Entry.objects.filter(action="orgs.learner_forgotten").count() == 1


def test_the_register_tells_what_is_kept_of_learners(client, bong, province):
    keeper = make_user("Quản trị tỉnh")
    give(keeper, Role.ADMIN, province)
    Learner.objects.update(keep_until=TODAY - timedelta(days=1))
    client.force_login(keeper)

    page = client.get("/don-vi/du-lieu-ca-nhan/").content.decode()

    assert "Người học được ghi tên" in page
    assert "chứng minh đã có sự đồng ý của cha mẹ, người giám hộ" in page
    assert "1 tên sẽ xóa trong đêm nay" in page
    assert "Lường Thị Bống" not in page
    assert "orgs.learner" not in {kept.holding.label for kept in register_of_data(TODAY)}


def test_the_file_of_a_learner_is_given_by_the_school_only(client, bong, binh, an, chi):
    path = f"/don-vi/nguoi-hoc/{bong.pk}/"
    client.force_login(binh)

    shown = client.get(path).content.decode()
    archive = zipfile.ZipFile(io.BytesIO(client.post(path).content))

    ((part, said),) = json.loads(archive.read("du-lieu-ca-nhan.json")).items()
    assert part == "Người học được ghi tên"
    assert said["du_lieu"][0]["Họ và tên"] == "Lường Thị Bống"
    assert "Lấy dữ liệu" in shown
    assert Entry.objects.filter(action="orgs.data_given", subject_type="orgs.learner").count() == 1
    with pytest.raises(NotAllowed):
        give_learner_data(bong, by=an)
    client.force_login(chi)
    assert client.post(path).status_code == 404
