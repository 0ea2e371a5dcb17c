"""Texts that share one text are found at night, written whole, and seen from above all their units only."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bench._copies import copy
from bench._reports import report
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.similarity.kinds import KINDS, Arrival, Sight, TextKind, register
from phongtrao.similarity.models import GroupMember, IndexedText, TextGroup
from phongtrao.similarity.pages.groups import GroupPage
from phongtrao.similarity.seen_groups import visible_groups
from phongtrao.similarity.services.grouping import group_texts, note_group, start_grouping
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting
from phongtrao.web.models import Work
from tests.documents.jobs import run_jobs
from tests.factories import make_person
from tests.similarity.test_threshold_pages import put_in_force

pytestmark = pytest.mark.django_db
CHECKED, SOURCE = "shelf", "archive"
FIRST = date(2025, 3, 1)
NAMELESS: frozenset[int] = frozenset()


class Reports:
    """Twenty reports a year apart from each other in words; some tell again what another told."""

    def __init__(self, units):
        self.words = {number: report(number).text for number in range(1, 21)}
        self.units = dict.fromkeys(self.words, units[0].pk)
        self.makers = {number: frozenset({number}) for number in self.words}
        self.veiled = {}  # user → numbers
        self.sources = {}
        self.things = {}  # of a text that is handed in again

    def add(self, number, share, of, unit, maker):
        """Report ``number`` with a share of another one in it."""
        self.words[number] = copy(number, share, [of], "none").text
        self.units[number], self.makers[number] = unit.pk, frozenset({maker})

    def read(self):
        note_arrivals()
        read_waiting()

    def kind(self, key, words, *, is_checked):
        return TextKind(
            key,
            "Giá sách",
            lambda number, limit: [
                Arrival(one, self.things.get(one, one), FIRST + timedelta(days=one))
                for one in sorted(words)
                if one > number
            ][:limit],
            lambda numbers: {one: words[one] for one in numbers if one in words},
            titles=lambda numbers: {one: f"Bài số {one}" for one in numbers},
            sights=lambda user, numbers: {
                one: Sight(f"Người {one}", f"/bai/{one}/")
                for one in numbers
                if user.username == "an" and is_checked
            },
            makers=lambda numbers: {one: self.makers.get(one, NAMELESS) for one in numbers},
            units=lambda numbers: {one: self.units[one] for one in numbers if is_checked},
            veiled=lambda user, numbers: self.veiled.get(user.username, set()) & set(numbers),
            is_checked=is_checked,
        )


@pytest.fixture
def reports(hoa_sen, binh_minh, thpt):
    """Hoa Sen hands in 1 to 20; 101 at Bình Minh and 102 at the upper school tell 5 again."""
    held = Reports([hoa_sen])
    held.add(101, 0.9, 5, binh_minh, 101)
    held.add(102, 0.8, 5, thpt, 102)
    register(held.kind(CHECKED, held.words, is_checked=True))
    register(held.kind(SOURCE, held.sources, is_checked=False))
    held.read()
    yield held
    del KINDS[CHECKED], KINDS[SOURCE]


def found():
    """Number of the members of each group, the earliest first."""
    return sorted(
        list(one.members.order_by("place").values_list("number", flat=True))
        for one in TextGroup.objects.all()
    )


def seen_by(user):
    return sorted(visible_groups(user).values_list("pk", flat=True))


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args, **query):
    answer = as_(user).get(reverse(f"similarity:{name}", args=args), query)
    return answer.status_code, answer.content.decode()


def test_those_who_share_one_text_are_a_group_with_the_earliest_first(reports, hoa_sen, thpt):
    assert group_texts() == 1

    group = TextGroup.objects.get()
    members = list(group.members.order_by("place"))
    assert [one.number for one in members] == [5, 101, 102]
    assert [one.unit_id for one in members][::2] == [hoa_sen.pk, thpt.pk]
    assert (group.size, group.units, group.sources) == (3, 3, 0)
    assert (group.first_day, group.last_day) == (
        FIRST + timedelta(days=5),
        FIRST + timedelta(days=102),
    )
    assert {(one, other) for one, other, _share in group.links} >= {(0, 1), (0, 2)}
    assert all(0.3 <= share <= 1 for _one, _other, share in group.links)
    assert group.share > 0.7


def test_clean_reports_are_in_no_group(reports):
    for number in (101, 102):
        del reports.words[number]
    TextGroup.objects.all().delete()
    IndexedText.objects.filter(number__gt=100).update(status="replaced")

    assert group_texts() == 0


def test_who_tells_again_what_is_ones_own_copies_nobody(reports, binh_minh):
    reports.makers[101] = reports.makers[5] | {77}
    reports.makers[102] = reports.makers[101]

    assert group_texts() == 0


def test_the_share_from_which_texts_are_linked_is_the_departments(reports, an, so):
    put_in_force(so, an, linked=100)

    assert group_texts() == 0


def test_a_source_that_is_not_checked_may_be_first_and_decides_nothing_alone(reports, an, hoa_sen):
    reports.sources[1] = reports.words[9]
    reports.sources[2] = reports.words[9]
    reports.read()

    group_texts()

    group = TextGroup.objects.get(sources=2)
    assert (group.size, group.units) == (1, 1)
    assert group.pk in seen_by(an)
    del reports.words[9]


def test_found_again_groups_are_replaced_and_the_same_one_keeps_its_note(reports, an, binh_minh):
    group_texts()
    group = TextGroup.objects.get()
    note_group(group, " Mẫu chung của cụm. ", by=an)

    group_texts()

    again = TextGroup.objects.get()
    assert (again.pk, again.note, again.seen_by, found()) == (
        group.pk,
        "Mẫu chung của cụm.",
        an,
        [[5, 101, 102]],
    )

    reports.add(103, 0.9, 5, binh_minh, 103)
    reports.read()
    group_texts()

    grown = TextGroup.objects.get()
    assert (grown.pk, grown.note, grown.seen_by) == (group.pk, again.note, an)
    assert found() == [[5, 101, 102, 103]]
    assert GroupMember.objects.count() == 4

    reports.add(104, 0.9, 5, binh_minh, 104)
    reports.things[104] = 101  # 101 is handed in again
    reports.read()
    group_texts()

    handed_in_again = TextGroup.objects.get()
    assert (handed_in_again.pk, handed_in_again.note) == (group.pk, again.note)
    assert found() == [[5, 102, 103, 104]]


def test_of_two_groups_that_become_one_the_note_stays(reports, an, binh_minh):
    """What has at least half of its members in a new group goes on in it, first of all what was looked at."""
    group_texts()
    group = TextGroup.objects.get()
    note_group(group, "Đã xem", by=an)
    GroupMember.objects.filter(number=102).delete()
    other = TextGroup.objects.get()
    other.pk, other.note, other.seen_at, other.seen_by = None, "", None, None
    other.save()
    for place in range(3):
        GroupMember.objects.create(
            group=other, place=place, kind=CHECKED, number=900 + place, thing=102 if not place else 900 + place,
            day=FIRST,
        )  # fmt: skip

    group_texts()

    assert [(one.pk, one.note) for one in TextGroup.objects.all()] == [(group.pk, "Đã xem")]
    assert found() == [[5, 101, 102]]

    # Less than half of it is another group.
    GroupMember.objects.filter(number=5).update(number=905, thing=905)
    GroupMember.objects.filter(number=101).update(number=906, thing=906)
    group_texts()

    anew = TextGroup.objects.get()
    assert (anew.pk == group.pk, anew.note, anew.seen_by) == (False, "", None)


def test_a_note_on_a_group_that_is_gone_by_then_says_so(reports, an, monkeypatch):
    group_texts()
    group = TextGroup.objects.get()
    monkeypatch.setattr(group, "full_clean", lambda: TextGroup.objects.all().delete())

    with pytest.raises(WrongState, match="không còn nữa"):
        note_group(group, "Đã xem", by=an)

    assert not Entry.objects.filter(action="similarity.group_seen").exists()


def test_an_author_neither_reads_nor_signs_off_the_group_of_the_own_text(reports, an, khanh):
    """The head of a school writes reports too. S0-33"""
    group_texts()
    group = TextGroup.objects.get()
    for user in (an, khanh):
        reports.makers[101] = frozenset({101, make_person(user.full_name, user).pk})

        assert seen_by(user) == []
        assert page(user, "group", group.pk)[0] == 404
        listed = page(user, "groups")[1]
        assert "Bài số" not in listed
        assert f"/doi-chieu/nhom/{group.pk}/" not in listed
        assert as_(user).get(f"/nhat-ky/similarity.textgroup/{group.pk}/").status_code == 404
        with pytest.raises(NotAllowed, match="của chính bạn"):
            note_group(group, "Mẫu chung", by=user)
    assert seen_by(an) == [group.pk]  # 101 is the inspector's now


def test_a_group_over_two_communes_is_the_departments_alone(
    reports, an, khanh, dung, lam, binh, chi, lan, giang, hoa, tam
):
    group_texts()
    group = TextGroup.objects.get()

    for who in (an, khanh):
        assert seen_by(who) == [group.pk]
        assert page(who, "group", group.pk)[0] == 200
    for who in (dung, lam, binh, chi, lan, giang, hoa, tam):
        assert seen_by(who) == []
        assert page(who, "group", group.pk)[0] == 404
        assert "Bài số 5" not in page(who, "groups")[1]


def test_a_commune_sees_groups_of_its_own_schools_only(reports, lam, binh, hoa_sen, an):
    reports.units |= {101: hoa_sen.pk, 102: hoa_sen.pk}
    group_texts()
    group = TextGroup.objects.get()

    assert [seen_by(who) for who in (lam, binh, an)] == [[group.pk]] * 3

    other = GroupMember.objects.get(number=102)
    other.unit = None
    other.save()
    assert [seen_by(who) for who in (lam, binh, an)] == [[], [], []]


def test_the_inspector_reads_no_title_and_nobody_a_text_not_open_to_them(reports, an, khanh):
    group_texts()
    group = TextGroup.objects.get()

    _status, told = page(an, "group", group.pk)
    _status, inspected = page(khanh, "group", group.pk)

    assert "Bài số 101" in told
    assert "/bai/101/" in told
    assert "Người 101" in told
    for hidden in ("Bài số", "/bai/", "Người 1"):
        assert hidden not in inspected
        assert hidden not in page(khanh, "groups")[1]
    assert "Trường Tiểu học Bình Minh" in inspected
    assert "Bài số 5" in page(an, "groups")[1]


def test_who_judges_one_of_them_without_names_sees_no_such_group(reports, an, khanh):
    """The rest of the group would tell whose it is. S0-29"""
    group_texts()
    group = TextGroup.objects.get()
    reports.veiled["khanh"] = {101}

    assert seen_by(khanh) == []
    assert page(khanh, "group", group.pk)[0] == 404
    listed = page(khanh, "groups")[1]
    exported = as_(khanh).get(reverse("similarity:groups"), {"xuat": "xlsx"}).content
    assert "Chưa thấy nhóm nào" in listed
    sheet = CalamineWorkbook.from_filelike(BytesIO(exported)).get_sheet_by_index(0)
    assert not any("Bình Minh" in str(row) or group.first_day in row for row in sheet.to_python())
    assert page(khanh, "groups", don_vi="Hoa Sen")[1].count(f"/doi-chieu/nhom/{group.pk}/") == 0
    history = as_(khanh).get(f"/nhat-ky/similarity.textgroup/{group.pk}/")
    assert history.status_code == 404
    assert seen_by(an) == [group.pk]


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ({"don_vi": "binh minh"}, True),
        ({"don_vi": "Đồi Xa"}, False),
        ({"nam": "2025"}, True),
        ({"quy_mo": "3"}, True),
        ({"quy_mo": "5"}, False),
        ({"tinh_trang": "chua"}, True),
        ({"tinh_trang": "da"}, False),
    ],
)
def test_the_list_is_narrowed(reports, an, asked, is_there):
    group_texts()

    assert ("Bài số 5" in page(an, "groups", **asked)[1]) == is_there


def test_a_note_is_of_who_runs_the_checks_and_stands_in_the_history(reports, an, khanh, lam):
    group_texts()
    group = TextGroup.objects.get()
    for who in (khanh, lam):
        with pytest.raises(NotAllowed, match="Chỉ văn phòng hoặc thủ trưởng"):
            note_group(group, "Đã xem", by=who)
    address = reverse("similarity:group", args=[group.pk])
    as_(khanh).post(address, {"note": "Tôi ghi"})
    group.refresh_from_db()
    assert group.note == ""

    as_(an).post(address, {"note": "Đã trao đổi với hai trường."})

    group.refresh_from_db()
    assert (group.note, group.seen_by) == ("Đã trao đổi với hai trường.", an)
    told = Entry.objects.get(action="similarity.group_seen")
    assert told.values.after == {"note": "Đã trao đổi với hai trường."}
    assert "Đã trao đổi với hai trường." in page(khanh, "group", group.pk)[1]


def test_the_picture_has_a_dot_for_each_and_says_itself_in_words(reports, an):
    group_texts()
    shown = GroupPage.build(TextGroup.objects.get(), an)

    assert [dot.x for dot in shown.picture.dots] == [20, 337, 340]
    assert [one.is_first for one in shown.members] == [True, False, False]
    assert len(shown.picture.curves) == len(shown.group.links)
    assert "3 văn bản của 3 đơn vị, từ 06/03/2025 đến 11/06/2025" in shown.described
    assert [one.most[0] for one in shown.members] == [2, 1, 2]


def test_finding_them_anew_is_long_work_of_who_tends_the_index(reports, an, lam, khanh):
    for who in (lam, khanh):
        with pytest.raises(NotAllowed):
            start_grouping(by=who)
        assert as_(who).post(reverse("similarity:groups_find")).status_code == 404

    response = as_(an).post(reverse("similarity:groups_find"))

    work = Work.objects.get()
    assert response.url == reverse("web:work", args=[work.pk])
    run_jobs()
    work.refresh_from_db()
    assert (work.status, work.message) == ("done", "Thấy 1 nhóm.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    rows, reports, an, binh_minh, django_assert_num_queries
):
    for number in range(1, rows):
        reports.add(200 + number, 0.9, 10 + number, binh_minh, 200 + number)
    reports.read()
    group_texts()
    client = as_(an)
    client.get(reverse("similarity:groups"))
    assert TextGroup.objects.count() == rows

    with django_assert_num_queries(12):
        client.get(reverse("similarity:groups"))
