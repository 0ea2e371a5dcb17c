"""Papers written on the screen from a blank template, and recipients planned while drafting."""

from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from docx import Document

from phongtrao.accounts.models import Role
from phongtrao.documents.models import Approval, OfficialDocument, Paper, Purpose, WrittenDraft
from phongtrao.documents.numbering import proposed_symbol
from phongtrao.documents.pages.batch import BatchRow
from phongtrao.documents.queries import papers_waiting_for
from phongtrao.documents.queries.recipients import (
    Addressed,
    TypedLine,
    planned_block,
    planned_lines,
    read_lines,
)
from phongtrao.documents.queries.writing import place_of, usual_words
from phongtrao.documents.services import (
    Draft,
    Wording,
    approve_draft,
    current_version,
    edit_draft,
    read_file,
    return_draft,
    rewrite_draft,
    submit_draft,
    write_draft,
)
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.outgoing import recipients_of_paper
from phongtrao.documents.services.recipients import GroupData, add_group
from phongtrao.documents.word.check import check_template
from phongtrao.documents.written import LETTER, TITLED, fill_written
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.orgs.models import Grant, Line, Post, Unit
from phongtrao.orgs.services import appoint
from tests.documents.outgoing import make_approved, make_draft, make_issued, today
from tests.factories import LONG_AGO, give, make_person, make_unit, make_user

WORDS = Wording(
    text="Thực hiện Kế hoạch số 05/KH-SGDĐT;\nĐề nghị các trường nộp báo cáo.",
    addressed_to="Các trường THCS",
    place="Sông Ngân",
    capacity="KT. Giám đốc",
    position="Phó Giám đốc",
    signer="Ngô Ánh Hồng",
)
LINES = "Các trường THCS\nBan TĐKT tỉnh (để b/c)\nLưu: VT, VP"


def make_letter(unit, by, *, words=WORDS, kind="CV", recipients=LINES):
    draft = Draft(kind, "nộp báo cáo thi đua", "", recipients)
    return write_draft(draft, words, unit, by=by)


def said(file):
    """Every paragraph of the file, those of its tables as well, in reading order."""
    document = Document(BytesIO(read_file(file)))
    paragraphs = document.element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
    )
    found = [
        "".join(node.text or "" for node in p.iter() if node.tag.endswith("}t")) for p in paragraphs
    ]
    return [line for line in found if line]


def text(response):
    return " ".join(response.content.decode().split())


# ------------------------------------------------------------------ the paper


@pytest.mark.parametrize("key", [LETTER, TITLED])
def test_our_templates_have_no_fault(key):
    assert check_template(key.default.read_bytes(), key.places) == []


def test_a_letter_is_laid_out_as_the_decree_has_it(an, so):  # S4-24, S2-32
    letter = make_letter(so, an)

    lines = said(letter.file)
    day = next(line for line in lines if line.startswith("Sông Ngân, ngày"))
    lines.remove(day)
    assert lines == [
        "UBND TỈNH SÔNG NGÂN",
        so.name.upper(),
        f"Số:          /{proposed_symbol('CV', so)}",
        "V/v nộp báo cáo thi đua",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi: Các trường THCS.",
        "Thực hiện Kế hoạch số 05/KH-SGDĐT;",
        "Đề nghị các trường nộp báo cáo./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Ban TĐKT tỉnh (để b/c);",
        "- Lưu: VT, VP.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Ngô Ánh Hồng",
    ]


def test_an_announcement_bears_its_name_and_its_bases(an, so):
    words = Wording(text="Căn cứ Luật Thi đua, khen thưởng.\nCăn cứ Kế hoạch 05\nSở thông báo:")
    paper = make_letter(so, an, words=words, kind="TB")

    lines = said(paper.file)
    start = lines.index("THÔNG BÁO")
    assert lines[start : start + 5] == [
        "THÔNG BÁO",
        "nộp báo cáo thi đua",
        "Căn cứ Luật Thi đua, khen thưởng;",
        "Căn cứ Kế hoạch 05.",
        "Sở thông báo:./.",
    ]
    assert "- Các trường THCS (để thực hiện);" in lines


