"""What can never be erased says nothing of a person, and nothing of a secret."""

import pytest
from django.core.files.base import ContentFile

from phongtrao.accounts import services as accounts
from phongtrao.audit.models import Entry, EntryValues
from phongtrao.documents.services import add_evidence
from phongtrao.orgs.services import NewPerson, hire
from phongtrao.plans.services.intake import take_in
from tests.documents.files import PDF
from tests.e2e.paper import plan_docx

NAME = "Phùng Thị Kín"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def chained():
    """Everything of the history that is sealed for good."""
    rows = Entry.objects.values_list("action", "subject_label", "subject_id", "data")
    return "\n".join(str(row) for row in rows)


def erasable():
    return "\n".join(str(row) for row in EntryValues.objects.values_list("before", "after"))


def test_names_of_people_stand_only_where_they_can_be_erased(hoa, so):
    new = NewPerson(
        NAME, "Chuyên viên", "civil", so.opened_on, username="kin", email="kin@vidu.example"
    )

    hired = hire(new, so, by=hoa)
    accounts.edit_account(
        hired.issued.user, full_name=f"{NAME} Hai", email="kin2@vidu.example", by=hoa
    )

    assert NAME in erasable()
    assert NAME not in chained()
    assert "kin@vidu" not in chained()


def test_names_of_evidence_and_of_its_file_can_be_erased(lan, hoa_sen):
    add_evidence(hoa_sen, file=ContentFile(PDF, f"Giấy khen {NAME}.pdf"), by=lan)

    assert NAME in erasable()
    assert NAME not in chained()


def test_the_name_of_a_plan_file_can_be_erased(an, so):
    take_in(ContentFile(plan_docx(), f"Kế hoạch {NAME}.docx"), so, by=an)

    assert NAME in erasable()
    assert NAME not in chained()


def test_passwords_are_nowhere_in_the_history(hoa, lan, hoa_sen):
    issued = accounts.reset_password(lan, by=hoa)
    accounts.choose_password(lan, "Tự-chọn-lấy-2027")

    said = chained() + erasable()
    assert issued.password not in said
    assert "Tự-chọn" not in said
    assert lan.password not in said
