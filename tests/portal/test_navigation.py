"""The main navigation in rooms: captions for whoever has much in it, none for the few entries of a teacher."""

import re

import pytest

from phongtrao.web.frame import FEW, nav_links
from phongtrao.web.shell import SOCKETS, NavItem

CAPTIONS = ["Phong trào, kế hoạch", "Sáng kiến, hội đồng", "Văn thư", "Tổ chức"]


def entries(number: int) -> tuple[NavItem, ...]:
    """Some in each of the first rooms; those of the second ten stand with those of the first."""
    orders = (0, 5, 12, 25, 28, 30, 34, 40, 51, 55, 58)
    return tuple(
        NavItem(f"muc-{order}", f"Mục {order}", "portal:home", order=order)
        for order in orders[:number]
    )


def captions(html: str) -> list[str]:
    return re.findall(r'class="nav-room"[^>]*>([^<]+)<', html)


@pytest.mark.parametrize(("number", "said"), [(FEW, []), (FEW + 1, CAPTIONS)])
def test_many_entries_stand_in_rooms(number, said):
    html = nav_links(entries(number), "muc-12")

    assert captions(html) == said
    assert html.count("<li>") == number
    assert html.count('aria-current="page"') == 1


def test_every_room_of_the_product_has_its_caption():
    items = sorted(SOCKETS.nav.values(), key=lambda item: item.order)

    assert captions(nav_links(tuple(items), "home")) == [*CAPTIONS, "Đo lường", "Quản trị"]
