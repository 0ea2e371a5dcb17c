"""A unit writes what it did; recorded, confirmed, sent back. S0-21, S4-08 to S4-12, S4-34 to S4-38"""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from PIL import Image

from phongtrao.activities.access import activities as access
from phongtrao.activities.models import Activity, ActivityKind, KindField
from phongtrao.activities.services import kinds as kind_services
from phongtrao.activities.services import writing as services
from phongtrao.audit.models import Entry
from phongtrao.documents.services import open_file
from phongtrao.lib.errors import BadFile, BadInput, Conflict, NotAllowed, WrongState
from phongtrao.lib.facts import facts_of
from phongtrao.notifications.models import Notice
from tests.activities.made import days_ago, kind, photo, recorded, writing

S = Activity.Status


def test_every_kind_of_the_plans_is_there(db):
    names = set(ActivityKind.objects.values_list("key", flat=True))

    assert names == {
        "communication", "guidance", "training", "core_team", "seminar", "startup_club", "startup_project",
        "stem", "student_idea", "digital_class", "learning_resource", "security_incident", "model", "launching",
        "policy_advice", "agreement", "sponsor", "support_asked", "support_given",
    }  # fmt: skip


def test_a_unit_drafts_and_records_what_it_did(hoa_sen, lan):
    said = writing(
        "  Ngày hội STEM  ",
        quantity=2,
        audiences={"learners": 120, "staff": "8", "parents": ""},
        values={"subject": "Khoa học tự nhiên", "nobody": "asked"},
    )

    draft = services.draft_activity(hoa_sen, said, by=lan)
    services.record_activity(draft, by=lan)

    draft.refresh_from_db()
    assert (draft.status, draft.title, draft.people) == (S.RECORDED, "Ngày hội STEM", 128)
    assert draft.audiences == {"staff": 8, "learners": 120}
    assert draft.values == {"subject": "Khoa học tự nhiên"}
    assert [p.unit for p in draft.parties.all()] == [hoa_sen]
    deeds = Entry.objects.filter(subject_type="activities.activity").order_by("pk")
    assert [entry.action for entry in deeds] == ["activities.drafted", "activities.recorded"]


def test_guidance_is_counted_and_an_event_says_who_brought_what_was_shown(hoa_sen, lan):
    """S4-08 S4-38"""
    recorded(hoa_sen, lan, "Hướng dẫn dịch vụ công", "guidance", quantity=25)
    shown = recorded(hoa_sen, lan, "Triển lãm số", "seminar", values={"vendor": "Công ty Mẫu"})

    with connection.cursor() as cursor:
        found = facts_of(cursor, "activities.count", hoa_sen.pk, until=days_ago(0), kind="guidance")
    assert [one.value for one in found] == [25]
    shown.refresh_from_db()
    assert shown.values == {"vendor": "Công ty Mẫu"}


