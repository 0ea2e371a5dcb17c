"""The pages of activities: a phone's entry, the list, confirming many, kinds, the report line. S0-08, S0-21, S0-48"""

import pytest
from django.urls import reverse

from phongtrao.activities.models import Activity, ActivityKind, RegisterEntry, Theme
from phongtrao.activities.queries.themes import with_done
from phongtrao.activities.services.twins import join_activities
from phongtrao.activities.services.writing import return_activity
from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import DocumentKind
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.plans.models import Plan, ProgressReport
from tests.activities.made import days_ago, kind, photo, recorded
from tests.plans.work import make_work

S = Activity.Status
LIST = reverse("activities:activities")


def page(client, user, address, /, *args, **params):
    client.force_login(user)
    return client.get(reverse(f"activities:{address}", args=args), params)


def post(client, user, address, /, *args, **said):
    client.force_login(user)
    return client.post(reverse(f"activities:{address}", args=args), said)


def test_the_entry_of_a_phone(client, hoa_sen, lan):
    said = {"unit": hoa_sen.pk, "title": "Ngày hội STEM", "starts_on": f"{days_ago(1):%d/%m/%Y}", "nguoi_learners": "120", "quantity": "2"}  # fmt: skip
    url = reverse("activities:new", args=[kind().pk])
    client.force_login(lan)

    answer = client.post(url, {**said, "photos": [photo("a.jpg"), photo("b.jpg", size=(900, 700))], "ghi-nhan": "1"})  # fmt: skip

    made = Activity.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("activities:activity", args=[made.pk]))
    assert (made.status, made.people, made.quantity) == (S.RECORDED, 120, 2)
    assert made.evidence.count() == 2
    assert "Chờ thủ trưởng hoặc văn phòng cấp trên xác nhận." in client.get(answer.url).content.decode()  # fmt: skip


def test_a_bad_photo_keeps_what_was_typed_and_writes_nothing(client, hoa_sen, lan):
    bad = photo("chuong-trinh.jpg")
    bad.file.seek(0)
    bad.file.truncate()
    bad.file.write(b"MZ" + b"\0" * 600)
    bad.size = 602

    answer = post(
        client, lan, "new", kind().pk,
        unit=hoa_sen.pk, title="Ngày hội STEM", starts_on=f"{days_ago(1):%d/%m/%Y}", photos=bad,
    )  # fmt: skip

    text = answer.content.decode()
    assert "không phải là ảnh chụp" in text
    assert 'value="Ngày hội STEM"' in text
    assert not Activity.objects.exists()


def test_a_draft_is_changed_and_recorded(client, hoa_sen, binh_minh, lan):
    post(client, lan, "new", kind().pk, unit=hoa_sen.pk, title="Ngày hội", starts_on=f"{days_ago(1):%d/%m/%Y}")  # fmt: skip
    draft = Activity.objects.get()
    assert draft.status == S.DRAFT

    post(
        client, lan, "edit", draft.pk, unit=hoa_sen.pk, title="Ngày hội STEM", starts_on=f"{days_ago(2):%d/%m/%Y}",
        others=binh_minh.name, o_subject="Toán", **{"ghi-nhan": "1"},
    )  # fmt: skip

    draft.refresh_from_db()
    assert (draft.status, draft.title, draft.values) == (S.RECORDED, "Ngày hội STEM", {"subject": "Toán"})  # fmt: skip
    assert {(p.unit, p.day) for p in draft.parties.all()} == {(hoa_sen, days_ago(2)), (binh_minh, days_ago(2))}  # fmt: skip


def test_who_writes_for_nobody_finds_no_entry(client, giang, khanh, hoa_sen):
    for user in (giang, khanh):
        assert page(client, user, "choose").status_code == 404
        assert page(client, user, "new", kind().pk).status_code == 404


def test_the_list_says_what_is_seen_and_filters(client, hoa_sen, binh_minh, lan, chi, an):
    recorded(hoa_sen, lan, audiences={"learners": 30})
    recorded(
        binh_minh, chi, "Kỹ năng số tối thứ năm", key="digital_class", audiences={"parents": 12}
    )

    assert "Kỹ năng số tối thứ năm" not in page(client, lan, "activities").content.decode()
    text = page(client, an, "activities", don_vi="binh minh").content.decode()
    assert ("Kỹ năng số tối thứ năm" in text, "Ngày hội STEM" in text) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(
    client, rows, hoa_sen, lan, an, django_assert_max_num_queries
):
    for number in range(rows):
        recorded(hoa_sen, lan, f"Ngày hội {number}")
    client.force_login(an)
    client.get(LIST)

    with django_assert_max_num_queries(12) as found:
        text = client.get(LIST).content.decode()

    assert text.count("Ngày hội ") >= rows
    COUNTS.add(len(found))
    assert len(COUNTS) == 1


