"""Who is sent a paper reads it before acknowledging, and reading it is what counts as opened. S0-55."""

from django.urls import reverse

from phongtrao.documents.models import Delivery, Incoming, Purpose
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.receiving import acknowledge, finish_incoming, hand_incoming
from tests.documents.files import upload
from tests.documents.outgoing import make_issued
from tests.documents.pdfs import make_pdf

FOLDED = "<summary>Nội dung văn bản</summary>"


def send(paper, by, *units):
    pks = tuple(unit.pk for unit in units)
    distribute(paper, [Addressed("Các trường", Purpose.CARRY_OUT, units=pks)], by=by)


def text(response):
    return " ".join(response.content.decode().split())


def test_a_recipient_reads_the_paper_before_acknowledging(client, an, dung, so, hoa_sen, binh, chi):
    issued = make_issued(so, an, dung, abstract="Đợt 1")
    send(issued, an, hoa_sen)
    delivery = Delivery.objects.get(unit=hoa_sen)
    client.force_login(binh)

    own = reverse("documents:incoming", args=[Incoming.objects.get().pk])
    pages = [text(client.get(url)) for url in (own, f"/van-ban/{issued.pk}/")]
    whole = text(client.get(f"/van-ban/{issued.pk}/noi-dung/"))
    delivery.refresh_from_db()
    opened = (delivery.opened_by, delivery.acknowledged_at)
    client.post(f"/van-ban/noi-nhan/{delivery.pk}/xac-nhan/")
    after = [text(client.get(url)) for url in (own, f"/van-ban/{issued.pk}/")]

    for page in (*pages, whole, *after):
        assert "Các trường nộp báo cáo trước ngày 15/12." in page
    assert opened == (binh, None)
    assert [FOLDED in page for page in (*pages, *after)] == [False, False, True, True]
    assert [f"/van-ban/{issued.pk}/noi-dung/" in page for page in after] == [True, True]


def test_whom_a_paper_was_handed_to_reads_it_at_once(client, an, dung, so, hoa_sen, lan, giang):
    issued = make_issued(so, an, dung, abstract="Đợt 1")
    send(issued, an, hoa_sen)
    acknowledge(Delivery.objects.get(unit=hoa_sen), by=lan)
    paper = hand_incoming(Incoming.objects.get(), giang, by=lan)
    own = reverse("documents:incoming", args=[paper.pk])
    client.force_login(giang)

    page = text(client.get(own))
    whole = client.get(f"/van-ban/{issued.pk}/noi-dung/")
    file = client.get(f"/van-ban/tep/{issued.file_id}/")
    finish_incoming(paper, "Đã phổ biến.", by=giang)
    after = text(client.get(own))

    link = f'btn-primary" href="/van-ban/tep/{issued.file_id}/"'
    assert [link in shown for shown in (page, after)] == [True, True]
    assert [FOLDED in shown for shown in (page, after)] == [False, True]
    assert "Các trường nộp báo cáo trước ngày 15/12." in page
    assert [whole.status_code, file.status_code] == [200, 200]
    assert file.getvalue()


def test_who_saves_the_file_has_opened_the_paper(client, an, dung, so, hoa_sen, binh, chi):
    issued = make_issued(so, an, dung)
    send(issued, an, hoa_sen)
    url = f"/van-ban/tep/{issued.file_id}/"

    for reader in (chi, binh):  # she may read it, but it was not sent to her
        client.force_login(reader)
        client.get(url).getvalue()

    delivery = Delivery.objects.get()
    assert (delivery.opened_by, delivery.acknowledged_at) == (binh, None)


def test_a_scan_says_so_and_the_file_can_still_be_opened(client, an, dung, so, hoa_sen, binh):
    issued = make_issued(so, an, dung, file=upload(make_pdf(""), "quet.pdf"))
    send(issued, an, hoa_sen)
    client.force_login(binh)

    page = text(client.get(f"/van-ban/{issued.pk}/"))

    assert "Tệp không có chữ, có lẽ là bản quét. Hãy mở tệp để đọc." in page