def test_a_letter_to_nobody_or_by_a_stranger_is_not_written(an, binh, so):
    with pytest.raises(BadInput):
        make_letter(so, an, words=Wording(text="Đề nghị nộp."))
    with pytest.raises(NotAllowed):
        make_letter(so, binh)

    assert OfficialDocument.objects.count() == 0


def test_other_words_make_a_version_and_void_the_approval(an, dung, so):
    words = replace(WORDS, signer=dung.full_name)
    letter = make_letter(so, an, words=words)
    approve_draft(submit_draft(letter, dung, by=an), by=dung)
    draft = Draft("CV", "nộp báo cáo thi đua", "", LINES)

    rewrite_draft(letter, draft, words, by=an)
    letter.refresh_from_db()
    assert (letter.status, letter.versions.count()) == ("approved", 1)

    changed = Wording(text="Đề nghị nộp trước ngày 20/12.", addressed_to="Các trường THCS")
    rewrite_draft(letter, draft, changed, by=an)
    letter.refresh_from_db()
    assert (letter.status, letter.versions.count()) == ("draft", 2)
    assert Approval.objects.get().voided_at is not None
    assert "Đề nghị nộp trước ngày 20/12./." in said(letter.file)


def test_a_letter_goes_to_whom_it_prints(client, an, dung, so):  # S0-61
    letter = make_letter(so, an)
    client.force_login(an)
    url = reverse("documents:submit", args=[letter.pk])
    refused = text(client.post(url, {"form_key": str(uuid4()), "signer": dung.pk}))

    assert "Dự thảo in tên người ký “Ngô Ánh Hồng”, không phải Phạm Quang Dũng." in refused
    assert reverse("documents:draft_rewrite", args=[letter.pk]) in refused
    assert not Approval.objects.exists()

    words = replace(WORDS, signer="TS. Phạm Quang Dũng")
    rewrite_draft(letter, Draft("CV", letter.abstract, "", LINES), words, by=an)
    submit_draft(letter, dung, by=an)

    names = letter.versions.order_by("version").values_list("file__name", flat=True)
    assert [name.rpartition("(")[2] for name in names] == [
        "dự thảo, bản 1).docx",
        "dự thảo, bản 2).docx",
    ]


def test_a_letter_is_written_and_mended_on_the_screen(client, an, so):
    client.force_login(an)
    form = text(client.get(reverse("documents:draft_write") + "?loai=CV"))
    fields = {
        "unit": so.pk,
        "kind": "CV",
        "abstract": "nộp báo cáo",
        "addressed_to": "Các trường",
        "text": "Đề nghị nộp.",
        "recipients": "Lưu: VT",
    }
    refused = client.post(
        reverse("documents:draft_write"), fields | {"addressed_to": "", "form_key": str(uuid4())}
    )
    client.post(reverse("documents:draft_write"), fields | {"form_key": str(uuid4())})
    letter = OfficialDocument.objects.get()

    url = reverse("documents:draft_rewrite", args=[letter.pk])
    again = text(client.get(url))
    changed = fields | {"text": "Đề nghị nộp ngay.", "form_key": str(uuid4())}
    client.post(url, changed)

    assert "Kính gửi" in form
    assert "Công văn phải có nơi được gửi." in text(refused)
    assert "Đề nghị nộp." in again
    assert WrittenDraft.objects.get().facts["text"] == "Đề nghị nộp ngay."
    assert letter.versions.count() == 2


# ------------------------------------------------------------------ recipients


