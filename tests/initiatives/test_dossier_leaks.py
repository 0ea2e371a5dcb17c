"""What a member learns of a dossier, channel by channel: who is tied nothing, in a blind round no author. S0-29"""

from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.core.files.base import ContentFile

from phongtrao.accounts.models import Role
from phongtrao.councils.services.sittings import Call, plan_sitting
from phongtrao.councils.services.withdrawing import withdraw_case
from phongtrao.demo.paper import note_docx
from phongtrao.initiatives.models import Initiative, InitiativeFile
from phongtrao.initiatives.services.bringing import Judging, set_judging
from phongtrao.initiatives.services.files import attach_file
from phongtrao.initiatives.services.questions import answer_question, ask_question
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import save_draft
from phongtrao.lib.errors import WrongState
from phongtrao.lib.redacting import Redactor
from phongtrao.orgs.models import Line
from tests.councils.scored import give_sheet
from tests.factories import give
from tests.initiatives.judged import accept, make_court
from tests.initiatives.made import WORDS, full_draft, make_written

SECRET = "congthucriengcuato"
NAMES = ("Vũ Thị Giang", "Giang", "Hoa Sen")


def before_the_council(court, unit, author):
    """The report names its author and school, keeps a part secret, and has a file that says it all again."""
    made = make_written(court.round, unit, author)
    said = "Cô Giang (VŨ THỊ GIANG) dạy ở trường THCS Hoa Sen; học sinh làm bài trên giấy."
    values = WORDS | {"o1": said, "o2": f"Dùng {SECRET} của tổ."}
    draft = full_draft(title="Chấm bài của cô Giang", values=values, secret_keys=("o2",))
    save_draft(made, draft, made.saved, by=author)
    file = ContentFile(
        note_docx("Phụ lục", f"Vũ Thị Giang, Hoa Sen, {SECRET}"), "vu-thi-giang.docx"
    )
    attach_file(made, file, is_secret=True, by=author)
    submit_initiative(made, by=author)
    made.refresh_from_db()
    accept(made, by=court.office)
    (brought,) = court.bring()
    return brought


@pytest.fixture
def blind(so, thpt, hoa_sen, an, giang, giang_at_work):
    court = make_court(so, thpt, hoa_sen, an, is_blind=True)
    return court, before_the_council(court, hoa_sen, giang)


@pytest.fixture
def named(so, thpt, hoa_sen, an, giang, giang_at_work):
    court = make_court(so, thpt, hoa_sen, an)
    return court, before_the_council(court, hoa_sen, giang)


def channels(court, initiative, sitting) -> list[str]:
    case, round_ = initiative.case_id, court.round.pk
    file = InitiativeFile.objects.get(initiative=initiative).file_id
    return [
        f"/sang-kien/ho-so-xet/{case}/",
        f"/sang-kien/ho-so-xet/{case}/tep/1/",
        f"/sang-kien/ho-so-xet/{case}/hoi/",
        f"/sang-kien/{initiative.pk}/",
        f"/sang-kien/{initiative.pk}/phien-ban/1/",
        f"/sang-kien/{initiative.pk}/ban-in/bao-cao/",
        f"/sang-kien/{initiative.pk}/ban-in/don/?tai=docx",
        f"/sang-kien/dot-xet/{round_}/",
        f"/sang-kien/dot-xet/{round_}/?xuat=xlsx",
        "/sang-kien/",
        "/sang-kien/dot-xet/",
        f"/van-ban/tep/{file}/",
        f"/hoi-dong/ho-so/{case}/",
        f"/hoi-dong/{court.council.pk}/ho-so/",
        f"/hoi-dong/phien-hop/{sitting.pk}/",
        "/tim-kiem/?q=giang",
        "/thong-bao/",
        "/",
    ]


def read_all(client, user, addresses) -> dict[str, str]:
    """Address → what stands there; nothing where it does not exist for the user."""
    client.force_login(user)
    found = {}
    for address in addresses:
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[address] = text_of(content) if answer.status_code == 200 else ""
    return found


def text_of(content: bytes) -> str:
    """A page as it is; of a workbook or a Word file every part, unpacked."""
    if not is_zipfile(BytesIO(content)):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as packed:
        return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def test_a_member_of_a_blind_council_meets_no_name_anywhere(blind, client, giang):
    court, brought = blind
    question = ask_question(brought, "Đo ở mấy lớp?", by=court.users["xet"])
    answer_question(question, "Tôi, Vũ Thị Giang, đo ở hai lớp.", by=giang)
    sitting = plan_sitting(
        court.council, Call(brought.submitted_at), [brought.case], by=court.office
    )

    read = read_all(client, court.users["doc"], channels(court, brought, sitting))

    assert {at: name for at, page in read.items() for name in NAMES if name in page} == {}
    office = read_all(client, court.office, channels(court, brought, sitting))
    assert "Giang" in office[f"/sang-kien/dot-xet/{court.round.pk}/?xuat=xlsx"]
    dossier = read[f"/sang-kien/ho-so-xet/{brought.case_id}/"]
    assert SECRET in dossier
    assert "đo ở hai lớp" in dossier
    assert "[đã che]" in read[f"/sang-kien/ho-so-xet/{brought.case_id}/tep/1/"]


