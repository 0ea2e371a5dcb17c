"""Rubrics on screen: read, copied to one's unit, changed row by row, every saving a version. S0-29."""

import pytest
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.councils.models import Rubric
from phongtrao.councils.rubrics import BadRubric
from phongtrao.councils.services.rubrics import Heading, copy_rubric, save_rubric
from phongtrao.lib.errors import Conflict, NotAllowed

SIMPLE = {
    "method": "mean",
    "criteria": [
        {"key": "new", "label": "Tính mới", "max": "30"},
        {"key": "use", "label": "Áp dụng", "max": "70"},
    ],
    "grades": [],
    "caps": [],
}


@pytest.fixture
def shipped(db) -> Rubric:
    return Rubric.objects.get(key="commune_100_minima", owner=None)


@pytest.fixture
def own(shipped, hoa_sen, binh) -> Rubric:
    return copy_rubric(shipped, hoa_sen, "Phiếu chấm của trường", by=binh)


def posted(client, rubric, **changed: str) -> dict[str, str]:
    """What the browser would send of the editor as it is shown, with some values changed."""
    page = client.get(reverse("councils:rubric_edit", args=[rubric.pk]))
    sent = {}
    for part in page.context["editor"].parts:
        rows = [part.management_form, *part] if hasattr(part, "management_form") else [part]
        for form in rows:
            for field in form:
                value = field.value()
                if value is not None and value is not False:
                    shown = (
                        field.field.prepare_value(value)
                        if hasattr(field.field, "prepare_value")
                        else value
                    )
                    sent[field.html_name] = "on" if shown is True else str(shown)
    return sent | changed


def test_a_copy_is_the_units_own_and_still_to_be_checked(own, shipped, hoa_sen):
    assert (own.owner, own.needs_check, own.basis) == (hoa_sen, True, shipped.basis)
    assert own.versions.get().data == shipped.versions.get().data
    assert Entry.objects.latest("pk").action == "councils.rubric_copied"


def test_only_the_office_or_head_copies_for_a_unit(shipped, hoa_sen, chi):
    with pytest.raises(NotAllowed, match="Trường THCS Hoa Sen"):
        copy_rubric(shipped, hoa_sen, "Phiếu", by=chi)

    assert not Rubric.objects.filter(owner=hoa_sen).exists()


def test_two_copies_of_one_rubric_stand_beside_each_other(own, shipped, hoa_sen, binh):
    second = copy_rubric(shipped, hoa_sen, "Phiếu thứ hai", by=binh)

    assert second.key == "commune_100_minima_3"


def test_changed_criteria_are_a_new_version_and_the_old_one_stays(own, binh):
    before = own.versions.get().data

    made = save_rubric(own, Heading("Phiếu mới"), SIMPLE, read=1, by=binh)

    assert (made.number, made.data) == (2, SIMPLE)
    assert own.versions.get(number=1).data == before


def test_who_edits_an_older_version_is_refused(own, binh):
    save_rubric(own, Heading("Phiếu mới"), SIMPLE, read=1, by=binh)

    with pytest.raises(Conflict, match="Người khác vừa lưu"):
        save_rubric(own, Heading("Phiếu nữa"), SIMPLE, read=1, by=binh)


def test_a_shipped_rubric_is_not_changed(shipped, an):
    with pytest.raises(NotAllowed, match="Hãy sao về đơn vị"):
        save_rubric(shipped, Heading("Khác"), SIMPLE, read=1, by=an)


def test_what_is_wrong_says_at_which_criterion(own, binh):
    wrong = {"criteria": [{"key": "a", "label": "Tính mới", "max": "10", "min": "20"}]}

    with pytest.raises(BadRubric, match="lớn hơn điểm tối đa") as refused:
        save_rubric(own, Heading("Phiếu"), wrong, read=1, by=binh)

    assert (refused.value.key, refused.value.field) == ("a", "min")
    assert own.versions.count() == 1


# ------------------------------------------------------------------ screens


def test_the_list_shows_shipped_rubrics_and_those_of_ones_unit(client, own, chi, binh):
    client.force_login(chi)
    assert "Phiếu chấm của trường" not in client.get("/hoi-dong/phieu-cham/").content.decode()
    client.force_login(binh)

    page = client.get("/hoi-dong/phieu-cham/").content.decode()

    assert page.count("Cần kiểm tra") >= 4
    assert "Phiếu chấm của trường" in page


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_for_any_number(
    client, shipped, hoa_sen, binh, more, django_assert_num_queries
):
    for number in range(more):
        copy_rubric(shipped, hoa_sen, f"Phiếu {number}", by=binh)
    client.force_login(binh)
    client.get("/hoi-dong/phieu-cham/")

    with django_assert_num_queries(9):
        client.get("/hoi-dong/phieu-cham/")


def test_a_rubric_of_another_unit_does_not_exist(client, own, chi):
    client.force_login(chi)

    for name in ("rubric", "rubric_edit", "rubric_copy"):
        assert client.get(reverse(f"councils:{name}", args=[own.pk])).status_code == 404


def test_the_page_shows_the_tree_as_it_is_scored(client, shipped, giang):
    client.force_login(giang)

    page = client.get(reverse("councils:rubric", args=[shipped.pk])).content.decode()

    for words in (
        "1.1",
        "Tính sáng tạo",
        "Dưới tối thiểu thì loại",
        "Đạt từ 50 điểm.",
        "Cần kiểm tra",
    ):
        assert words in page


def test_the_editor_saves_what_is_on_screen(client, own, binh):
    client.force_login(binh)
    sent = posted(
        client, own, **{"title": "Phiếu đã sửa", "tieu-chi-1-most": "25", "tieu-chi-1-label": "Mới"}
    )
    sent |= {"tieu-chi-10-label": "Trình bày", "tieu-chi-10-most": "5", "tieu-chi-10-depth": "0"}

    answer = client.post(reverse("councils:rubric_edit", args=[own.pk]), sent)

    assert answer.status_code == 302, [str(part.errors) for part in answer.context["editor"].parts]
    own.refresh_from_db()
    data = own.versions.latest("number").data
    assert (own.title, own.versions.count()) == ("Phiếu đã sửa", 2)
    assert data["criteria"][0]["parts"][0]["label"] == "Mới"
    assert data["criteria"][0]["parts"][0]["max"] == "25"
    assert data["criteria"][-1] == {"key": "c1", "label": "Trình bày", "max": "5"}


def test_the_editor_says_what_is_wrong_at_the_field(client, own, binh):
    client.force_login(binh)
    sent = posted(client, own, **{"tieu-chi-1-least": "30"})

    answer = client.post(reverse("councils:rubric_edit", args=[own.pk]), sent)

    criteria = answer.context["editor"].criteria
    assert criteria[1].errors == {"least": ["Điểm tối thiểu của “Tính mới” lớn hơn điểm tối đa."]}
    assert own.versions.count() == 1


def test_two_versions_are_compared(client, own, binh):
    save_rubric(own, Heading(own.title), SIMPLE, read=1, by=binh)
    client.force_login(binh)

    page = client.get(
        reverse("councils:rubric_compare", args=[own.pk]) + "?tu=1&den=2"
    ).content.decode()

    assert "Hiệu quả kinh tế" in page
    assert (
        client.get(reverse("councils:rubric_compare", args=[own.pk]) + "?tu=1&den=9").status_code
        == 404
    )