def test_planned_recipients_are_offered_when_the_paper_is_sent(client, an, dung, so):  # S0-60
    group = add_group(so, GroupData("Các trường", kinds=["school"]), by=an)
    paper = make_issued(so, an, dung)
    paper.planned_recipients = "Các trường (để biết)\nBan TĐKT tỉnh (để b/c)\nLưu: VT"
    paper.save()
    client.force_login(an)

    form = client.get(reverse("documents:distribute", args=[paper.pk])).context["form"]

    assert form[f"nhom{group.pk}"].value() == "know"
    assert form["them"].value() == "Ban TĐKT tỉnh (để b/c)\nLưu: VT"


def test_those_named_in_kinh_gui_are_offered_when_the_letter_is_sent(an, so):
    """“Như trên” stands for them: a letter that names them above must reach them."""
    words = replace(
        WORDS, addressed_to="Các trường THCS, các trường mầm non;\nUBND xã; Công an xã."
    )
    letter = make_letter(so, an, words=words)

    assert [line.name for line in planned_lines(letter)] == [
        "các trường mầm non",
        "UBND xã",
        "Công an xã",
        "Các trường THCS",
        "Ban TĐKT tỉnh",
        "VT",
        "VP",
    ]


def test_recipients_are_ticked_and_typed_on_the_draft(client, an, so):
    group = add_group(so, GroupData("Các trường", kinds=["school"]), by=an)
    client.force_login(an)

    fields = {"unit": so.pk, "kind": "KH", "abstract": "Đợt 1", "form_key": str(uuid4())}
    fields |= {"groups": [group.pk], "recipients": "Ban TĐKT tỉnh (để b/c)"}
    client.post(reverse("documents:draft_new"), fields)

    paper = OfficialDocument.objects.get()
    assert planned_block(paper) == ["- Các trường (để thực hiện);", "- Ban TĐKT tỉnh (để b/c)."]
    form = client.get(reverse("documents:draft_edit", args=[paper.pk])).context["form"]
    assert form["groups"].value() == [str(group.pk)]
    assert form["recipients"].value() == "Ban TĐKT tỉnh (để b/c)"


def test_other_recipients_void_the_approval(an, dung, so):  # decision 9
    paper = make_approved(so, an, dung)

    edit_draft(paper, Draft(paper.kind, paper.abstract, "", "Ban TĐKT tỉnh (để b/c)"), by=an)

    paper.refresh_from_db()
    assert (paper.status, paper.planned_recipients) == ("draft", "Ban TĐKT tỉnh (để b/c)")
    assert Approval.objects.get().reason == "đổi nơi nhận sau khi duyệt."
    versions = paper.versions.order_by("version").values_list("recipients", "file", "note")
    file = paper.file_id
    assert list(versions) == [("", file, ""), ("Ban TĐKT tỉnh (để b/c)", file, "Đổi nơi nhận")]


def test_recipients_nobody_was_shown_are_mended_in_place(an, so):
    paper = make_draft(so, an)

    edit_draft(paper, Draft(paper.kind, paper.abstract, "", "Ban TĐKT tỉnh (để b/c)"), by=an)

    version = paper.versions.get()
    assert (version.version, version.recipients) == (1, "Ban TĐKT tỉnh (để b/c)")


def test_comparison_and_the_signers_page_show_that_recipients_changed(client, an, dung, so):
    way = submit_draft(make_draft(so, an), dung, by=an)
    return_draft(way, "Thêm nơi nhận", by=dung)
    draft = Draft("KH", way.abstract, "", "Các trường THCS\nLưu: VT")
    edit_draft(way.document, draft, by=an)
    again = submit_draft(way.document, dung, by=an)
    client.force_login(dung)

    compared = text(client.get(reverse("documents:compare_drafts", args=[way.document_id])))
    signed = text(client.get(reverse("documents:approval", args=[again.pk])))
    batch = BatchRow.all_of([again])[0].changed

    assert "Chữ của bản 2 giống hệt bản 1. Nơi nhận dự kiến đã đổi." in compared
    for page in (compared, signed):
        assert "<ins>Các trường THCS (để thực hiện)</ins>" in page
    assert "- Các trường THCS (để thực hiện);" in signed
    assert batch.endswith("Nơi nhận dự kiến đã đổi")


