"""Forms of report on screen: who finds them, the editor row by row, what a round says of its form. S0-34"""

import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from phongtrao.accounts.models import Role
from phongtrao.documents.fields import Field, FieldKind, read_fields, write_fields
from phongtrao.documents.models import Form, FormVersion
from phongtrao.initiatives.forms.writing import WritingForm
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.papers import INITIATIVE_REPORT
from phongtrao.initiatives.reading import read_initiative
from phongtrao.initiatives.services.drafts import parts_of
from phongtrao.initiatives.services.files import attach_file
from phongtrao.initiatives.services.printing import print_initiative
from phongtrao.initiatives.services.report_forms import Read, copy_form, issue_form
from phongtrao.initiatives.services.submitting import faults_of
from phongtrao.initiatives.services.writing import save_draft, start_initiative
from tests.factories import give
from tests.initiatives.made import full_draft, make_round
from tests.initiatives.test_screens import as_, page, send

pytestmark = pytest.mark.django_db
PAGES = ("form", "form_copy", "form_edit", "form_issue", "form_drop")


@pytest.fixture
def shipped(db) -> Form:
    return Form.objects.get(key="initiative_report", owner=None)


@pytest.fixture
def own(shipped, so, an) -> Form:
    return copy_form(shipped, so, "Báo cáo của Sở", by=an)


def typed(client, form, **changed: str) -> dict[str, str]:
    """What the browser would send of the editor as it is shown, with some values changed."""
    editor = client.get(reverse("initiatives:form_edit", args=[form.pk])).context["editor"]
    sent = {}
    for one in (editor.whole, editor.rows.management_form, *editor.rows):
        for field in one:
            value = field.value()
            if value is not None and value is not False:
                sent[field.html_name] = "on" if value is True else str(value)
    return sent | changed


def labels(form) -> list[str]:
    return [box.label for box in boxes(form)]


def boxes(form) -> list[Field]:
    return read_fields(form.versions.latest("number").fields)


# ------------------------------------------------------------------ who finds them


def test_the_list_has_shipped_forms_and_ones_own_with_the_rounds_that_use_them(own, so, an, binh):
    issue_form(own, Read(1), by=an)
    make_round(so, an, form=own.versions.get(), title="Đợt của Sở")

    mine, others = page(as_(an), "form_list"), page(as_(binh), "form_list")

    assert ("Báo cáo của Sở" in mine, "Đợt của Sở" in mine) == (True, True)
    assert ("Báo cáo mô tả sáng kiến" in others, "Báo cáo của Sở" in others) == (True, False)


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_for_any_number(
    own, shipped, so, an, more, django_assert_num_queries
):
    for number in range(more):
        copy_form(shipped, so, f"Mẫu {number}", by=an)
    client = as_(an)
    page(client, "form_list")

    with django_assert_num_queries(7):
        page(client, "form_list")


def test_a_form_of_another_unit_does_not_exist(own, binh):
    for name in PAGES:
        address = reverse(f"initiatives:{name}", args=[own.pk])
        assert as_(binh).get(address).status_code == 404, name


def test_who_holds_no_rounds_finds_no_forms_at_all(own, shipped, so, giang, giang_at_work, dung):
    give(giang, Role.TEACHER, so)
    for user in (giang, dung):
        addresses = [reverse("initiatives:form_list")]
        addresses += [
            reverse(f"initiatives:{name}", args=[one.pk])
            for name in PAGES
            for one in (own, shipped)
        ]
        assert [as_(user).get(one).status_code for one in addresses] == [404] * len(addresses)
    assert "Mẫu báo cáo</a>" not in page(as_(giang), "own_list")


def test_a_shipped_form_is_looked_at_and_copied_not_changed(shipped, an):
    client = as_(an)

    said = page(client, "form", shipped.pk)

    assert ("Tạo mẫu riêng từ mẫu này" in said, "Sửa mẫu" in said) == (True, False)
    assert "Ít nhất 40 chữ." in said
    refused = client.get(reverse("initiatives:form_edit", args=[shipped.pk]))
    assert refused.url == reverse("initiatives:form", args=[shipped.pk])


# ------------------------------------------------------------------ the editor


def test_a_copy_opens_in_the_editor(shipped, so, an):
    client = as_(an)

    answer = send(client, "form_copy", shipped.pk, unit=so.pk, title="Mẫu của Sở")

    made = Form.objects.get(owner=so)
    assert answer.url == reverse("initiatives:form_edit", args=[made.pk])
    assert "Bản nháp của phiên bản 1" in page(client, "form_edit", made.pk)


