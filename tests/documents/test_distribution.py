"""Sending a paper to groups, units, people and outside names; nobody twice, each told once."""

from datetime import date

import pytest
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.documents.models import (
    Delivery,
    DocumentKind,
    Incoming,
    Purpose,
    RecipientGroup,
    RecipientLine,
)
from phongtrao.documents.queries.deliveries import SendCount, count_send, standing_of
from phongtrao.documents.queries.recipients import (
    Addressed,
    TypedLine,
    print_block,
    read_lines,
    recipient_block,
    resolve_group,
    resolve_lines,
)
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.documents.services.distribution import Sent, distribute, remind
from phongtrao.documents.services.receiving import acknowledge
from phongtrao.documents.services.recipients import (
    GroupData,
    add_group,
    add_ready_groups,
    change_group,
    drop_group,
    move_group,
)
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import ClusterData, Seat, add_cluster, seat_members
from tests.factories import make_unit

P = Purpose
SCHOOLS = GroupData("Các trường THCS", kinds=["school"], levels=["lower"])


@pytest.fixture
def paper(so, an):
    data = DocumentData(
        DocumentKind.PLAN, "Phát động thi đua", "05/KH-SGDĐT", date(2026, 1, 15), issuer=so
    )
    return register_document(data, by=an)


def to(*units, said="Các trường", purpose=P.CARRY_OUT, **more) -> Addressed:
    return Addressed(said, purpose, units=tuple(unit.pk for unit in units), **more)


# ------------------------------------------------------------------ groups


def test_group_by_rule_means_the_units_of_the_day(so, an, hoa_sen, binh_minh, suoi_may):  # S4-24
    group = add_group(so, SCHOOLS, by=an)

    before = resolve_group(group)
    newer = make_unit("Trường THCS Mới", admin=suoi_may, prof=so, level=Unit.Level.LOWER)

    assert before == Addressed("Các trường THCS", P.CARRY_OUT, units=(hoa_sen.pk,))
    assert set(resolve_group(group).units) == {hoa_sen.pk, newer.pk}


def test_group_keeps_its_members_in_order_and_nobody_twice(so, an, lan, hoa_sen, binh_minh):
    lines = resolve_lines(
        [
            TypedLine(name, P.KNOW)
            for name in (
                "Cụm thi đua số 5",
                "Trường Tiểu học Bình Minh",
                "Đỗ Ngọc Lan",
                "cụm THI ĐUA số 5",
                "Cụm thi đua số 5",
            )
        ],
        so,
    )  # S1-90: emulation clusters stand outside the system

    group = add_group(so, GroupData("Nhóm riêng", members=lines), by=an)

    assert [str(member) for member in group.members.all()] == [
        "Cụm thi đua số 5",
        "Trường Tiểu học Bình Minh",
        str(lan),
        "cụm THI ĐUA số 5",
    ]


