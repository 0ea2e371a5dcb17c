"""S0-53: what the program prints as a plan, its own reader reads back to the same structure."""

import subprocess
from pathlib import Path

import pytest

from phongtrao.documents.services import read_file
from phongtrao.documents.word.check import check_template
from phongtrao.orgs.queries import superior_name
from phongtrao.plans.issuing import level_of, levels, paper_keys
from phongtrao.plans.models import Plan
from phongtrao.plans.pages.plan_words import usual_wording
from phongtrao.plans.queries.upper_plans import targets_of
from phongtrao.plans.services.own_plans import Taken, draft_own_plan
from phongtrao.plans.services.plan_papers import PlanWording, print_plan
from phongtrao.reader import read_plan
from tests.factories import make_movement
from tests.plans.upper import TARGETS, big_plan, issued_plan

pytestmark = pytest.mark.django_db
SIGNED = {
    "so": {"capacity": "KT. Giám đốc", "position": "Phó Giám đốc"},
    "suoi_may": {"capacity": "KT. Chủ tịch", "position": "Phó Chủ tịch"},
    "hoa_sen": {"capacity": "", "position": "Hiệu trưởng"},
}
BEHALF = {"so": "KT. Giám đốc", "suoi_may": "TM. Ủy ban nhân dân, KT. Chủ tịch", "hoa_sen": None}
HEADS = {
    "so": ("UBND tỉnh Sông Ngân", "Sở Giáo dục và Đào tạo Sông Ngân"),
    "suoi_may": (None, "Ủy ban nhân dân Xã Suối Mây"),  # both lines are one name
    "hoa_sen": ("Xã Suối Mây", "Trường THCS Hoa Sen"),
}
WORDING = {
    "purpose": "1. Mục đích\nTạo khí thế thi đua trong đơn vị.\n2. Yêu cầu\nViệc giao rõ người.",
    "carrying_out": "1. Văn phòng theo dõi, đôn đốc.\n2. Các tổ báo cáo hằng tháng.",
    "bases": "Căn cứ Kế hoạch số 05/KH-UBND ngày 10/01/2026 của UBND tỉnh về phong trào thi đua;",
    "opening": "Đơn vị ban hành kế hoạch như sau:",
    "place": "Suối Mây",
    "signer": "Nguyễn Minh Châu",
    "recipients": "UBND tỉnh (để báo cáo)\nCác trường THCS\nLưu: VT",
}


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def movement(so):
    return make_movement(so)


def printed(plan, by, folder, **signed):
    paper = print_plan(plan, PlanWording(**WORDING | signed), by=by)
    path = Path(folder) / "ke-hoach.docx"
    path.write_bytes(read_file(paper.file))
    return path


def bare_section(title):
    """“III. Chuyển đổi số”: the reader keeps number and title apart."""
    return title.partition(". ")[2] or title


def expected_tasks(plan):
    """The plan's tasks in the reader's schema, as far as a table says them."""
    found = []
    for number, task in enumerate(plan.tasks.order_by("position"), start=1):
        parties = list(task.parties.order_by("position", "pk"))
        roman = task.section.partition(". ")[0]
        found.append(
            {
                "section": bare_section(task.section),
                "ordinal": f"{roman}.{number}",
                "text": task.text,
                "lead_units": [p.name for p in parties if p.role == "lead"],
                "coordinating_units": [p.name for p in parties if p.role == "coordinator"],
                "time": task.timing_text,
                "deliverable": task.deliverable,
            }
        )
    return found


def folded(*words):
    return [(word or "").casefold() for word in words]


def said(tasks):
    return [{k: v for k, v in task.items() if k not in ("time_kind", "deadline")} for task in tasks]


def test_every_template_of_a_level_has_no_fault():
    assert len(levels()) == 4
    for key in paper_keys():
        assert check_template(key.default.read_bytes(), key.places) == []


def test_each_kind_of_issuer_has_its_level(so, suoi_may, hoa_sen):
    assert [level_of(unit).key for unit in (so, suoi_may, hoa_sen)] == ["1-so", "2-xa", "3-truong"]
    assert level_of(so.__class__(kind="province")) is None


