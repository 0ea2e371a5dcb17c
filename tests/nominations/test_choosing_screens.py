"""The pages by which a unit chooses, meets, confirms and sees why.  S0-12 S3-36 S3-37 S3-42 S3-43"""

import re
from datetime import date

import pytest

from phongtrao.awards.models import RuleSet, RuleSetVersion
from phongtrao.lib.periods import parse_period
from phongtrao.nominations.models import Nomination, Statement
from phongtrao.nominations.services.flagging import ask_again, flag_changed
from phongtrao.nominations.services.nominating import Choice, begin_submission, nominate
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit, YearlyRating
from phongtrao.recognition.models import Creation, CreationShare
from tests.factories import make_unit, make_user
from tests.literacy.made import make_worker
from tests.nominations.made import allow, form_of, open_round

RULE = {
    "all": [
        {"declared": "Gương mẫu trong phong trào", "confirmed_by": "unit"},
        {"rated": "good", "within": {"years": [2024, 2025]}},
    ]
}


@pytest.fixture
def rules(so):
    found = RuleSet.objects.create(owner=so, key="", title="Tiêu chuẩn thử", valid_from=date(2020, 1, 1))  # fmt: skip
    entry = {"key": "worthy", "title": "Xứng đáng", "subject": "person", "requires": RULE}
    return RuleSetVersion.objects.create(rule_set=found, number=1, data={"rules": [entry]})


@pytest.fixture
def opened(so):
    return open_round(so)


@pytest.fixture
def praise(opened, rules):
    return form_of(opened, rules=rules, rule="worthy")


@pytest.fixture
def sent(opened, hoa_sen, binh):
    return begin_submission(opened, hoa_sen, by=binh)


def rated(person, unit: Unit, *levels: int):
    """2024, then 2025."""
    for year, level in zip((2024, 2025), levels, strict=False):
        period = parse_period(str(year))
        YearlyRating.objects.create(person=person, unit=unit, period=period.key, ends_on=period.end, level=level)  # fmt: skip


@pytest.fixture
def people(hoa_sen):
    """One who meets it, one who is near, one whose year is missing."""
    found = {
        name: make_worker(make_user(f"Cô {name}"), hoa_sen) for name in ("Đạt", "Gần", "Thiếu")
    }
    rated(found["Đạt"], hoa_sen, 3, 4)
    rated(found["Gần"], hoa_sen, 3, 2)
    rated(found["Thiếu"], hoa_sen, 3)
    return found


def choosing(sent, form, query=""):
    return f"/dot-khen-thuong/ho-so/{sent.pk}/chon/{form.pk}/{query}"


def test_the_rule_proposes_and_people_choose(client, sent, praise, people, binh, hoa_sen, opened):
    allow(opened, hoa_sen, 2)
    client.force_login(binh)

    pages = {
        which: client.get(choosing(sent, praise, f"?xem={which}")).content.decode()
        for which in ("met", "near", "undecided", "failed")
    }

    assert [which for which in pages if "Cô Đạt" in pages[which]] == ["met"]
    assert [which for which in pages if "Cô Gần" in pages[which]] == ["near"]
    assert [which for which in pages if "Cô Thiếu" in pages[which]] == ["undecided"]
    assert re.search("chưa có: .*xếp loại.* năm 2025", pages["undecided"])
    assert "không đạt năm 2025" in pages["near"]
    client.post(choosing(sent, praise), {"chon": [people["Đạt"].pk]})
    client.post(choosing(sent, praise, "?xem=near"), {"chon": [people["Gần"].pk]})
    assert [one.name for one in Nomination.objects.all()] == ["Cô Đạt"]  # a reason is asked
    client.post(choosing(sent, praise, "?xem=near"), {"chon": [people["Gần"].pk], "ly-do": "Vừa nghỉ thai sản"})  # fmt: skip
    kept = Nomination.objects.get(name="Cô Gần").verdict
    assert (kept["outcome"], kept["reason"]) == ("not_met", "Vừa nghỉ thai sản")


def test_while_ticking_the_places_and_shares_are_told(client, sent, praise, people, binh, hoa_sen, opened):  # fmt: skip
    allow(opened, hoa_sen, 1)
    client.force_login(binh)
    ticked = [one.pk for one in people.values()]

    part = client.get(choosing(sent, praise), {"chon": ticked}, headers={"HX-Request": "true"}).content.decode()  # fmt: skip

    assert "3 trên 1 chỗ" in part
    assert "Quá chỉ tiêu" in part
    assert "3 (100%)" in part
    assert "<html" not in part