def test_school_year_and_year_follow_from_the_day(hoa_sen, lan):
    made = recorded(hoa_sen, lan)

    made.starts_on = made.starts_on.replace(year=2026, month=2, day=1)
    assert (made.school_year, made.starts_on.year) == ("Năm học 2025–2026", 2026)
    made.starts_on = made.starts_on.replace(month=10)
    assert made.school_year == "Năm học 2026–2027"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"starts_on": days_ago(-1)}, "Ngày chưa đến"),
        ({"audiences": {"learners": -3}}, "không thể như vậy"),
        ({"key": "communication", "values": {"form": "Bay"}}, "không có ở “Hình thức”"),
        ({"key": "sponsor"}, "“Tổ chức, cá nhân tài trợ” cần có"),
        ({"key": "communication", "values": {"reach": "nhiều"}}, "nhiều"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(hoa_sen, lan, more, sentence):
    with pytest.raises(BadInput, match=sentence):
        services.draft_activity(hoa_sen, writing(**more), by=lan)

    assert Activity.objects.count() == 0


def test_it_cannot_end_before_it_begins(hoa_sen, lan):
    with pytest.raises(ValidationError, match="Ngày kết thúc"):
        services.draft_activity(hoa_sen, writing(ends_on=days_ago(9)), by=lan)


def test_a_kind_that_needs_evidence_is_not_recorded_without(hoa_sen, lan):
    draft = services.draft_activity(hoa_sen, writing(key="model"), by=lan)

    with pytest.raises(BadInput, match="cần minh chứng"):
        services.record_activity(draft, by=lan)
    services.add_proof(draft, by=lan, url="https://hoasen.example/mo-hinh")

    assert services.record_activity(draft, by=lan).status == S.RECORDED


def test_a_photo_is_made_small_and_forgets_where_it_was_taken(hoa_sen, lan):
    draft = services.draft_activity(hoa_sen, writing(), by=lan)

    proof = services.add_proof(draft, by=lan, photo=photo())

    with open_file(proof.file) as stored, Image.open(stored) as picture:
        assert picture.size == (1067, 1600)  # upright now
        assert dict(picture.getexif()) == {}
        assert picture.format == "JPEG"
    assert list(draft.evidence.all()) == [proof]


def test_photos_are_told_apart_by_their_titles(hoa_sen, lan):
    draft = services.draft_activity(hoa_sen, writing(title="Ngày hội " * 30), by=lan)

    pictures = [photo(size=(wide, 300)) for wide in (400, 500)]
    titles = [services.add_proof(draft, by=lan, photo=picture).title for picture in pictures]

    assert [title.rpartition(", ")[2] for title in titles] == ["ảnh 1", "ảnh 2"]
    assert all(title.startswith("Ngày hội Ngày hội") for title in titles)


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("anh.jpg", b"MZ\x90\x00" + b"\0" * 500), "không phải là ảnh"),
        (SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff" + b"\0" * (40 << 20)), "nặng 40 MB"),
        (photo(size=(9000, 9000), exif=Image.Exif()), "quá nhiều điểm ảnh"),
    ],
    ids=["program", "40 MB", "bomb"],
)
def test_what_is_no_photo_of_a_phone_is_refused(hoa_sen, lan, upload, sentence):
    draft = services.draft_activity(hoa_sen, writing(), by=lan)

    with pytest.raises(BadFile, match=sentence):
        services.add_proof(draft, by=lan, photo=upload)

    assert not draft.evidence.exists()


def test_only_the_unit_writes_and_nobody_above_sees_a_draft(hoa_sen, lan, giang, chi, an):
    with pytest.raises(NotAllowed):
        services.draft_activity(hoa_sen, writing(), by=giang)
    draft = services.draft_activity(hoa_sen, writing(), by=lan)

    assert access.get_activity(lan, draft.pk) == draft
    for stranger in (giang, chi, an):
        with pytest.raises(Http404):
            access.get_activity(stranger, draft.pk)


def test_recorded_it_is_seen_by_its_unit_and_those_above(hoa_sen, lan, giang, chi, an, lam, khanh):
    made = recorded(hoa_sen, lan)

    for reader in (lan, giang, an, lam, khanh):
        assert access.get_activity(reader, made.pk) == made
    with pytest.raises(Http404):
        access.get_activity(chi, made.pk)


def test_together_it_is_seen_by_all_of_them(hoa_sen, binh_minh, lan, chi):
    made = recorded(hoa_sen, lan, others=[binh_minh])

    assert access.get_activity(chi, made.pk) == made
    assert Activity.objects.counted().count() == 1
    assert [p.unit for p in made.parties.order_by("pk")] == [hoa_sen, binh_minh]


def test_somebody_else_confirms(hoa_sen, lan, binh, chi, an):
    made = recorded(hoa_sen, binh)

    with pytest.raises(NotAllowed, match="người khác"):
        services.confirm_activity(made, by=binh)
    for stranger in (lan, chi):
        with pytest.raises(NotAllowed):
            services.confirm_activity(made, by=stranger)

    assert services.confirm_activity(made, by=an).status == S.CONFIRMED


def test_many_are_confirmed_at_once_and_the_others_are_told(hoa_sen, lan, binh):
    first, second = recorded(hoa_sen, lan), recorded(hoa_sen, binh, "Câu lạc bộ robot")

    done, refused = services.confirm_activities([first, second], by=binh)

    assert done == 1
    assert refused == [
        "Câu lạc bộ robot: Bạn đã ghi nhận hoạt động này nên người khác phải xác nhận."
    ]


def test_two_confirm_at_once(hoa_sen, lan, binh, an):
    made = recorded(hoa_sen, lan)
    seen = Activity.objects.get(pk=made.pk)
    services.confirm_activity(made, by=an)

    with pytest.raises(WrongState):
        services.confirm_activity(seen, by=binh)