COUNTS: set[int] = set()


def test_many_are_confirmed_from_the_list(client, hoa_sen, lan, binh):
    made = [recorded(hoa_sen, lan, f"Ngày hội {number}") for number in range(3)]

    post(client, binh, "confirm_many", row=[one.pk for one in made[:2]])

    assert list(Activity.objects.order_by("pk").values_list("status", flat=True)) == [S.CONFIRMED, S.CONFIRMED, S.RECORDED]  # fmt: skip


def test_twins_are_shown_joined_and_parted(client, hoa_sen, binh_minh, lan, chi, an):
    ours = recorded(hoa_sen, lan, place="Nhà văn hóa")
    theirs = recorded(binh_minh, chi, place="Nhà văn hóa")
    assert "Là một, gộp" in page(client, an, "activity", ours.pk).content.decode()
    assert "Là một, gộp" not in page(client, lan, "activity", ours.pk).content.decode()

    post(client, an, "join", ours.pk, theirs.pk)
    assert "Đã gộp từ" in page(client, an, "activity", ours.pk).content.decode()
    post(client, an, "part", theirs.pk)

    assert Activity.objects.counted().count() == 2


def test_a_stranger_cannot_join_what_they_do_not_see(client, hoa_sen, binh_minh, lan, chi):
    ours, theirs = recorded(hoa_sen, lan), recorded(binh_minh, chi)

    assert post(client, lan, "join", ours.pk, theirs.pk).status_code == 404


def test_a_joined_one_leads_to_where_it_is_counted(client, hoa_sen, binh_minh, lan, chi, an):
    ours, theirs = recorded(hoa_sen, lan), recorded(binh_minh, chi)
    join_activities(ours, theirs, by=an)

    assert "Đã gộp vào hoạt động" in page(client, an, "activity", theirs.pk).content.decode()


def test_the_line_goes_into_the_report_of_the_task(client, so, hoa_sen, lan):
    work = make_work(so, hoa_sen)
    made = recorded(hoa_sen, lan, task=work.task)
    assert "Đưa vào báo cáo tiến độ" in page(client, lan, "activity", made.pk).content.decode()

    post(client, lan, "report", made.pk, work.pk, line="- Đã tổ chức ngày hội.", percent="35")

    report = ProgressReport.objects.get()
    assert (report.done, report.percent) == ("- Đã tổ chức ngày hội.", 35)
    assert "Đưa vào báo cáo tiến độ" not in page(client, lan, "activity", made.pk).content.decode()


def test_kinds_are_written_a_line_each(client, an, binh):
    assert page(client, binh, "kinds").status_code == 404
    assert page(client, an, "kinds").status_code == 200

    post(
        client, an, "kind_new", name="Chợ sách", group="Truyền thông",
        fields_="Số sách* | số\nHình thức | chọn | Bán; Tặng",
    )  # fmt: skip
    made = ActivityKind.objects.get(name="Chợ sách")
    assert [(one.label, one.kind, one.options, one.required) for one in made.asked] == [
        ("Số sách", "number", (), True),
        ("Hình thức", "choice", ("Bán", "Tặng"), False),
    ]
    key = made.asked[0].key
    post(client, an, "kind_edit", made.pk, name="Hội sách", group="Truyền thông", fields_="Số sách | số")  # fmt: skip
    made.refresh_from_db()
    assert (made.name, [one.key for one in made.asked]) == ("Hội sách", [key])


def test_a_box_keeps_its_key_under_another_name_and_two_never_share_one(client, an):
    long = "Số học sinh tham gia cuộc thi cấp"
    same = "\n".join((f"{long} trường | số", f"{long} tỉnh | số", "%% | số"))
    post(client, an, "kind_new", name="Cuộc thi nhỏ", group="Nhóm", fields_=same)
    made = ActivityKind.objects.get(name="Cuộc thi nhỏ")
    keys = [one.key for one in made.asked]
    assert (len(set(keys)), "" in keys) == (3, False)

    other = same.replace("%%", "Trị giá")
    post(client, an, "kind_edit", made.pk, name="Cuộc thi nhỏ", group="Nhóm", fields_=other)

    made.refresh_from_db()
    assert [one.key for one in made.asked] == keys
    assert made.asked[2].label == "Trị giá"


