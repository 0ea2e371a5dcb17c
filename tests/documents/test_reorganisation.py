"""When a school ends, papers on their way and its place in groups go on with the heir."""

from datetime import timedelta

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.documents.access.circulation import can_finish
from phongtrao.documents.access.reading import visible_incoming
from phongtrao.documents.models import (
    DocumentKind,
    Incoming,
    Purpose,
    RecipientGroup,
    RecipientMember,
)
from phongtrao.documents.queries.deliveries import Standing, remindable, standing_of
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.receiving import (
    Arrival,
    finish_incoming,
    hand_incoming,
    register_incoming,
)
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise, undo_reorganisation
from tests.documents.outgoing import make_draft


def test_drafts_and_places_in_groups_go_on_with_the_heir(so, an, binh, hoa_sen, binh_minh, thpt):
    group, other = (
        RecipientGroup.objects.create(owner=so, name=n) for n in ("Các trường", "Cụm 1")
    )
    places = [(group, hoa_sen), (other, hoa_sen)]
    RecipientMember.objects.bulk_create(RecipientMember(group=g, unit=u) for g, u in places)
    RecipientMember.objects.create(group=group, unit=binh_minh, position=1)
    draft = make_draft(hoa_sen, binh)
    day = timezone.localdate() - timedelta(days=1)

    act = reorganise(Order("Sáp nhập", day, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    draft.refresh_from_db()
    members = RecipientMember.objects.order_by("group__name", "position")
    assert draft.issuer == binh_minh
    assert [member.unit for member in members] == [hoa_sen, binh_minh, binh_minh]
    assert act.trace["summary"]["left"] == {"documents.recipientmember.unit": 1}
    undo_reorganisation(act, by=None)
    draft.refresh_from_db()
    assert draft.issuer == hoa_sen


def test_a_paper_the_heir_has_as_well_counts_once(client, so, an, hoa_sen, binh_minh, thpt):
    data = DocumentData(
        DocumentKind.PLAN, "Hội thi", "05/KH-SGDĐT", timezone.localdate(), issuer=so
    )
    paper = register_document(data, by=an)
    units = tuple(unit.pk for unit in (hoa_sen, binh_minh, thpt))
    distribute(paper, [Addressed("Các trường", Purpose.CARRY_OUT, units=units)], by=an)

    act = merged(hoa_sen, binh_minh)

    assert standing_of(paper) == Standing(asked=2, opened=0, acknowledged=0, outside=0, total=3)
    assert remindable(paper, timezone.localdate()).count() == 2
    client.force_login(an)
    page = client.get(f"/van-ban/{paper.pk}/noi-nhan/").content.decode()
    assert "Tính ở đơn vị kế thừa" in page
    undo_reorganisation(act, by=None)
    assert standing_of(paper).asked == 3


# ------------------------------------------------------------------ incoming papers
def arrival(abstract="Về việc khảo sát"):
    day = timezone.localdate() - timedelta(days=3)
    return Arrival(DocumentKind.NOTICE, "Sở Xây dựng", abstract, day, number="15/TB")


def merged(former, into):
    return reorganise(
        Order("Sáp nhập", timezone.localdate(), (Merge((former.pk,), into.pk),)), by=None
    )


def test_the_heir_reads_and_carries_on_what_is_in_the_book(lan, chi, hoa_sen, binh_minh):
    paper = register_incoming(hoa_sen, arrival(), by=lan)
    assert not visible_incoming(chi).exists()

    act = merged(hoa_sen, binh_minh)
    paper.refresh_from_db()

    assert paper.unit == hoa_sen
    assert list(visible_incoming(chi)) == [paper]
    assert act.trace["summary"]["staying"] == {"documents.incoming": 1}
    handed = hand_incoming(paper, chi, by=chi)
    assert finish_incoming(handed, "Đã trả lời.", by=chi).status == Incoming.Status.DONE


def test_who_does_not_follow_reads_nothing_of_it(lan, lam, binh, hoa_sen, binh_minh, suoi_may):
    """The commune the school stood in is not its heir."""
    register_incoming(hoa_sen, arrival(), by=lan)

    merged(hoa_sen, binh_minh)

    assert not visible_incoming(lam).exists()


def test_who_it_was_handed_to_goes_on_at_the_heir(lan, binh, hoa_sen, binh_minh):
    paper = register_incoming(hoa_sen, arrival(), by=binh)
    hand_incoming(paper, lan, by=binh)

    merged(hoa_sen, binh_minh)
    again = User.objects.get(pk=lan.pk)

    assert list(visible_incoming(again)) == [paper]
    paper.refresh_from_db()
    assert can_finish(again, paper)