def test_sent_back_it_is_mended_and_recorded_again(hoa_sen, lan, an):
    made = recorded(hoa_sen, lan)

    with pytest.raises(BadInput, match="lý do"):
        services.return_activity(made, "  ", by=an)
    services.return_activity(made, "Thiếu số học sinh.", by=an)
    assert Activity.objects.counted().count() == 0
    services.change_activity(made, writing(audiences={"learners": 40}), by=lan)
    services.record_activity(made, by=lan)

    made.refresh_from_db()
    assert (made.status, made.people, made.reason) == (S.RECORDED, 40, "")


def test_what_is_recorded_is_not_changed(hoa_sen, lan):
    made = recorded(hoa_sen, lan)

    with pytest.raises(NotAllowed, match="không sửa được"):
        services.change_activity(made, writing("Khác"), by=lan)


def test_the_office_of_the_top_keeps_the_kinds(db, an, binh):
    own = ActivityKind(name="Chợ sách", group="Truyền thông")

    with pytest.raises(NotAllowed):
        kind_services.save_kind(own, (), by=binh)
    kind_services.save_kind(own, (KindField("books", "Số sách", "number"),), by=an)

    assert ActivityKind.objects.get(name="Chợ sách").asked == (KindField("books", "Số sách", "number"),)  # fmt: skip


def test_a_field_that_was_answered_keeps_its_sort(hoa_sen, lan, an):
    recorded(hoa_sen, lan, values={"subject": "Toán"})

    with pytest.raises(BadInput, match="không đổi được"):
        kind_services.save_kind(kind(), (KindField("subject", "Môn", "number"),), by=an)


def test_two_colleagues_on_one_draft_lose_nothing(hoa_sen, lan, binh):
    draft = services.draft_activity(hoa_sen, writing(), by=lan)
    seen = services.written_mark(draft)
    services.change_activity(draft, writing("Ngày hội STEM 2026"), by=lan, as_read=seen)

    with pytest.raises(Conflict, match="vừa được người khác sửa"):
        services.change_activity(draft, writing("Ngày hội đọc sách"), by=binh, as_read=seen)

    draft.refresh_from_db()
    assert draft.title == "Ngày hội STEM 2026"


def test_what_was_answered_is_not_dropped_from_its_kind(hoa_sen, lan, an):
    """An indicator may count it: it would quietly count nothing."""
    choice = KindField("form", "Hình thức", "choice", ("Bán", "Tặng"))
    own = ActivityKind(name="Chợ sách", group="Truyền thông")
    kind_services.save_kind(own, (choice, KindField("books", "Số sách", "number")), by=an)
    recorded(hoa_sen, lan, key=own.key, values={"form": "Tặng"})

    with pytest.raises(BadInput, match="không bỏ được"):
        kind_services.save_kind(own, (), by=an)
    with pytest.raises(BadInput, match="“Tặng” của ô “Hình thức”"):
        kind_services.save_kind(own, (KindField("form", "Cách", "choice", ("Bán",)),), by=an)
    kind_services.save_kind(own, (KindField("form", "Cách", "choice", ("Tặng",)),), by=an)

    assert [one.label for one in own.asked] == ["Cách"]
    again = [KindField("form", "Form", "words"), KindField("cach", "Cách", "choice", ("Tặng",))]
    keys = [one.key for one in kind_services.with_keys(own, again)]
    assert keys == ["form-2", "form"]


@pytest.mark.parametrize("said", ["9704160012345678", "-500", "1,23456"])
def test_a_number_no_indicator_can_hold_is_refused(hoa_sen, lan, said):
    with pytest.raises(BadInput, match="100 tỷ"):
        recorded(hoa_sen, lan, key="sponsor", values={"giver": "A", "worth": said})


def test_a_unit_named_by_another_hears_of_it_once(hoa_sen, binh_minh, lan, chi, an):
    activity = recorded(hoa_sen, lan, others=[binh_minh])
    services.return_activity(activity, "Thiếu số người", by=an)
    services.record_activity(activity, by=lan)

    told = Notice.objects.get(to=chi).text
    assert told.startswith("Trường THCS Hoa Sen ghi đơn vị bạn cùng làm: Ngày hội STEM.")
    assert access.get_activity(chi, activity.pk) == activity