@pytest.mark.parametrize("who", SIGNED)
def test_a_plan_of_eighty_tasks_is_read_back_as_it_was(
    request, who, movement, an, lam, binh, tmp_path
):
    owner = request.getfixturevalue(who)
    by = {"so": an, "suoi_may": lam, "hoa_sen": binh}[who]
    plan = big_plan(owner, movement, by=by)

    reading = read_plan(printed(plan, by, tmp_path, **SIGNED[who])).plan

    assert said(reading["tasks"]) == expected_tasks(plan)
    assert [one["deadline"] for one in reading["tasks"][:6]] == [
        None, "2026-12-15", "2026-09", "2026-09", "2026", "2026-11-20",
    ]  # fmt: skip
    targets = [(one["name"], [t["text"] for t in one["targets"]]) for one in reading["indicators"]]
    assert targets == [
        (name, [level.partition(": ")[2] for level in levels]) for name, *levels in TARGETS
    ]
    assert [one["text"] for one in reading["purposes"]] == ["Tạo khí thế thi đua trong đơn vị"]
    assert [one["text"] for one in reading["requirements"]] == ["Việc giao rõ người"]
    assert reading["contents"] == []
    head = reading["document"]
    assert (head["kind"], head["title"]) == ("Kế hoạch", plan.title)
    # In capitals on the paper: which words are names is not said there.
    assert folded(head["issuing_parent"], head["issuing_unit"]) == folded(*HEADS[who])
    assert folded(head["signed_on_behalf"]) == folded(BEHALF[who])
    assert folded(head["signer_title"]) == folded(SIGNED[who]["position"])
    assert head["signer_name"] == "Nguyễn Minh Châu"
    assert [(one["name"], one["purpose"]) for one in reading["recipients"]] == [
        ("UBND tỉnh", "để b/c"),
        ("Các trường THCS", "để thực hiện"),
        ("VT", "Lưu"),
    ]
    assert [one["number"] for one in reading["legal_bases"]] == ["05/KH-UBND"]


def test_libreoffice_opens_it_and_reads_the_same(so, movement, an, tmp_path):
    plan = big_plan(so, movement, by=an)
    path = printed(plan, an, tmp_path, **SIGNED["so"])
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir",
         str(tmp_path / "lo"), f"-env:UserInstallation=file://{tmp_path}/profile", str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    again = read_plan(tmp_path / "lo" / "ke-hoach.docx").plan

    assert said(again["tasks"]) == expected_tasks(plan)
    assert [one["name"] for one in again["indicators"]] == [name for name, *_rest in TARGETS]


def test_recipients_of_a_school_are_those_above_by_name(so, hoa_sen, movement, an, binh):
    above = issued_plan(so, movement, by=an)
    own = Plan(
        title="Của trường", owner=hoa_sen, parent=above, line="admin", starts_on=above.starts_on
    )
    draft_own_plan(own, Taken([task.pk for task in above.tasks.all()]), [movement], by=binh)

    first, second, *_rest = usual_wording(own, binh)["recipients"].splitlines()

    above_names = [f"{so.name} (để báo cáo)", f"{superior_name(hoa_sen)} (để báo cáo)"]
    assert [first, second] == above_names


def test_a_school_drafts_from_the_plan_above_and_reads_back(
    so, hoa_sen, movement, an, binh, tmp_path
):
    above = issued_plan(so, movement, by=an)
    own = Plan(
        title="Đổi mới sáng tạo của trường",
        owner=hoa_sen,
        parent=above,
        line="admin",
        starts_on=above.starts_on,
    )
    taken = Taken([task.pk for task in above.tasks.all()], [one.key for one in targets_of(above)])
    draft_own_plan(own, taken, [movement], by=binh)
    words = {k: v for k, v in usual_wording(own, binh).items() if k != "signer"}

    reading = read_plan(printed(own, binh, tmp_path, **words)).plan

    assert said(reading["tasks"]) == expected_tasks(own)
    assert {tuple(task["lead_units"]) for task in reading["tasks"]} == {("Trường THCS Hoa Sen",)}
    assert [one["name"] for one in reading["indicators"]] == [name for name, *_rest in TARGETS]
    assert reading["contents"] == []
    assert reading["purposes"]
    assert reading["requirements"]
