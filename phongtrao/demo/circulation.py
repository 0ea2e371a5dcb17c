"""A plan on its way: groups of the office, the paper sent to them, some who have acknowledged it."""

from datetime import timedelta
from random import Random

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.demo.load import Province
from phongtrao.demo.paper import note_docx
from phongtrao.documents.models import (
    Delivery,
    DocumentKind,
    OfficialDocument,
    Purpose,
    RecipientGroup,
)
from phongtrao.documents.queries.recipients import Addressed, resolve_group
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.publishing import publish_document
from phongtrao.documents.services.receiving import (
    Arrival,
    acknowledge,
    hand_incoming,
    open_deliveries,
    register_incoming,
)
from phongtrao.documents.services.recipients import GroupData, add_group, add_ready_groups
from phongtrao.orgs.models import Grant

MOST_ANSWERS = 40  # one by one, as people do; a province has thousands
SHARE = 0.6
CLUSTERS = ("Cụm thi đua số 1 Bộ GDĐT", "Cụm thi đua số 5 Thành phố")


def write_circulation(province: Province, paper: OfficialDocument, chance: Random) -> None:
    """S0-55, S0-60: one paper to every school and commune, with acknowledgements; one from outside."""
    office = province.people["vanphong"]
    add_ready_groups(province.department, by=office)
    clusters = Addressed("Các cụm thi đua", Purpose.REPORT, outside=CLUSTERS)
    add_group(
        province.department,
        GroupData("Các cụm thi đua", purpose=Purpose.REPORT, members=[clusters]),
        by=office,
    )
    groups = RecipientGroup.objects.filter(owner=province.department)
    kept = Addressed("VT", Purpose.KEEP, outside=("VT",))
    distribute(paper, [*(resolve_group(group) for group in groups), kept], by=office)
    publish_document(paper, by=office)
    _answer(province, paper, chance)
    _leave_for_the_eight(province, paper)
    _write_letter(province)


def _answer(province: Province, paper: OfficialDocument, chance: Random) -> None:
    """Heads of some schools; the eight of the sign-in page keep theirs for whoever tries them."""
    heads = Grant.objects.today().filter(role=Role.HEAD).select_related("user").order_by("pk")
    head_of = {grant.unit_id: grant.user for grant in heads}
    rows = Delivery.objects.filter(document=paper, unit__in=head_of).select_related("unit")
    others = rows.exclude(unit__in=province.places.values()).order_by("pk")
    for delivery in others[:MOST_ANSWERS]:
        if chance.random() < SHARE:
            acknowledge(delivery, by=head_of[delivery.unit_id or 0])


def _leave_for_the_eight(province: Province, paper: OfficialDocument) -> None:
    """The principal has opened it; the commune has acknowledged; the focal person has yet to look."""
    open_deliveries(paper, by=province.people["hieutruong"])
    commune = Delivery.objects.filter(document=paper, unit=province.places["commune"]).first()
    if commune:
        acknowledge(commune, by=province.people["xa"])


def _write_letter(province: Province) -> None:
    """A letter brought by post, handed to the teacher."""
    school, focal = province.places["lower"], province.people["daumoi"]
    today = timezone.localdate()
    words = (
        "Công văn về trật tự cổng trường",
        "Đề nghị nhà trường rà soát điểm đón trả học sinh, báo cáo công an xã trong tháng này.",
        "Đề nghị cử một giáo viên làm đầu mối phối hợp giữ trật tự cổng trường giờ tan học.",
    )
    arrival = Arrival(
        kind=DocumentKind.LETTER,
        sender="Công an xã",
        number="12/CV-CAX",
        issued_on=today - timedelta(days=4),
        abstract="Phối hợp bảo đảm trật tự, an toàn cổng trường",
        arrived_on=today - timedelta(days=2),
        file=ContentFile(note_docx(*words), name="cong-van-12.docx"),
    )
    letter = register_incoming(school, arrival, by=focal)
    due_on = today + timedelta(days=5)
    note = "Cô Giang làm đầu mối giúp trường."
    hand_incoming(letter, province.people["giaovien"], due_on=due_on, note=note, by=focal)