def test_only_the_office_of_the_unit_keeps_its_groups(so, an, chi, hoa_sen):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        add_group(so, SCHOOLS, by=chi)
    group = add_group(so, SCHOOLS, by=an)
    for act in (
        lambda: change_group(group, SCHOOLS, by=chi),
        lambda: drop_group(group, by=chi),
        lambda: move_group(group, 1, by=chi),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert RecipientGroup.objects.get() == group


def test_empty_group_is_refused(so, an):
    with pytest.raises(BadInput, match="Hãy chọn loại đơn vị"):
        add_group(so, GroupData("Rỗng"), by=an)

    assert RecipientGroup.objects.count() == 0


def test_ready_groups_are_those_with_units_and_come_once(so, an, hoa_sen, binh_minh, suoi_may):
    first, second = add_ready_groups(so, by=an), add_ready_groups(so, by=an)

    names = [group.name for group in RecipientGroup.objects.filter(owner=so)]
    assert (first, second) == (3, 0)
    assert names == [
        "Ủy ban nhân dân các xã, phường, đặc khu",
        "Các trường tiểu học",
        "Các trường THCS",
    ]


def test_moved_group_changes_the_order(so, an, hoa_sen, binh_minh, suoi_may):
    add_ready_groups(so, by=an)
    last = RecipientGroup.objects.get(name="Các trường THCS")

    move_group(last, -2, by=an)

    assert RecipientGroup.objects.filter(owner=so)[0] == last


# ------------------------------------------------------------------ typed lines


def test_pasted_block_is_read_with_its_purposes():  # S2-32
    text = """Nơi nhận:
    - Như trên;
    - Ban TĐKT Thành phố (để b/c);
    - Ban Giám đốc Sở (để chỉ đạo);
    - Sở KH&CN (để phối hợp);
    - Trường THCS Hoa Sen;
    - Lưu: VT, GDTX&ĐH."""

    assert read_lines(text, P.KNOW) == [
        TypedLine("Ban TĐKT Thành phố", P.REPORT),
        TypedLine("Ban Giám đốc Sở", P.DIRECT),
        TypedLine("Sở KH&CN", P.COORDINATE),
        TypedLine("Trường THCS Hoa Sen", P.KNOW),
        TypedLine("VT", P.KEEP),
        TypedLine("GDTX&ĐH", P.KEEP),
    ]


def test_name_of_two_units_is_nobodys(so, suoi_may, doi_thong):
    for commune in (suoi_may, doi_thong):
        make_unit("Trường Mầm non Hoa Mai", admin=commune, prof=so)

    (line,) = resolve_lines([TypedLine("Trường Mầm non Hoa Mai", P.KNOW)], so)

    assert line.outside == ("Trường Mầm non Hoa Mai",)


# ------------------------------------------------------------------ the block


def test_block_is_printed_as_the_decree_has_it():  # S0-60, S2-32
    lines = [
        ("Các trường THCS", P.CARRY_OUT),
        ("Ban TĐKT Thành phố", P.REPORT),
        ("VT", P.KEEP),
        ("GDTX&ĐH", P.KEEP),
    ]

    assert print_block(lines, DocumentKind.PLAN) == [
        "- Các trường THCS (để thực hiện);",
        "- Ban TĐKT Thành phố (để b/c);",
        "- Lưu: VT, GDTX&ĐH.",
    ]
    assert print_block(lines, DocumentKind.LETTER, "Các trường THCS") == [
        "- Như trên;",
        "- Ban TĐKT Thành phố (để b/c);",
        "- Lưu: VT, GDTX&ĐH.",
    ]
    assert print_block(lines[:1], DocumentKind.PLAN) == ["- Các trường THCS (để thực hiện)."]


def test_as_above_stands_only_for_those_named_above():  # S0-60
    lines = [
        (name, P.CARRY_OUT) for name in ("Các trường THCS", "Các trường tiểu học", "Các trường")
    ]
    addressed = "- Các trường THCS, các trường mầm non;\nUBND xã"

    assert print_block(lines, DocumentKind.LETTER, addressed) == [
        "- Như trên;",
        "- Các trường tiểu học (để thực hiện);",
        "- Các trường (để thực hiện).",
    ]
    # Of an uploaded letter nobody knows whom it names: all are printed.
    assert print_block(lines[:1], DocumentKind.LETTER) == ["- Các trường THCS (để thực hiện)."]


# ------------------------------------------------------------------ sending


def test_distributing_reaches_everyone_once_and_tells_them_once(
    paper, an, so, hoa_sen, binh_minh, binh, lan, chi, dung
):  # S0-55
    lines = [
        to(hoa_sen, binh_minh),
        to(hoa_sen, said="Trường điểm", purpose=P.COORDINATE, users=(dung.pk,)),
        Addressed("Ban TĐKT Thành phố", P.REPORT, outside=("Ban TĐKT Thành phố",)),
        Addressed("VT", P.KEEP, outside=("VT",)),
    ]

    counted = count_send(paper, lines)
    sent = distribute(paper, lines, by=an)

    assert counted == SendCount(units=2, users=1, outside=1, existing=0, repeated=1, mute=0)
    assert sent == Sent(written=4, existing=0)
    rows = Delivery.objects.order_by("line__position", "pk")
    assert {(str(row), row.line.said, row.purpose) for row in rows} == {
        (str(hoa_sen), "Các trường", "carry_out"),
        (str(binh_minh), "Các trường", "carry_out"),
        (str(dung), "Trường điểm", "coordinate"),
        ("Ban TĐKT Thành phố", "Ban TĐKT Thành phố", "report"),
    }
    # “Lưu: VT” is printed, and is no place the paper goes to.
    assert recipient_block(paper)[-1] == "- Lưu: VT."
    assert {notice.to for notice in Notice.objects.all()} == {binh, lan, chi, dung}
    assert Notice.objects.count() == 4
    assert Entry.objects.filter(action="documents.distributed").count() == 1


def test_distributing_again_adds_only_who_was_missing(paper, an, hoa_sen, binh_minh, binh, chi):
    distribute(paper, [to(hoa_sen)], by=an)

    counted = count_send(paper, [to(hoa_sen, binh_minh)])
    sent = distribute(paper, [to(hoa_sen, binh_minh)], by=an)

    assert counted == SendCount(1, 0, 0, existing=1, repeated=0, mute=0)
    assert sent == Sent(written=1, existing=1)
    assert Notice.objects.filter(to=binh).count() == 1
    assert [line.said for line in RecipientLine.objects.all()] == ["Các trường"]


def test_sent_paper_stands_among_the_incoming_ones(paper, an, so, hoa_sen):
    distribute(paper, [to(hoa_sen)], by=an)

    incoming = Incoming.objects.get()
    assert (incoming.unit, incoming.document, incoming.delivery) == (
        hoa_sen,
        paper,
        Delivery.objects.get(),
    )
    assert (incoming.status, incoming.number, incoming.sender, incoming.abstract) == (
        "new",
        "05/KH-SGDĐT",
        so.name,
        "Phát động thi đua",
    )


def test_block_of_a_sent_paper_keeps_the_words_it_was_sent_with(paper, an, so, hoa_sen):
    group = add_group(so, SCHOOLS, by=an)
    distribute(paper, [resolve_group(group)], by=an)

    drop_group(group, by=an)

    assert recipient_block(paper) == ["- Các trường THCS (để thực hiện)."]


@pytest.mark.parametrize("who", ["chi", "dung", "khanh"])
def test_only_the_office_of_the_issuer_sends(paper, who, hoa_sen, request):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        distribute(paper, [to(hoa_sen)], by=request.getfixturevalue(who))

    assert Delivery.objects.count() == 0


def test_draft_is_not_sent(an, so, hoa_sen):
    draft = register_document(DocumentData(DocumentKind.PLAN, "Dự thảo", issuer=so), by=an)

    with pytest.raises(NotAllowed, match="chưa ban hành"):
        distribute(draft, [to(hoa_sen)], by=an)

    assert Delivery.objects.count() == 0


def test_school_sends_its_own_paper_to_its_own_people(binh, lan, hoa_sen):
    data = DocumentData(DocumentKind.PLAN, "Kế hoạch trường", "1/KH-HS", date(2026, 9, 1), hoa_sen)
    paper = register_document(data, by=None)

    sent = distribute(paper, [Addressed("Cô Lan", P.CARRY_OUT, users=(lan.pk,))], by=binh)

    assert sent == Sent(written=1, existing=0)


# ------------------------------------------------------------------ reminding


def test_reminding_is_for_those_who_have_not_answered_once_a_day(
    paper, an, hoa_sen, binh_minh, binh, chi
):
    distribute(paper, [to(hoa_sen, binh_minh)], by=an)
    acknowledge(Delivery.objects.get(unit=hoa_sen), by=binh)
    Notice.objects.all().delete()

    count = remind(paper, by=an)

    assert count == 1
    assert [notice.to for notice in Notice.objects.all()] == [chi]
    with pytest.raises(WrongState, match="hôm nay đã đôn đốc rồi"):
        remind(paper, by=an)
    assert Notice.objects.count() == 1


def test_standing_counts_whom_the_paper_asks(paper, an, hoa_sen, binh_minh, binh):
    lines = [to(hoa_sen, binh_minh), Addressed("VT", P.KEEP, outside=("VT",))]
    distribute(paper, lines, by=an)
    acknowledge(Delivery.objects.get(unit=hoa_sen), by=binh)

    standing = standing_of(paper)

    assert (standing.asked, standing.opened, standing.acknowledged, standing.waiting) == (
        2,
        1,
        1,
        1,
    )
    assert (standing.outside, standing.total) == (0, 2)


# ------------------------------------------------------------------ S1-90: clusters


def test_a_group_follows_a_cluster_of_the_year(so, an, hoa_sen, binh_minh):
    cluster = add_cluster(so, ClusterData("CUM-1", "Cụm thi đua số 1"), by=an)
    year = timezone.localdate().year
    seat_members(cluster, year - 1, [Seat(binh_minh.pk)], by=an)
    group = add_group(so, GroupData("Cụm 1", clusters=[cluster]), by=an)

    before = resolve_group(group).units
    seat_members(cluster, year, [Seat(hoa_sen.pk)], by=an)

    assert (before, resolve_group(group).units) == ((), (hoa_sen.pk,))


def test_usual_groups_have_one_for_each_cluster_with_members(so, an, hoa_sen):
    cluster = add_cluster(so, ClusterData("CUM-1", "Cụm thi đua số 1"), by=an)
    add_cluster(so, ClusterData("CUM-2", "Cụm thi đua số 2"), by=an)
    seat_members(cluster, timezone.localdate().year, [Seat(hoa_sen.pk)], by=an)

    add_ready_groups(so, by=an)
    add_ready_groups(so, by=an)

    names = RecipientGroup.objects.filter(owner=so).values_list("name", flat=True)
    assert [name for name in names if name.startswith("Cụm")] == ["Cụm thi đua số 1"]


def test_a_school_of_two_levels_is_in_the_groups_of_both(so, an, suoi_may):
    both = make_unit("Trường TH và THCS Mới", admin=suoi_may, prof=so, level="primary_lower")
    groups = [
        add_group(so, GroupData(level, kinds=["school"], levels=[level]), by=an)
        for level in ("primary", "lower", "upper")
    ]

    assert [both.pk in resolve_group(group).units for group in groups] == [True, True, False]