def test_a_list_to_choose_from_is_searched_by_name_with_and_without_marks(client, sent, praise, people, binh):  # fmt: skip
    YearlyRating.objects.filter(person=people["Gần"]).update(level=3)
    client.force_login(binh)

    found = {words: client.get(choosing(sent, praise), {"q": words}).content.decode() for words in ("gan", "Đạt", "xyz")}  # fmt: skip

    shown = {words: [name for name in ("Cô Đạt", "Cô Gần") if name in page] for words, page in found.items()}  # fmt: skip
    assert shown == {"gan": ["Cô Gần"], "Đạt": ["Cô Đạt"], "xyz": []}
    assert "xem=near&amp;q=gan" in found["gan"] or "q=gan&amp;xem=near" in found["gan"]
    assert "Không có ai tên như vậy" in found["xyz"]


def test_who_left_meanwhile_is_not_dropped_in_silence(client, sent, praise, people, binh, thpt):
    client.force_login(binh)
    stranger = make_worker(make_user("Cô Khác"), thpt)

    page = client.post(choosing(sent, praise), {"chon": [people["Đạt"].pk, stranger.pk]})

    assert "vừa không còn ở đơn vị" in page.content.decode()
    assert not Nomination.objects.exists()


def test_whom_another_unit_asks_for_is_shown_as_asked(client, sent, opened, binh, lam, suoi_may, hoa_sen):  # fmt: skip
    form = form_of(opened, "praise", route="merit")
    above = begin_submission(opened, suoi_may, by=lam)
    client.force_login(binh)
    address = choosing(sent, form, "?doi-tuong=tap-the")
    assert f'value="{hoa_sen.pk}"' in client.get(address).content.decode()

    nominate(above, Choice(form, hoa_sen), by=lam)

    shown = client.get(address).content.decode()
    assert "Đã đề nghị" in shown
    assert f'value="{hoa_sen.pk}"' not in shown


def test_more_met_than_places_tells_whom_the_law_prefers(client, sent, praise, people, binh, hoa_sen, opened):  # fmt: skip
    YearlyRating.objects.filter(person=people["Gần"]).update(level=3)
    allow(opened, hoa_sen, 1)
    people["Gần"].sex = "female"
    people["Gần"].save()
    client.force_login(binh)

    shown = client.get(choosing(sent, praise)).content.decode()

    assert "Có 2 đạt mà còn 1 chỗ" in shown
    assert shown.index("Cô Gần") < shown.index("Cô Đạt")


def test_the_meeting_and_its_votes(client, sent, praise, people, binh):
    found = nominate(sent, Choice(praise, people["Đạt"]), by=binh)
    client.force_login(binh)
    address = f"/dot-khen-thuong/ho-so/{sent.pk}/hop/"
    told = {"met_on": "20/11/2026", "met_at": "Phòng họp", "chair": "Bình", "secretary": "Lan", "present": "20", "absent": "1"}  # fmt: skip

    refused = client.post(address, told | {f"ayes_{found.pk}": "19", f"noes_{found.pk}": "2"})
    client.post(address, told | {f"ayes_{found.pk}": "18", f"noes_{found.pk}": "2"})

    assert "21 phiếu nhưng chỉ có 20 người dự" in refused.content.decode()
    shown = client.get(f"/dot-khen-thuong/ho-so/{sent.pk}/").content.decode()
    assert "18/20 đồng ý" in shown
    assert "Phòng họp" in shown


def test_what_nobody_registers_is_confirmed_by_the_head_never_of_oneself(client, sent, praise, people, binh, lan, hoa_sen):  # fmt: skip
    head = make_worker(binh, hoa_sen, "Hiệu trưởng")
    rated(head, hoa_sen, 3, 3)
    one, own = (nominate(sent, Choice(praise, who), by=lan) for who in (people["Đạt"], head))
    asked, ones_own = Statement.objects.get(nomination=one), Statement.objects.get(nomination=own)

    for user, statement in ((lan, asked), (binh, ones_own), (binh, asked)):
        client.force_login(user)
        client.post(f"/dot-khen-thuong/xac-nhan/{statement.pk}/", {"answer": "co"})

    assert list(Statement.objects.filter(answer=True)) == [asked]
    shown = client.get(f"/dot-khen-thuong/de-nghi/{one.pk}/vi-sao/").content.decode()
    assert "Theo dữ kiện lúc này" in shown
    assert "Đạt tất cả" in shown


