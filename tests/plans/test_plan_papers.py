"""S0-53: a plan drafted here, from an outline or another plan, printed, approved, issued in one step."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services import (
    Issue,
    approve_draft,
    issue_document,
    read_file,
    recall_draft,
    submit_draft,
)
from phongtrao.documents.word.check import check_template
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.plans.issuing import letterhead_of, paper_keys, template_for
from phongtrao.plans.models import Plan, PlanPaper, Task
from phongtrao.plans.outlines import outline_of, outlines
from phongtrao.plans.paper import PLAN_PAPER, PlanPaperFacts
from phongtrao.plans.services.drafting import draft_from_outline, draft_from_plan
from phongtrao.plans.services.plan_papers import PlanWording, print_plan, release_paper
from phongtrao.plans.services.plans import draft_plan, publish_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task, edit_task
from phongtrao.plans.timings import When
from tests.factories import make_movement

WORDS = PlanWording(
    carrying_out="Các trường tổ chức thực hiện.",
    bases="Căn cứ Kế hoạch số 01/KH-UBND;",
    purpose="Tạo khí thế thi đua.",
    recipients="Các trường THCS\nLưu: VT",
)
LEAD = ("Văn phòng Sở",)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def movement(so):
    return make_movement(so)


@pytest.fixture
def draft(so, an, movement):
    plan = Plan(title="Thi đua đổi mới năm 2026", owner=so, starts_on=date(2026, 1, 1))
    draft_plan(plan, [movement], by=an)
    add_task(plan, TaskDraft("Mở hội thi", section="I. Thi đua", leads=LEAD), by=an)
    return plan


def text_of(file):
    body = Document(BytesIO(read_file(file))).element.body
    paragraphs = (node for node in body.iter() if node.tag.endswith("}p"))
    lines = ("".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in paragraphs)
    return [line for line in lines if line]


def approve(paper, by, signer):
    approve_draft(submit_draft(paper.document, signer, by=by), by=signer)


def number(paper, by):
    return issue_document(paper.document, Issue("KH-SGDĐTSN", timezone.localdate()), by=by)


# ------------------------------------------------------------------ the paper


def test_our_template_has_no_fault():
    assert check_template(PLAN_PAPER.default.read_bytes(), PLAN_PAPER.places) == []


def test_the_paper_says_the_plan_in_the_layout_of_the_decree(draft, an):  # S0-53, S4-24
    paper = print_plan(draft, WORDS, by=an)

    said = text_of(paper.file)
    head = said.index("KẾ HOẠCH")
    assert said[head : head + 2] == ["KẾ HOẠCH", "Thi đua đổi mới năm 2026"]
    assert {"UBND TỈNH SÔNG NGÂN", "SỞ GIÁO DỤC VÀ ĐÀO TẠO SÔNG NGÂN"} < set(said[:head])
    assert sum(line.startswith("Số:") for line in said[:head]) == 1
    assert "Căn cứ Kế hoạch số 01/KH-UBND." in said
    assert [line for line in said if line in ("I. Thi đua", "Mở hội thi", "Văn phòng Sở")] == [
        "I. Thi đua",
        "Mở hội thi",
        "Văn phòng Sở",
    ]
    assert "Các trường tổ chức thực hiện./." in said


@pytest.mark.parametrize(
    ("unit", "position", "signed"),
    [
        (
            "suoi_may",
            "Phó Chủ tịch xã",
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        ("so", "Phó Giám đốc Sở", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("hoa_sen", "Hiệu trưởng", ["HIỆU TRƯỞNG"]),
    ],
)
def test_a_deputy_signs_for_the_head(request, unit, position, signed):
    facts = _facts_of(request.getfixturevalue(unit), position)
    template = {key.key: key for key in paper_keys()}[template_for(request.getfixturevalue(unit))]

    made = fill_template(
        template.default.read_bytes(), template.places, template.fill(facts.to_json())
    )

    said = [line.text for cell in _last_table(made).rows[0].cells[1:] for line in cell.paragraphs]
    assert [line for line in said if line][:-1] == signed


def _facts_of(unit, position):
    facts = PlanPaperFacts.from_json(PLAN_PAPER.sample())
    superior, issuer = letterhead_of(unit, "Cấp trên")
    letter = replace(facts.letter, superior=superior, issuer=issuer, capacity="", position=position)
    return replace(facts, letter=letter)


def _last_table(content):
    tables = Document(BytesIO(content)).tables
    return next(one for one in tables if "Nơi nhận" in one.rows[0].cells[0].text)


def test_printing_again_is_a_version_only_when_something_changed(draft, an):
    paper = print_plan(draft, WORDS, by=an)
    print_plan(draft, WORDS, by=an)
    add_task(draft, TaskDraft("Tổng kết", leads=LEAD), by=an)

    print_plan(draft, WORDS, by=an)

    versions = paper.document.versions.order_by("version")
    assert [version.version for version in versions] == [1, 2]
    assert "Tổng kết" in text_of(versions[1].file)


def test_a_plan_without_tasks_is_not_printed(so, an, movement):
    plan = Plan(title="Kế hoạch trống", owner=so, starts_on=date(2026, 1, 1))
    draft_plan(plan, [movement], by=an)

    with pytest.raises(BadInput, match="chưa có nhiệm vụ nào"):
        print_plan(plan, WORDS, by=an)


@pytest.mark.parametrize("who", ["dung", "binh", "khanh"])
def test_only_the_issuers_office_prints(request, draft, who):
    with pytest.raises(NotAllowed):
        print_plan(draft, WORDS, by=request.getfixturevalue(who))


# ------------------------------------------------------------------ to the number


def test_the_number_puts_the_plan_in_force_in_one_step(draft, an, dung):  # S0-53
    paper = print_plan(draft, WORDS, by=an)
    approve(paper, an, dung)

    document = number(paper, an)

    draft.refresh_from_db()
    assert (draft.status, draft.document, document.number) == (
        Plan.Status.PUBLISHED,
        document,
        document.number,
    )
    assert document.issued_on == timezone.localdate()
    assert document.number == "01/KH-SGDĐTSN"
    assert "01/KH-SGDĐTSN" in " ".join(text_of(document.file)).replace("Số: ", "").replace(" ", "")


def test_a_plan_changed_after_printing_does_not_go_to_its_signer(draft, an, dung):
    paper = print_plan(draft, WORDS, by=an)
    edit_task(draft.tasks.get(), TaskDraft("Mở hội thi khác", leads=LEAD), by=an)

    with pytest.raises(BadInput, match="đã sửa sau khi lập văn bản"):
        submit_draft(paper.document, dung, by=an)


def test_a_plan_that_cannot_be_in_force_does_not_go_to_its_signer(draft, an, dung):
    add_task(draft, TaskDraft("Việc không ai chủ trì"), by=an)
    paper = print_plan(draft, WORDS, by=an)

    with pytest.raises(BadInput, match="chưa có cơ quan chủ trì"):
        submit_draft(paper.document, dung, by=an)


def test_while_the_paper_is_at_its_signer_the_plan_stands_still(draft, an, dung):
    paper = print_plan(draft, WORDS, by=an)
    submit_draft(paper.document, dung, by=an)

    with pytest.raises(NotAllowed, match="đang trình ký"):
        add_task(draft, TaskDraft("Thêm", leads=LEAD), by=an)

    recall_draft(paper.document, by=an)
    add_task(draft, TaskDraft("Thêm", leads=LEAD), by=an)
    assert draft.tasks.count() == 2


def test_whoever_read_before_the_paper_was_submitted_loses(draft, an, dung):
    paper = print_plan(draft, WORDS, by=an)
    task = draft.tasks.get()
    approve(paper, an, dung)
    number(paper, an)

    with pytest.raises((WrongState, NotAllowed)):
        edit_task(task, TaskDraft("Sau khi có số", leads=LEAD), by=an)


def test_a_plan_with_a_paper_is_not_published_past_it(draft, an):
    print_plan(draft, WORDS, by=an)

    with pytest.raises(BadInput, match="cùng lúc văn bản được cấp số"):
        publish_plan(draft, by=an)


def test_parted_from_its_paper_a_plan_is_published_by_hand(draft, an, dung):
    paper = print_plan(draft, WORDS, by=an)

    document = release_paper(draft, by=an)
    publish_plan(draft, by=an)

    approve(paper, an, dung)
    issue_document(document, Issue("KH-SGDĐTSN", timezone.localdate()), by=an)
    draft.refresh_from_db()
    assert (draft.status, draft.document_id) == (Plan.Status.PUBLISHED, None)
    assert not PlanPaper.objects.exists()


def test_a_draft_paper_is_read_by_its_office_only(client, draft, an, khanh, binh):
    paper = print_plan(draft, WORDS, by=an)

    for who, status in ((an, 200), (khanh, 404), (binh, 404)):
        client.force_login(who)
        url = reverse("documents:outgoing", args=[paper.document_id])
        assert client.get(url).status_code == status


def test_the_page_leads_from_printing_to_the_number(client, draft, an, dung):
    client.force_login(an)
    url = reverse("plans:plan", args=[draft.pk])
    before = client.get(url).content.decode()
    printed = client.post(
        reverse("plans:plan_paper", args=[draft.pk]),
        {"carrying_out": "Các trường thực hiện.", "opening": "Sở ban hành:"},
    )
    paper = PlanPaper.objects.get()
    after = client.get(url).content.decode()

    assert "Lập văn bản" in before
    assert printed.url == reverse("documents:outgoing", args=[paper.document_id])
    assert "Đến văn bản để trình ký, cấp số" in after
    assert f"/van-ban/tep/{paper.file_id}/" in after or str(paper.file_id) in after


# ------------------------------------------------------------------ begun from something


def test_a_copy_has_the_tasks_a_year_later(so, an, movement):  # S0-53
    old = Plan(
        title="Thi đua năm 2025",
        owner=so,
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
    )
    draft_plan(old, [movement], by=an)
    whole = add_task(
        old,
        TaskDraft(
            "Hội thi năm 2025 theo Nghị định 152/2025/NĐ-CP, giai đoạn 2025-2030",
            when=When(Task.Timing.DATE, "2025-08-20", "20/08/2025"),
            leads=LEAD,
        ),
        by=an,
    )
    add_task(old, TaskDraft("Chấm thi", part_of=whole, leads=LEAD), by=an)
    new = Plan(title="Thi đua năm 2026", owner=so, starts_on=date(2026, 1, 1))

    copied = draft_from_plan(new, old, [movement], by=an)

    first, part = new.tasks.order_by("position")
    assert (copied.tasks, copied.moved) == (2, 1)
    assert first.text == "Hội thi năm 2026 theo Nghị định 152/2025/NĐ-CP, giai đoạn 2025-2030"
    assert (first.timing_value, first.timing_text) == ("2026-08-20", "20/08/2026")
    assert [party.name for party in first.parties.all()] == list(LEAD)
    assert part.part_of == first
    assert first.derived_from is None


def test_a_copy_of_the_plan_above_carries_its_tasks_on(draft, an, suoi_may, lam, movement):
    publish_plan(draft, by=an)
    own = Plan(title="Thi đua của xã", owner=suoi_may, parent=draft, starts_on=date(2026, 2, 1))

    draft_from_plan(own, draft, [movement], by=lam)

    assert own.tasks.get().derived_from == draft.tasks.get()


@pytest.mark.parametrize("key", outlines())
def test_every_outline_becomes_a_plan_that_could_be_issued(so, an, movement, key):
    plan = Plan(title="Từ khung", owner=so, starts_on=date(2026, 9, 1))

    copied = draft_from_outline(plan, outline_of(key), [movement], by=an)
    publish_plan(plan, by=an)

    assert copied.tasks == plan.tasks.count() > 4
    texts = " ".join(plan.tasks.values_list("text", flat=True))
    assert "{" not in texts
    assert not plan.tasks.exclude(timing="unspecified").filter(timing_text="").exists()


def test_a_school_writes_its_own_plan_on_the_page(client, hoa_sen, binh, so, movement):
    client.force_login(binh)

    answer = client.post(
        reverse("plans:plan_new"),
        {
            "owner": hoa_sen.pk,
            "outline": "2-truong-huong-ung",
            "title": "Thi đua của trường",
            "movements": [movement.pk],
            "line": "admin",
            "starts_on": "01/09/2026",
        },
    )

    plan = Plan.objects.get()
    assert answer.url == reverse("plans:plan", args=[plan.pk])
    assert (plan.owner, plan.tasks.count()) == (hoa_sen, 6)


def test_outline_and_plan_at_once_are_refused(client, draft, so, an, movement):
    client.force_login(an)

    answer = client.post(
        reverse("plans:plan_new"),
        {
            "owner": so.pk,
            "outline": "1-phong-trao-nam",
            "source": draft.pk,
            "title": "Hai nguồn",
            "movements": [movement.pk],
            "line": "prof",
            "starts_on": "01/01/2027",
        },
    )

    assert "không chọn cả hai" in answer.content.decode()
    assert Plan.objects.count() == 1


def test_a_draft_of_another_unit_cannot_be_copied(client, draft, binh):
    client.force_login(binh)

    page = client.get(reverse("plans:plan_new"), {"tu": draft.pk}).content.decode()

    assert draft.title not in page


def test_the_form_offers_only_what_is_own_or_above(client, so, an, hoa_sen, lan, movement):
    """S0-53: a unit never carries out what stands below it."""
    own = make_movement(hoa_sen, "Phong trào của trường")
    below = Plan.objects.create(
        title="Kế hoạch của trường", owner=hoa_sen, status="published", starts_on=date(2026, 1, 1)
    )
    above = Plan.objects.create(
        title="Kế hoạch của Sở", owner=so, status="published", starts_on=date(2026, 1, 1)
    )

    client.force_login(an)
    office = client.get(reverse("plans:plan_new")).context["form"].fields
    client.force_login(lan)
    school = client.get(reverse("plans:plan_new")).context["form"].fields

    assert list(office["parent"].queryset) == [above]
    assert list(office["movements"].queryset) == [movement]
    assert set(school["movements"].queryset) == {movement, own}
    assert below in school["parent"].queryset


def test_documents_of_a_draft_plan_are_not_yet_readable(draft, an, binh):
    paper = print_plan(draft, WORDS, by=an)

    assert paper.document.status == OfficialDocument.Status.DRAFT
    assert draft.document_id is None
