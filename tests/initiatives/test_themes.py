"""Themes of a round bound to levels of schooling. S1-40, S1-41, S1-42"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.initiatives.catalogue import round_defaults
from phongtrao.initiatives.forms.rounds import RoundForm
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.queries.themes import themes_for
from phongtrao.initiatives.services.bringing import Judging, set_judging
from phongtrao.initiatives.services.copying import copy_round
from phongtrao.initiatives.services.sending_up import send_up
from phongtrao.initiatives.services.writing import save_draft, start_initiative
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.models import Unit
from tests.factories import give, make_unit, make_user
from tests.initiatives.judged import decide, make_court, make_valid
from tests.initiatives.made import full_draft, make_round, make_worker
from tests.initiatives.test_screens import as_, page, send, typed

pytestmark = pytest.mark.django_db
THEMES = [
    {"key": "work", "label": "Cải tiến công việc"},
    {"key": "early", "label": "Ứng dụng số ở tiểu học", "levels": ["preschool", "primary"]},
    {"key": "career", "label": "STEM và hướng nghiệp", "levels": ["lower", "upper"]},
    {"key": "open", "label": "Khóa học mở", "levels": ["continuing"]},
]


@pytest.fixture
def round_(so, an):
    return make_round(so, an, themes=THEMES)


def keys(round_, unit):
    own, general = themes_for(round_, unit)
    return [theme["key"] for theme in own], [theme["key"] for theme in general]


def test_a_school_is_offered_the_themes_of_its_levels_and_those_for_all(
    so, round_, hoa_sen, binh_minh
):
    both = make_unit("TH và THCS Bản Mây", admin=so, level="primary_lower")
    room = make_unit("Phòng Giáo dục phổ thông", Unit.Kind.OFFICE, admin=so)

    assert keys(round_, hoa_sen) == (["career"], ["work"])
    assert keys(round_, binh_minh) == (["early"], ["work"])
    assert keys(round_, both) == (["early", "career"], ["work"])
    assert keys(round_, room) == (["early", "career", "open"], ["work"])


def test_the_writing_page_offers_them_under_their_names(round_, hoa_sen, giang, giang_at_work):
    made = start_initiative(round_, hoa_sen, "Chấm bài", by=giang)
    client = Client()
    client.force_login(giang)

    shown = client.get(reverse("initiatives:edit", args=[made.pk])).content.decode()

    choice = re.search(r'<select name="theme".*?</select>', shown, re.DOTALL)[0]
    assert re.findall(r'label="([^"]+)"|value="(\w+)"', choice) == [
        ("Của cấp học", ""),
        ("", "career"),
        ("Chung", ""),
        ("", "work"),
    ]


def test_a_theme_of_another_level_is_refused_and_one_chosen_before_stays(
    round_, hoa_sen, giang, giang_at_work
):
    made = start_initiative(round_, hoa_sen, "Chấm bài", by=giang)
    with pytest.raises(BadInput, match="không dành cho Trường THCS Hoa Sen"):
        save_draft(made, full_draft(theme="early"), made.saved, by=giang)
    with pytest.raises(BadInput, match="không dành cho"):
        save_draft(made, full_draft(theme="nobody"), made.saved, by=giang)

    kept = save_draft(made, full_draft(theme="career"), made.saved, by=giang)
    Unit.objects.filter(pk=hoa_sen.pk).update(level="primary")
    kept.unit.refresh_from_db()
    again = save_draft(kept, full_draft(theme="career"), kept.saved, by=giang)

    assert again.theme == "career"


def test_a_theme_of_the_level_before_is_still_chosen_on_the_page(
    round_, hoa_sen, giang, giang_at_work
):
    """S1-41. Or the page would send none, and the next saving by itself would lose it."""
    made = start_initiative(round_, hoa_sen, "Chấm bài", by=giang)
    save_draft(made, full_draft(theme="career"), made.saved, by=giang)
    Unit.objects.filter(pk=hoa_sen.pk).update(level="primary")
    made = Initiative.objects.get(pk=made.pk)
    client = as_(giang)

    choice = re.search(
        r'<select name="theme".*?</select>', page(client, "edit", made.pk), re.DOTALL
    )[0]
    chosen = re.findall(r'value="(\w+)" selected', choice)
    send(client, "autosave", made.pk, **typed(made, theme="".join(chosen), title="Chấm bài nhanh"))

    made.refresh_from_db()
    assert (made.title, made.theme) == ("Chấm bài nhanh", "career")
    assert re.findall(r'value="(\w+)"', choice) == ["career", "early", "work"]


def fields_of(form):
    """What its page would send back unchanged."""
    sent = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    days = {name: f"{sent[name]:%d/%m/%Y}" for name in ("opens_on", "closes_on")}
    return {**sent, **days}


def test_the_round_form_gives_each_level_its_box_and_keeps_keys(so, an, round_):
    draft = copy_round(round_, by=an)
    form = RoundForm(user=an, round_=draft)
    sent = fields_of(form)
    assert (sent["themes"], sent["themes_primary"], sent["themes_upper"]) == (
        "Cải tiến công việc",
        "Ứng dụng số ở tiểu học",
        "STEM và hướng nghiệp",
    )

    sent["themes_upper"] = "stem và hướng nghiệp\nNghiên cứu khoa học của học sinh"
    sent["themes_lower"] = ""
    sent["themes"] += "\nKhóa học mở"
    form = RoundForm(sent, user=an, round_=draft)
    assert form.is_valid(), form.errors
    found = form.fill().themes

    assert found == [
        {"key": "work", "label": "Cải tiến công việc"},
        {"key": "open", "label": "Khóa học mở"},  # for all: that box goes before
        {"key": "early", "label": "Ứng dụng số ở tiểu học", "levels": ["preschool", "primary"]},
        {"key": "career", "label": "stem và hướng nghiệp", "levels": ["upper"]},
        {"key": "m1", "label": "Nghiên cứu khoa học của học sinh", "levels": ["upper"]},
    ]


def test_what_a_new_round_begins_with_has_themes_for_every_level(an, so):
    """S1-40 preschool and primary, S1-41 secondary, S1-42 vocational."""
    new = InitiativeRound(themes=round_defaults()["themes"])
    found = {
        level: themes_for(new, Unit(level=level))[0]
        for level in ("preschool", "primary", "lower", "upper", "continuing")
    }

    assert {level: [theme["key"] for theme in own] for level, own in found.items()} == {
        "preschool": ["early"],
        "primary": ["early"],
        "lower": ["career"],
        "upper": ["career"],
        "continuing": ["courses"],
    }
    form = RoundForm(user=an)
    assert form.initial["themes_upper"] == found["upper"][0]["label"]
    assert found["upper"][0]["label"] not in form.initial["themes"]


def test_a_level_nobody_knows_is_refused_and_next_year_has_the_same(so, an, round_):
    wrong = [{"key": "a", "label": "Của liên cấp", "levels": ["primary_lower"]}]
    with pytest.raises(BadInput, match="“Của liên cấp” gắn với cấp học không có"):
        make_round(so, an, themes=wrong)

    assert copy_round(round_, by=an).themes == THEMES


def test_the_page_of_the_round_says_for_whom_a_theme_is(round_, an):
    client = Client()
    client.force_login(an)

    shown = client.get(reverse("initiatives:round", args=[round_.pk])).content.decode()

    assert "<li>Ứng dụng số ở tiểu học (Mầm non, Tiểu học)</li>" in shown
    assert "<li>Cải tiến công việc</li>" in shown


def test_a_theme_goes_up_by_its_words_not_by_its_key(province, so, thpt, hoa_sen, an):
    """Two rounds may give one key to different themes, and case one theme otherwise."""
    court = make_court(so, thpt, hoa_sen, an)
    office = make_user("Lưu Thị Tỉnh", "tinh")
    give(office, "office", province)
    level = InitiativeRound.Level.PROVINCE
    upper = [
        {"key": "career", "label": "Văn hóa đọc"},
        {"key": "m1", "label": "Stem và hướng nghiệp"},
    ]
    above = make_round(province, office, level=level, line="admin", themes=upper)
    court.round.themes = THEMES
    set_judging(court.round, Judging(court.council, upper=above), by=an)
    writer = make_user("Hà Thị Viết", "viet")
    make_worker(writer, hoa_sen)
    made = make_valid(court, hoa_sen, writer)
    Initiative.objects.filter(pk=made.pk).update(theme="career")
    decide(court, court.bring())
    made.refresh_from_db()

    sent = send_up(made, by=an)

    assert (made.theme, sent.theme) == ("career", "m1")
