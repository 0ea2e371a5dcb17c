"""What a browser says of itself, as people call it; an address, short enough to tell places apart only."""

from ipaddress import ip_address, ip_network

from django.utils.translation import gettext as _

# The first that fits: others call themselves Chrome and Safari as well.
BROWSERS = (
    ("Zalo", "Zalo"),
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str:
    """“Chrome, Windows”; a header that says nothing known is “Trình duyệt khác”."""
    named = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(part for part in named if part) or _("Trình duyệt khác")


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in known if sign in text), "")


def shortened(address: str) -> str:
    """203.0.113.7 → 203.0.113.x; of IPv6 the first 48 bits. Nothing for what is no address."""
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    if ip.version == 4:  # noqa: PLR2004 -- the version of the protocol
        return ".".join([*str(ip).split(".")[:3], "x"])
    return str(ip_network((ip, 48), strict=False).network_address)
