"""When a school ends, papers on their way and its place in groups go on with the heir."""

from datetime import timedelta

from django.utils import timezone

from phongtrao.documents.models import RecipientGroup, RecipientMember
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
