"""Award money: multiples of the base salary of the day in whole đồng; the accountant's list; the budget. S0-49 S3-55"""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from phongtrao.awards.models import Award, Honour
from phongtrao.awards.services.register import revoke_award
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.word.finish import read_text_lines
from phongtrao.lib.errors import NotAllowed
from phongtrao.nominations.models import BaseSalary
from phongtrao.nominations.queries.money import money_for, paid_for, salary_on
from phongtrao.nominations.services.money import Salary, keep_base_salary
from tests.documents.outgoing import today
from tests.factories import make_person
from tests.nominations.decided import make_decision, make_round, nominate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def found(hoa_sen, giang):
    """1 × for a fighter, 0.3 × for a person and 0.6 × for a collective, of 2,340,000."""
    found = make_round(hoa_sen)
    nominate(found, make_person("Vũ Thị Giang", user=giang), "base_fighter", hoa_sen)
    nominate(found, make_person("Lò Văn Sơn"), "praise", hoa_sen)
    nominate(found, hoa_sen, "praise", hoa_sen)
    return found


def cells(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    ("multiple", "amount", "rounding", "money"),
    [
        ("1.0", 2_340_000, 10_000, 2_340_000),
        ("0.3", 2_340_000, 10_000, 710_000),  # 702,000
        ("0.6", 2_340_000, 10_000, 1_410_000),  # 1,404,000
        ("0.3", 2_340_000, 1, 702_000),
        ("0.35", 1_800_001, 1, 630_001),  # 630,000.35: never a part of a đồng
        ("4.5", 2_340_000, 10_000, 10_530_000),
        (None, 2_340_000, 10_000, 0),
    ],
)
def test_sums_are_whole_and_rounded_up(multiple, amount, rounding, money):
    salary = BaseSalary(since=date(2024, 7, 1), amount=amount, rounding=rounding)
    made = money_for(Decimal(multiple) if multiple else None, salary)

    assert (made, type(made)) == (money, int)


def test_the_salary_is_that_of_the_day(db):
    assert salary_on(date(2024, 6, 30)).amount == 1_800_000
    assert salary_on(date(2024, 7, 1)).amount == 2_340_000
    assert salary_on(date(2000, 1, 1)) is None


def test_only_the_top_office_keeps_it_and_decisions_follow(an, binh, found):
    new = Salary(date(2026, 1, 1), 2_530_000, 10_000, "Nghị định thử")
    with pytest.raises(NotAllowed):
        keep_base_salary(None, new, by=binh)
    keep_base_salary(None, new, by=an)

    assert salary_on(today()).amount == 2_530_000


def test_the_accountant_gets_sums_and_a_place_to_sign(found, binh, client):
    decision = make_decision(found, binh)
    client.force_login(binh)

    page = client.get(reverse("nominations:money", args=[decision.pk])).content.decode()
    assert "4.460.000" in page
    sheet = client.get(reverse("nominations:money_file", args=[decision.pk, "xlsx"]))
    amounts = [(row[1], row[4]) for row in cells(sheet) if isinstance(row[4], float)]
    assert amounts == [
        ("Vũ Thị Giang", 2_340_000),
        ("Trường THCS Hoa Sen", 1_410_000),
        ("Lò Văn Sơn", 710_000),
        ("Cộng", 4_460_000),
    ]
    paper = client.get(reverse("nominations:money_file", args=[decision.pk, "docx"]))
    said = read_text_lines(paper.content)
    assert "Danh sách có 3 dòng, tổng số tiền: 4.460.000 đồng." in said
    assert "Số tiền bằng chữ: Bốn triệu bốn trăm sáu mươi nghìn đồng." in said
    assert "Ký nhận" in said


def test_a_revoked_award_is_paid_nothing(found, binh, an, client):
    decision = make_decision(found, binh)
    revoke_award(Award.objects.get(honour__key="base_fighter"), "9/QĐ", today(), "Khai sai", by=an)
    client.force_login(binh)

    page = client.get(reverse("nominations:money", args=[decision.pk])).content.decode()

    assert "2.120.000" in page


def test_money_is_not_for_everybody_who_reads_the_decision(found, binh, an, giang, client):
    decision = make_decision(found, binh)
    for user, answer in ((binh, 200), (giang, 404)):
        client.force_login(user)
        assert client.get(reverse("nominations:money", args=[decision.pk])).status_code == answer


def test_the_budget_tells_what_is_planned_from_what_was_decided(
    found, hoa_sen, binh, an, chi, client
):
    make_decision(found, binh)
    more = make_round(hoa_sen, "praise", "province_merit", title="Đợt sau", status="open")
    person = make_person("Nông Thị Hạ")
    nominate(more, person, "praise", hoa_sen, status="sent")
    nominate(more, person, "province_merit", hoa_sen, status="sent")  # the province pays
    url = reverse("nominations:budget")

    for user, told in ((binh, True), (an, True), (chi, False)):
        client.force_login(user)
        page = client.get(url).content.decode()
        assert ("còn dự kiến 710.000 đồng, đã quyết định 4.460.000 đồng" in page) is told
    client.force_login(binh)
    sheet = client.get(url + "?xuat=xlsx")
    assert ["Trường THCS Hoa Sen", "Giấy khen", 1, 710_000, 2, 2_120_000] in cells(sheet)


def test_each_decision_is_paid_by_the_salary_of_its_day(found, binh, client):
    make_decision(found, binh)
    BaseSalary.objects.create(since=today() - timedelta(days=1), amount=3_000_000)
    decision = found.decisions.get()
    asked = {"honour": Honour.objects.get(key="praise", owner=None), "is_person": True}
    assert paid_for(salary=salary_on(today()), **asked) == 900_000
    OfficialDocument.objects.filter(pk=decision.document_id).update(
        issued_on=today() - timedelta(days=2)
    )
    client.force_login(binh)

    page = client.get(reverse("nominations:money", args=[decision.pk])).content.decode()

    assert "4.460.000" in page


def test_a_correction_of_the_form_is_paid_as_the_register_says(found, binh, an, client):
    decision = make_decision(found, binh)
    award = Award.objects.get(honour__key="base_fighter")
    Award.objects.filter(pk=award.pk).update(honour=Honour.objects.get(key="advanced_worker", owner=None))  # fmt: skip
    client.force_login(binh)

    page = client.get(reverse("nominations:money", args=[decision.pk])).content.decode()

    assert "Lao động tiên tiến" in page
    assert "2.830.000" in page