def test_the_editor_keeps_boxes_headings_and_their_order(own, an):
    client = as_(an)
    first = labels(own)[0]
    new = {
        "dong-8-label": "Đặt vấn đề", "dong-8-kind": "section", "dong-8-ORDER": "5",
        "dong-9-label": "Số tiết đã dạy thử", "dong-9-kind": "number", "dong-9-measure": "tiết",
        "dong-9-ORDER": "15", "dong-1-DELETE": "on",
    }  # fmt: skip

    answer = client.post(reverse("initiatives:form_edit", args=[own.pk]), typed(client, own, **new))

    assert answer.url == reverse("initiatives:form", args=[own.pk])
    kept = boxes(own)
    assert (kept[0].label, kept[0].section, kept[0].key) == (first, "Đặt vấn đề", "o1")
    assert (kept[1].full_label, kept[1].key) == ("Số tiết đã dạy thử (tiết)", "o9")
    assert "Mục đích của giải pháp" not in labels(own)
    shown = page(client, "form", own.pk)
    assert shown.index("Đặt vấn đề") < shown.index("Số tiết đã dạy thử (tiết)")


def test_a_row_goes_up_or_down_by_its_button_and_the_editor_stays(own, an):
    client = as_(an)
    before = labels(own)

    answer = client.post(
        reverse("initiatives:form_edit", args=[own.pk]), typed(client, own, chuyen="2 -1")
    )

    assert answer.url == reverse("initiatives:form_edit", args=[own.pk]) + "#cac-o"
    assert labels(own) == [before[0], before[2], before[1], *before[3:]]


@pytest.mark.parametrize(
    ("changed", "said", "at"),
    [
        ({"dong-1-label": "THỰC TRẠNG trước khi có giải pháp"}, "Mẫu đã có ô", "dong-1-label"),
        ({"dong-0-label": ""}, "Hãy ghi tên ô, hoặc đánh dấu", "dong-0-label"),
        ({"dong-0-kind": "colour"}, "Loại ô không có trong danh sách", "dong-0-kind"),
        ({"dong-0-kind": "choice"}, "cần từ 2 đến 30 lựa chọn", "dong-0-choices"),
        ({f"dong-{n}-DELETE": "on" for n in range(8)}, "Mẫu chưa có ô nào", ""),
        (
            {"dong-8-label": "Kết luận", "dong-8-kind": "section", "dong-8-ORDER": "99"},
            "Dưới đề mục “Kết luận” chưa có ô nào",
            "dong-8-label",
        ),
        ({"dong-0-least_words": "-1"}, "Số nhỏ nhất được nhập là 0", "dong-0-least_words"),
    ],
)
def test_bad_input_says_what_and_where_and_keeps_nothing(own, an, changed, said, at):
    client = as_(an)
    before = own.versions.get().fields

    answer = client.post(
        reverse("initiatives:form_edit", args=[own.pk]), typed(client, own, **changed)
    )

    shown = answer.content.decode()
    assert (answer.status_code, said in shown) == (200, True)
    assert not at or f'href="#id_{at}"' in shown
    assert own.versions.get().fields == before


def test_what_the_record_itself_refuses_is_said_on_the_page(own, an):
    client = as_(an)
    Form.objects.filter(pk=own.pk).update(key="")  # as nothing of ours writes it

    sent = typed(client, own, title="Tên khác")
    answer = client.post(reverse("initiatives:form_edit", args=[own.pk]), sent)

    own.refresh_from_db()
    assert (answer.status_code, own.title) == (200, "Báo cáo của Sở")


def test_issuing_shows_the_difference_first_and_dropping_asks(own, an):
    client = as_(an)
    issue_form(own, Read(1), by=an)
    edit = reverse("initiatives:form_edit", args=[own.pk])
    client.post(edit, typed(client, own, **{"dong-0-label": "Bối cảnh"}))

    shown = page(client, "form_issue", own.pk)
    assert ("Khác phiên bản 1" in shown, "Bối cảnh" in shown) == (True, True)
    send(client, "form_issue", own.pk, number=2, saved=0)
    assert not own.versions.latest("number").is_draft
    assert "Bối cảnh" in page(client, "form_compare", own.pk, tu=1, den=2)

    client.post(edit, typed(client, own, **{"dong-0-label": "Khác nữa"}))
    drop = reverse("initiatives:form_drop", args=[own.pk]) + "?ban=0"
    assert "Các chỗ đã sửa mất" in client.get(drop).content.decode()
    client.post(drop, {"confirm": "bỏ"})
    assert [version.number for version in own.versions.all()] == [2, 1]


def test_what_an_office_types_is_shown_as_text(own, an):
    client = as_(an)
    evil = {"dong-0-hint": "<img src=x onerror=alert(1)>", "dong-0-label": "<b>Tên</b>"}

    client.post(reverse("initiatives:form_edit", args=[own.pk]), typed(client, own, **evil))

    shown = page(client, "form", own.pk)
    assert ("<img src=x" in shown, "&lt;img src=x" in shown, "<b>Tên" in shown) == (
        False,
        True,
        False,
    )


# ------------------------------------------------------------------ rounds


