"""QR codes as drawings: sharp at any size, read by any camera (ISO/IEC 18004)."""

import zxingcpp

# A seventh of the code may be dirty or torn: what hangs framed on a wall is read for years.
CORRECTION = "M"


def qr_drawing(text: str) -> str:
    """SVG of the QR code of a text, with its quiet zone. Raises ValueError for more than fits."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=CORRECTION)
    return str(code.to_svg(add_quiet_zones=True))