def test_a_leader_who_judges_blindly_reads_it_in_no_other_way(blind, client, so):
    court, brought = blind
    chair = court.users["chu"]
    give(chair, Role.LEADER, so, Line.PROF)
    client.force_login(chair)

    seen = {
        at: client.get(at).status_code
        for at in (f"/sang-kien/{brought.pk}/", f"/sang-kien/ho-so-xet/{brought.case_id}/")
    }

    assert list(seen.values()) == [404, 200]
    assert "Giang" not in client.get(f"/sang-kien/dot-xet/{court.round.pk}/").content.decode()


@pytest.mark.parametrize("status", ["valid", "submitted", "returned"])
def test_taken_out_it_stays_unread_by_a_leader_who_judged_it_blindly(blind, client, so, status):
    court, brought = blind
    chair = court.users["chu"]
    give(chair, Role.LEADER, so, Line.PROF)
    withdraw_case(brought.case, "Nộp nhầm bản", by=court.office)
    Initiative.objects.filter(pk=brought.pk).update(status=status)
    client.force_login(chair)

    seen = client.get(f"/sang-kien/{brought.pk}/").status_code
    pages = (f"/sang-kien/dot-xet/{court.round.pk}/", "/tim-kiem/?q=giang")
    read = "".join(client.get(at).content.decode() for at in pages)

    assert (seen, "Chấm bài" in read) == (404, False)
    client.force_login(court.office)
    assert client.get(f"/sang-kien/{brought.pk}/").status_code == 200


def test_who_judged_without_names_reads_none_in_why_it_was_taken_out(blind, client):
    court, brought = blind
    sitting = plan_sitting(
        court.council, Call(brought.submitted_at), [brought.case], by=court.office
    )
    give_sheet(brought.case, court.members["doc"])
    addresses = [
        *channels(court, brought, sitting),
        f"/hoi-dong/phien-hop/{sitting.pk}/noi-dung/{sitting.items.get().pk}/",
        f"/hoi-dong/{court.council.pk}/lich-su/",
        "/hoi-dong/cham/",
    ]

    withdraw_case(brought.case, "Cô Vũ Thị Giang (THCS Hoa Sen) nộp nhầm bản", by=court.office)

    read = read_all(client, court.users["doc"], addresses)
    assert {at: name for at, page in read.items() for name in NAMES if name in page} == {}
    assert "nộp nhầm bản" in read[f"/hoi-dong/ho-so/{brought.case_id}/"]
    assert "nộp nhầm bản" in read["/thong-bao/"]


def test_a_round_judged_blindly_stays_blind_when_all_of_it_was_taken_out(blind):
    court, brought = blind
    withdraw_case(brought.case, "Nộp nhầm bản", by=court.office)

    with pytest.raises(WrongState, match="không đổi việc che tên tác giả"):
        set_judging(court.round, Judging(court.council), by=court.office)

    set_judging(court.round, Judging(is_blind=True), by=court.office)  # another council may


@pytest.mark.parametrize("court_of", ["blind", "named"])
def test_a_tied_member_reads_nothing_of_the_dossier(request, court_of, client):
    court, brought = request.getfixturevalue(court_of)
    sitting = plan_sitting(
        court.council, Call(brought.submitted_at), [brought.case], by=court.office
    )

    read = read_all(client, court.users["ban"], channels(court, brought, sitting))

    words = (SECRET, "Chấm bài", "học sinh làm bài")
    assert {at: word for at, page in read.items() for word in words if word in page} == {}


def test_a_member_who_is_not_tied_reads_secret_parts_and_files(named, client):
    court, brought = named
    file = InitiativeFile.objects.get(initiative=brought).file_id

    addresses = [f"/sang-kien/ho-so-xet/{brought.case_id}/", f"/van-ban/tep/{file}/"]
    read = read_all(client, court.users["doc"], addresses)

    assert [SECRET in read[addresses[0]], read[addresses[1]] != ""] == [True, True]
    assert "Vũ Thị Giang" in read[addresses[0]]


def test_who_asked_is_not_told_to_the_authors(named, client, giang):
    court, brought = named
    ask_question(brought, "Đo ở mấy lớp?", by=court.users["doc"])

    addresses = [f"/sang-kien/{brought.pk}/", "/thong-bao/", "/"]
    read = read_all(client, giang, addresses)

    assert "Đo ở mấy lớp?" in read[addresses[0]]
    assert [at for at, page in read.items() if "Khổng Văn Đọc" in page] == []


def test_names_are_covered_however_they_are_written():
    cover = Redactor(["Vũ Thị Giang"], ["Trường THCS Hoa Sen"]).cover

    said = {
        "Vũ Thị  Giang": "[đã che]",
        "vu thi giang": "[đã che]",
        "THẦY GIANG và cô Giang": "[đã che] và [đã che]",
        "tổ Toán trường THCS\nHoa Sen": "tổ Toán [đã che]",
        "HOA SEN": "[đã che]",
        "bài giảng về hoa": "bài giảng về hoa",
    }
    assert {text: cover(text) for text in said} == said
