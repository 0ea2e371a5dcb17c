"""Names and numbers of a dossier in one voice, however they are typed; what changed between two sendings. S0-57"""

import unicodedata
from copy import deepcopy
from datetime import date

import pytest

from phongtrao.documents.comparison import Passage
from phongtrao.lib.errors import Conflict
from phongtrao.nominations.queries.consistency import differs, findings_of, near_names
from phongtrao.nominations.queries.versions import passages_of
from phongtrao.nominations.services.claims import Told, set_claims
from phongtrao.nominations.services.proving import prove_claim
from phongtrao.nominations.services.reports import fill_report
from phongtrao.nominations.services.sending import frozen
from tests.literacy.made import make_worker
from tests.nominations.dossiers import make_nomination, make_round, make_submission

NAME = "Vũ Thị Giang"


@pytest.fixture
def sent(so, hoa_sen):
    return make_submission(make_round(so), hoa_sen, met_on=date(2025, 5, 20), chair="Trần Văn Bình", present=20)  # fmt: skip


@pytest.fixture
def nomination(sent, giang, hoa_sen):
    return make_nomination(sent, make_worker(giang, hoa_sen), ayes=19, noes=1)


@pytest.mark.parametrize("typed", [unicodedata.normalize("NFD", NAME), "Vũ  Thị\u00a0Giang "])
def test_a_name_is_the_same_however_it_is_encoded_and_spaced(typed):
    assert differs(typed, NAME) == ""


def test_a_name_inside_a_sentence_with_another_mark_is_found():
    text = "Cô Vũ Thi Giang dạy tốt. VŨ THỊ GIANG, Vũ Thị Giang và Vũ Thị Giảng cùng soạn."

    assert near_names(text, NAME) == ["Vũ Thi Giang", "Vũ Thị Giảng"]


@pytest.mark.django_db
def test_such_a_name_is_told_and_stops_nothing(sent, nomination):
    nomination.report = {"name": NAME, "results": "Cô Vũ Thi Giang dạy tốt."}
    nomination.save()

    found = [one for one in findings_of(sent) if "“Vũ Thi Giang”" in one.words]

    assert [one.is_hard for one in found] == [False]


@pytest.mark.django_db
def test_a_name_corrected_in_the_record_is_taken_into_list_and_report(sent, nomination, binh):
    nomination.report = {"name": NAME}
    nomination.save()
    nomination.person.full_name = "Vũ Thị Giáng"
    nomination.person.save()
    assert "Điền từ dữ kiện" in next(one.words for one in findings_of(sent) if one.part == "name")

    filled = fill_report(nomination, by=binh)

    assert filled[0] == "Tên trong danh sách"
    assert (nomination.name, nomination.report["name"]) == ("Vũ Thị Giáng", "Vũ Thị Giáng")
    assert [one for one in findings_of(sent) if one.part == "name"] == []


@pytest.mark.django_db
def test_a_paper_for_a_line_somebody_took_away_is_refused(nomination, binh):
    set_claims(nomination, [Told("Dạy giỏi")], by=binh)
    claim = nomination.claims.get()
    set_claims(nomination, [Told("Dạy rất giỏi")], by=binh)

    with pytest.raises(Conflict, match="vừa sửa danh sách thành tích"):
        prove_claim(claim, None, by=binh, url="https://vidu.example/giay")


@pytest.mark.django_db
def test_other_votes_another_day_and_another_paper_are_changes(sent, nomination, binh):
    set_claims(nomination, [Told("Dạy giỏi")], by=binh)
    before = frozen(sent)
    after = deepcopy(before)
    after["minutes"] |= {"met_on": "2025-05-21", "present": 18}
    after["minutes"]["list"][0]["ayes"] = 17
    after["claims"][str(nomination.pk)][0]["evidence"] = 5

    old, new = passages_of(before), passages_of(after)

    assert [one for one in new if one not in old] == [
        Passage("Vũ Thị Giang – Trường THCS Hoa Sen – Chiến sĩ thi đua cơ sở – 17 đồng ý, 1 không đồng ý, 0 không hợp lệ", "Danh sách"),
        Passage("Ngày họp: 21/05/2025", "Biên bản họp"),
        Passage("Có mặt: 18", "Biên bản họp"),
        Passage("Dạy giỏi (minh chứng số 5)", "Vũ Thị Giang: Thành tích"),
    ]  # fmt: skip