def test_a_kind_that_is_not_clear_is_refused(client, an):
    answer = post(client, an, "kind_new", name="Chợ", group="Nhóm", fields_="Số sách | bao nhiêu")

    assert "chưa rõ" in answer.content.decode()


def test_a_contribution_from_its_page(client, hoa_sen, lan, binh, teacher):
    teacher.code = "GV001"
    teacher.save()
    made = recorded(hoa_sen, lan)
    post(client, lan, "contribution_new", made.pk, person="GV001", role="Trưởng nhóm")
    noted = made.contributions.get()

    assert "Chờ xác nhận" in page(client, binh, "activity", made.pk).content.decode()
    post(client, binh, "contribution_confirm", noted.pk)

    noted.refresh_from_db()
    assert noted.confirmed_by == binh


def test_a_register_is_kept_and_read_by_those_it_is_for(
    client, hoa_sen, lan, giang, chi, an, teacher
):
    teacher.code = "GV001"
    teacher.save()
    said = {"unit": hoa_sen.pk, "register": "core", "person": "GV001", "since": "01/09/2025"}
    post(client, lan, "entry_new", **said)
    entry = RegisterEntry.objects.get()

    for reader in (lan, an):
        assert teacher.full_name in page(client, reader, "registers").content.decode()
    assert teacher.full_name not in page(client, chi, "registers").content.decode()
    assert page(client, giang, "registers").status_code == 404
    assert (
        teacher.full_name not in page(client, an, "registers", ngay="01/08/2025").content.decode()
    )
    post(client, chi, "entry_end", entry.pk, until="01/03/2026")
    entry.refresh_from_db()
    assert entry.until is None
    post(client, lan, "entry_end", entry.pk, until="01/03/2026")
    entry.refresh_from_db()
    assert f"{entry.until:%d/%m/%Y}" == "01/03/2026"


def test_a_theme_counts_what_was_told_on_its_channel(client, hoa_sen, lan, an):
    year = days_ago(3).year
    post(client, lan, "theme_new", unit=hoa_sen.pk, year=year, title="Nghị quyết 57", channel="portal", planned="4")  # fmt: skip
    more = {"key": "communication", "values": {"theme": "nghị quyết 57"}}
    recorded(hoa_sen, lan, "Bài một", channel="portal", **more)
    recorded(hoa_sen, lan, "Bài hai", channel="social", **more)

    theme = with_done(Theme.objects.all()).get()

    assert (theme.planned, theme.done) == (4, 1)
    assert "Nghị quyết 57" in page(client, an, "themes").content.decode()
    post(client, lan, "theme_edit", theme.pk, unit=hoa_sen.pk, year=year, title="Nghị quyết 57-NQ/TW", channel="portal", planned="4")  # fmt: skip
    assert Theme.objects.get().title == "Nghị quyết 57-NQ/TW"


def test_a_theme_follows_a_registered_paper(client, so, an, hoa_sen, lan):
    """S0-21: only papers the writer reads are offered; others see number and day."""
    year = days_ago(3).year
    paper = register_document(
        DocumentData(DocumentKind.PLAN, "Hướng dẫn truyền thông", "05/HD-SGDĐT", days_ago(9), hoa_sen), by=None
    )  # fmt: skip
    foreign = register_document(
        DocumentData(DocumentKind.PLAN, "Việc của Sở", "06/HD-SGDĐT", days_ago(9), so), by=None
    )
    typed = {"unit": hoa_sen.pk, "year": year, "title": "Nghị quyết 57", "channel": "portal", "planned": "4"}  # fmt: skip
    offered = page(client, lan, "theme_new").content.decode()
    assert f'value="{paper.pk}"' in offered

    post(client, lan, "theme_new", **typed, document=paper.pk, guidance="mục 2")

    theme = Theme.objects.get()
    assert theme.document == paper
    listed = page(client, an, "themes").content.decode()
    assert f"05/HD-SGDĐT ({days_ago(9):%d/%m/%Y}); mục 2" in listed
    shown = page(client, lan, "theme_edit", theme.pk).content.decode()
    assert f'value="{paper.pk}" selected' in shown
    seen = visible_documents(lan).filter(pk=foreign.pk).exists()
    assert (f'value="{foreign.pk}"' in shown) is seen


def test_mending_keeps_the_task_of_a_plan_that_is_over(client, so, hoa_sen, lan, an):
    work = make_work(so, hoa_sen)
    one = recorded(hoa_sen, lan, task=work.task)
    return_activity(one, "Thiếu số người", by=an)
    Plan.objects.update(status=Plan.Status.CLOSED)

    shown = page(client, lan, "edit", one.pk).content.decode()

    assert f'<option value="{work.task_id}" selected>' in shown