def test_the_page_of_a_round_names_its_version_and_offers_the_newer(so, an, round_, binh):
    FormVersion.objects.create(form=round_.form.form, number=2, fields=round_.form.fields[1:])
    client = as_(an)

    shown = page(client, "round", round_.pk)
    assert "Báo cáo mô tả sáng kiến, phiên bản 1" in shown
    assert "đã có phiên bản 2" in shown
    assert "đã có phiên bản 2" not in page(as_(binh), "round", round_.pk)
    change = page(client, "round_form", round_.pk)
    assert "Các ô sau bị bỏ" in change
    send(client, "round_form", round_.pk, number=2, saved=0)

    round_.refresh_from_db()
    assert round_.form.number == 2
    assert (
        "phiên bản mới nhất"
        in client.get(
            reverse("initiatives:round_form", args=[round_.pk]), follow=True
        ).content.decode()
    )


def test_a_round_is_offered_issued_forms_and_the_one_it_has(own, so, an):
    client = as_(an)
    drafted = page(client, "round_new")
    assert ("Báo cáo của Sở" in drafted, reverse("initiatives:form_list") in drafted) == (
        False,
        True,
    )
    issue_form(own, Read(1), by=an)

    round_ = make_round(so, an, form=own.versions.get())
    InitiativeRound.objects.filter(pk=round_.pk).update(status="draft")
    FormVersion.objects.create(form=own, number=2, fields=own.versions.get().fields)

    shown = page(client, "round_edit", round_.pk)
    assert "Báo cáo của Sở · phiên bản 1" in shown
    assert "Báo cáo của Sở · phiên bản 2" in shown


# ------------------------------------------------------------------ writing by it


SECTIONED = (
    Field("o1", FieldKind.LONG, "Thực trạng", section="Đặt vấn đề"),
    Field("o2", FieldKind.LONG, "Cách làm", section="Giải quyết vấn đề"),
    Field("o3", FieldKind.NUMBER, "Số tiết dạy thử", measure="tiết"),
    Field("o4", FieldKind.FILE, "Giấy xác nhận"),
)


def begun(fields, so, an, hoa_sen, giang) -> Initiative:
    form = Form.objects.create(key="phan", owner=so, title="Mẫu có đề mục")
    version = FormVersion.objects.create(form=form, number=1, fields=write_fields(fields))
    return start_initiative(make_round(so, an, form=version), hoa_sen, "Chấm bài", by=giang)


@pytest.fixture
def sectioned(so, an, hoa_sen, giang, giang_at_work) -> Initiative:
    made = begun(SECTIONED, so, an, hoa_sen, giang)
    values = {"o1": "Chấm lâu.", "o2": "Chấm bằng máy.", "o3": "12"}
    return save_draft(made, full_draft(values=values), made.saved, by=giang)


def test_an_author_writes_below_the_headings_and_files_go_to_their_box(sectioned, giang):
    client = as_(giang)
    shown = page(client, "edit", sectioned.pk)
    assert [
        shown.index(words) for words in ("Đặt vấn đề", "Giải quyết vấn đề", "Số tiết")
    ] == sorted(shown.index(words) for words in ("Đặt vấn đề", "Giải quyết vấn đề", "Số tiết"))
    assert faults_of(sectioned) == ["Chưa điền “Giấy xác nhận”."]

    file = SimpleUploadedFile("xac-nhan.csv", b"co")
    client.post(reverse("initiatives:file_add", args=[sectioned.pk]), {"file": file, "key": "o4"})

    assert faults_of(sectioned) == []
    lines = {line.box.label: line.text for line in read_initiative(sectioned, giang).lines}
    assert lines["Giấy xác nhận"] == "xac-nhan.csv"


def test_by_an_older_form_too_a_box_for_files_is_not_kept_secret_as_a_whole(
    so, an, hoa_sen, giang, giang_at_work
):
    older = [replace(box, may_be_secret=True) for box in SECTIONED]
    made = begun(older, so, an, hoa_sen, giang)

    save_draft(made, full_draft(secret_keys=("o3", "o4")), made.saved, by=giang)

    offered = [key for key, _label in WritingForm(initiative=made).fields["secret"].choices]
    assert offered == ["o1", "o2", "o3"]
    assert made.secret_keys == ["o3"]


def test_the_word_report_has_the_headings_and_falls_back_into_the_boxes(sectioned, giang):
    printed = print_initiative(read_initiative(sectioned, giang), INITIATIVE_REPORT)
    lines = [paragraph.text for paragraph in Document(io.BytesIO(printed)).paragraphs]

    for words in (
        "5.1. Đặt vấn đề",
        "5.1.1. Thực trạng",
        "5.2. Giải quyết vấn đề",
        "5.2.1. Cách làm",
        "5.2.2. Số tiết dạy thử (tiết)",
    ):
        assert words in lines
    file = attach_file(sectioned, SimpleUploadedFile("bao-cao.docx", printed), by=giang)
    parts = parts_of(sectioned, file)
    assert {part.key: part.text for part in parts if part.key} == {
        "o1": "Chấm lâu.",
        "o2": "Chấm bằng máy.",
    }
    assert "Đặt vấn đề" not in [part.heading for part in parts]
