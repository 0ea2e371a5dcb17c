"""Who signs what and what a movement may bring, written on screen in versions by the day a dossier is received.

S1-62 … S1-67
"""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.awards.authority import may_sign, praising_kinds
from phongtrao.awards.ceilings import ceiling
from phongtrao.awards.forms.law import CEILINGS, SIGNERS, LawEditor
from phongtrao.awards.models import LawVersion
from phongtrao.awards.queries.law import law_on
from phongtrao.awards.services.law import LawWriting, write_law
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.lib.sheets import open_workbook
from tests.awards.made import honour
from tests.awards.screens import as_, get, page, send

pytestmark = pytest.mark.django_db
NEW = date(2026, 3, 1)


def shipped():
    return LawVersion.objects.get(made_by=None)


def writing(day=NEW, basis="Luật sửa đổi 2026", **data):
    return LawWriting(day, basis, {**shipped().data, **data})


def merit_signed_by_the_department():
    row = {"units": ["department"], "by": "Giám đốc sở", "honours": ["province_merit"], "basis": "điều 79"}  # fmt: skip
    return [*shipped().data["signers"], row]


def test_the_day_a_dossier_was_received_says_which_version_signs(so, an):
    made = write_law(writing(signers=merit_signed_by_the_department()), read=1, by=an)

    merit = honour("province_merit")
    days = (date(2026, 2, 28), NEW, date(2020, 1, 1))
    assert [bool(may_sign(so, merit, day)) for day in days] == [False, True, False]
    entry = Entry.objects.get(action="awards.law_written")
    assert (entry.subject_id, entry.actor_id) == (str(made.pk), an.pk)


def test_how_far_a_movement_reaches_is_of_the_version_of_the_day(an):
    rows = [{**row, "by": {"province": 2}} if row["honour"] == "province_flag" else row for row in shipped().data["ceilings"]]  # fmt: skip
    write_law(writing(ceilings=rows), read=1, by=an)

    found = [
        {one.honour for one in ceiling(law_on(day).ceilings, "province", 2, "final")}
        for day in (date(2026, 2, 28), NEW)
    ]
    assert found[1] - found[0] == {"province_flag"}


def test_of_two_versions_for_one_day_the_later_holds(so, an):
    write_law(writing(signers=merit_signed_by_the_department()), read=1, by=an)
    write_law(writing(basis="Đính chính"), read=2, by=an)
    assert not may_sign(so, honour("province_merit"), NEW)


def test_who_praises_follows_the_version_too(an):
    only = [row for row in shipped().data["signers"] if "school" not in row["units"]]
    write_law(writing(signers=only), read=1, by=an)
    assert "school" in praising_kinds(date(2026, 2, 28))
    assert "school" not in praising_kinds(NEW)


def test_only_the_top_office_writes_and_two_at_once_do_not_overwrite(an, vinh, binh):
    with pytest.raises(NotAllowed, match="văn phòng của Sở"):
        write_law(writing(), read=1, by=binh)
    write_law(writing(), read=1, by=an)
    with pytest.raises(Conflict, match="Người khác vừa ghi"):
        write_law(writing(basis="Khác"), read=1, by=vinh)


def test_what_says_nothing_new_or_names_nothing_known_is_refused(an):
    with pytest.raises(BadInput, match="Chưa có gì thay đổi"):
        write_law(writing(basis=shipped().basis), read=1, by=an)
    with pytest.raises(BadInput, match="ít nhất một dòng"):
        write_law(writing(signers=[]), read=1, by=an)
    rows = [{**row, "honours": ["medal"]} for row in shipped().data["signers"]]
    with pytest.raises(BadInput, match="“medal”"):
        write_law(writing(signers=rows), read=1, by=an)


# ------------------------------------------------------------------ on screen


def sent(part=SIGNERS, **more):
    """What a browser sends of the form as it is opened."""
    editor, found = LawEditor(shipped(), 1, part), {}
    for form in [editor.whole, *editor.rows]:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                found[field.html_name] = f"{value:%d/%m/%Y}" if isinstance(value, date) else value
    found |= {field.html_name: field.value() for field in editor.rows.management_form}
    found |= {"valid_from": "01/03/2026", "basis": "Luật sửa đổi 2026"} | more
    return {name: value for name, value in found.items() if value is not None}


def send_ceilings(user, **data):
    address = reverse("awards:law_new", query={"bang": "muc"})
    return as_(user).post(address, sent(CEILINGS, **data))


@pytest.mark.parametrize("query", [{}, {"bang": "muc"}])
def test_the_form_as_opened_says_what_is_in_force_and_is_light(an, query):
    assert len(get(an, "law_new", **query).content) < 100_000
    sender = send_ceilings if query else lambda user, **data: send(user, "law_new", **sent(**data))
    assert "Chưa có gì thay đổi" in sender(an, basis=shipped().basis).content.decode()


def test_a_version_is_written_read_compared_and_taken_as_a_workbook(so, an, giang):
    last = len(shipped().data["signers"])
    row = {"label": "Giám đốc sở", "units": ["department"], "honours": ["province_merit"], "basis": "điều 79"}  # fmt: skip

    response = send(an, "law_new", **sent(**{f"ky-{last}-{k}": v for k, v in row.items()}))

    assert response.status_code == 302, response.content.decode()
    assert may_sign(so, honour("province_merit"), NEW)
    assert LawVersion.objects.latest("number").data["ceilings"] == shipped().data["ceilings"]
    shown = page(giang, "law")
    assert "Luật sửa đổi 2026" in shown
    assert "Sở: Bằng khen của bộ, ban, ngành, tỉnh" in shown
    assert "Sửa người ký" not in shown
    assert "So với phiên bản trước" not in page(giang, "law", **{"phien-ban": 1})
    book = open_workbook(get(giang, "law", xuat="xlsx").content, "bang.xlsx")
    assert book.names == ("Thẩm quyền", "Mức khen cao nhất")
    assert "điều 79" in [cell for line in book.rows() for cell in line]


def test_each_wrong_cell_is_named(an):
    last = len(shipped().data["signers"])
    wrong = {f"ky-{last}-label": "Ai đó", f"ky-{last}-since": "02/01/2026", f"ky-{last}-until": "01/01/2026"}  # fmt: skip

    signers = send(an, "law_new", **sent(**wrong)).content.decode()
    ceilings = send_ceilings(an, **{"muc-0-subjects": [], "muc-3-province": ""}).content.decode()

    for words in ("ít nhất một loại đơn vị", "ít nhất một danh hiệu", "từ ngày đầu trở đi"):
        assert words in signers
    for words in ("cá nhân, tập thể hoặc cả hai", "ít nhất một cấp phát động"):
        assert words in ceilings
    assert LawVersion.objects.count() == 1


def test_rows_are_taken_out_and_numbers_changed(an):
    assert send(an, "law_new", **sent(**{"ky-0-DELETE": "on"})).status_code == 302
    made = LawVersion.objects.latest("number")
    assert made.data["signers"] == shipped().data["signers"][1:]

    assert send_ceilings(an, read=2, **{"muc-3-province": "2"}).status_code == 302
    rows = LawVersion.objects.latest("number").data["ceilings"]
    assert [row["by"] for row in rows if row["honour"] == "province_flag"] == [{"province": 2}]


def test_who_does_not_write_it_finds_no_form(binh, giang):
    for user in (binh, giang):
        assert get(user, "law_new").status_code in (403, 404)