def test_a_paper_made_of_figures_brings_its_recipients_along(db):
    paper = Paper(template=current_version(LETTER.key), facts=LETTER.sample())

    assert read_lines(recipients_of_paper(paper), Purpose.CARRY_OUT) == [
        TypedLine("Ban TĐKT tỉnh", Purpose.REPORT),
        TypedLine("VT", Purpose.KEEP),
        TypedLine("VP", Purpose.KEEP),
    ]


# ------------------------------------------------------------------ after the number


def test_an_issued_paper_waits_with_its_drafter_until_it_is_sent(client, an, dung, so, hoa_sen):
    paper = make_issued(so, an, dung)
    client.force_login(an)
    url = reverse("documents:distribute", args=[paper.pk])

    before = [(row.label, row.url) for row in papers_waiting_for(an)]
    page = client.get(reverse("documents:outgoing", args=[paper.pk])).context["page"]
    distribute(paper, [Addressed("Trường", Purpose.CARRY_OUT, units=(hoa_sen.pk,))], by=an)
    after = client.get(reverse("documents:outgoing", args=[paper.pk])).context["page"]

    assert before == [("Gửi văn bản", url)]
    assert (page.primary.label, page.primary.url) == ("Gửi văn bản tới nơi nhận", url)
    assert after.primary.label == "Xem nơi nhận"
    assert papers_waiting_for(an) == []


def test_the_day_and_month_of_issue_are_left_for_the_hand(so, an):
    paper = make_letter(so, an)

    facts = WrittenDraft.objects.get(document=paper).facts

    filled = fill_written(facts | {"as_of": "2026-01-15"})
    assert filled["dia_danh_ngay"] == "Sông Ngân, ngày     tháng     năm 2026"


# ------------------------------------------------------------------ place and signature


def make_post(user, unit, position):
    post = Post(
        person=make_person(user.full_name, user),
        unit=unit,
        position=position,
        category=Post.Category.CIVIL,
        is_frontline=False,
        days=(LONG_AGO, None),
    )
    appoint(post, by=None)


def test_place_and_signer_come_from_the_unit_and_the_grants_of_the_day(so, an, dung):  # S0-61
    deputy = make_user("Ngô Ánh Hồng", "hong")
    for person, position in ((deputy, "Phó Giám đốc Sở"), (dung, "Giám đốc Sở")):
        make_post(person, so, position)
    grant = give(deputy, Role.LEADER, so, Line.PROF)
    Grant.objects.filter(pk=grant.pk).update(capacity="KT.")
    own = {"place": "Sông Ngân", "capacity": "", "position": "Giám đốc", "signer": dung.full_name}
    for_him = {"place": "Thủ Đô", "capacity": "KT. Giám đốc", "position": "Phó Giám đốc"}

    first = usual_words(so)
    words = Wording("Đề nghị nộp.", "Các trường", "Thủ Đô", "KT. Giám đốc", "", deputy.full_name)
    make_letter(so, an, words=words)
    second = usual_words(so)
    Grant.objects.filter(pk=grant.pk).update(days=(LONG_AGO, today()))  # ended yesterday
    third = usual_words(so)

    assert first == own
    assert second == for_him | {"signer": "Ngô Ánh Hồng"}
    assert third == own | {"place": "Thủ Đô"}


@pytest.mark.parametrize(
    ("name", "place"),
    [("Ủy ban nhân dân tỉnh Sông Ngân", "Sông Ngân"), ("Xã Suối Mây", "Suối Mây")],
)
def test_place_is_the_bare_name(db, name, place):
    kind = Unit.Kind.PROVINCE if "tỉnh" in name else Unit.Kind.COMMUNE

    assert place_of(make_unit(name, kind)) == place
