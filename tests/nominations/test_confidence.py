"""What others said in confidence of the nominated: that it is there is told in the file of their data, and no more."""

import io
import zipfile

import pytest

from phongtrao.nominations.models import Objection, Opinion, Statement
from phongtrao.orgs.services import give_data
from tests.literacy.made import make_worker
from tests.nominations.dossiers import make_nomination, make_round, make_submission

pytestmark = pytest.mark.django_db
SECRETS = (
    "Còn nợ thuế năm 2024",
    "Công an đang xác minh",
    "Nghe nói đã chép bài",
    "Đã hỏi tổ trưởng",
)
GIVEN = "Có, do người khác nói kín nên không cung cấp."


@pytest.fixture
def told_of(so, hoa_sen, giang, binh, an):
    person = make_worker(giang, hoa_sen)
    found = make_nomination(make_submission(make_round(so), hoa_sen), person)
    Statement.objects.create(nomination=found, words="Gương mẫu", answer=True, note=SECRETS[0])
    Opinion.objects.create(
        nomination=found, body="Công an xã", asked_on="2026-05-01", words=SECRETS[1], recorded_by=an
    )
    Objection.objects.create(
        nomination=found, made_by=binh, words=SECRETS[2], answer=SECRETS[3], status="rejected"
    )
    return person


def test_the_file_tells_that_others_spoke_and_not_what(told_of, giang):
    archive = zipfile.ZipFile(io.BytesIO(give_data(told_of, by=giang)))
    plain = archive.read("du-lieu-ca-nhan.json").decode()
    sheets = zipfile.ZipFile(io.BytesIO(archive.read("du-lieu-ca-nhan.xlsx")))
    cells = "".join(sheets.read(name).decode() for name in sheets.namelist())

    assert [words for words in SECRETS if words in plain or words in cells] == []
    assert plain.count(GIVEN) == 4