def test_a_corrected_fact_flags_the_nomination_once_and_says_what_changed(client, sent, praise, people, binh):  # fmt: skip
    found = nominate(sent, Choice(praise, people["Đạt"]), by=binh)
    assert flag_changed() == 0
    YearlyRating.objects.filter(person=people["Đạt"], level=3).update(level=2)

    assert (flag_changed(), flag_changed()) == (1, 0)

    found.refresh_from_db()
    assert found.is_flagged
    assert Notice.objects.filter(to=binh, text__contains="đã đổi sau khi chọn").count() == 1
    client.force_login(binh)
    shown = client.get(f"/dot-khen-thuong/de-nghi/{found.pk}/vi-sao/").content.decode()
    assert "trước Đạt, nay Chưa đạt" in shown
    ask_again(found, by=binh)
    assert flag_changed() == 0


def test_strangers_find_nothing_and_the_nominated_not_why(client, sent, praise, people, giang, hoa_sen, binh, chi, an):  # fmt: skip
    teacher = make_worker(giang, hoa_sen)
    rated(teacher, hoa_sen, 4, 4)
    found = nominate(sent, Choice(praise, teacher), by=binh)
    addresses = {
        "choose": choosing(sent, praise),
        "submission": f"/dot-khen-thuong/ho-so/{sent.pk}/",
        "why": f"/dot-khen-thuong/de-nghi/{found.pk}/vi-sao/",
        "withdraw": f"/dot-khen-thuong/de-nghi/{found.pk}/rut/",
    }

    def answers(user):
        client.force_login(user)
        return {name: client.get(address).status_code for name, address in addresses.items()}

    assert set(answers(chi).values()) == {404}
    assert set(answers(an).values()) == {404}  # still being written
    assert answers(giang)["why"] == 404


def test_a_room_is_a_small_collective(sent, praise, binh, hoa_sen):
    room = make_unit("Tổ Văn", Unit.Kind.ROOM, admin=hoa_sen)

    assert nominate(sent, Choice(praise, room), by=binh).is_frontline


def test_praise_begins_on_the_page_of_what_was_done(client, so, hoa_sen, binh, giang, an):
    """S0-07: on any day, with the record as the claim; a second form for the same is refused."""
    teacher = make_worker(giang, hoa_sen)
    creation = Creation(kind="practice", title="Lớp học mở", unit=hoa_sen, year="2025")
    creation.search_keys()
    creation.save()
    CreationShare.objects.create(creation=creation, person=teacher, unit=hoa_sen, share=100, is_first=True)  # fmt: skip
    address = f"/dot-khen-thuong/de-nghi-tu/recognition.creation:{creation.pk}/"
    client.force_login(binh)
    assert address in client.get(f"/kho-sang-kien/{creation.pk}/").content.decode()
    assert "Khen kịp thời" in client.get(address).content.decode()  # nothing is open yet

    praise, merit = (form_of(open_round(so), key) for key in ("praise", "province_merit"))
    told = {"who": f"person:{teacher.pk}", "asked": praise.pk}
    client.post(address, told)
    refused = client.post(address, told | {"asked": merit.pk})

    found = Nomination.objects.get()
    assert [(one.source, one.spends) for one in found.claims.all()] == [(f"recognition.creation:{creation.pk}", True)]  # fmt: skip
    assert (found.person, found.submission.unit) == (teacher, hoa_sen)
    assert "Mỗi thành tích chỉ được tặng một hình thức" in refused.content.decode()
    assert client.get("/dot-khen-thuong/de-nghi-tu/auth.user:1/").status_code == 404


def test_plan_003_is_asked_of_people_and_collectives_of_a_unit(
    client, so, hoa_sen, binh, an, giang
):
    """S3-36 S3-40 S3-41: six years rated, two of them excellent; an initiative is missing."""
    form = form_of(open_round(so), ruled=True)
    sent = begin_submission(form.round, hoa_sen, by=binh)
    teacher = make_worker(giang, hoa_sen)
    for year in range(2020, 2026):
        end = parse_period(str(year)).end
        for whose in ({"person": teacher}, {"person": None}):
            level = 4 if year > 2023 else 3
            YearlyRating.objects.create(unit=hoa_sen, period=str(year), ends_on=end, level=level, **whose)  # fmt: skip
    client.force_login(binh)

    units = client.get(choosing(sent, form, "?doi-tuong=tap-the")).content.decode()
    people = client.get(choosing(sent, form, "?xem=near")).content.decode()

    assert "Trường THCS Hoa Sen</span>" in units
    assert giang.full_name in people
    assert "sáng kiến" in people
