"""QR codes for printing: what `capture.codes.barcodes` finds again on a scan."""

from __future__ import annotations

import io

import numpy as np
import zxingcpp
from PIL import Image

_MODULE = 6


def code_outline(text: str) -> tuple[int, str]:
    """Return a QR code for a screen: its modules per side, and their outline as the path of an SVG.

    With the usual correction of errors (M), so that a short address makes large modules.
    """
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dark = np.array(barcode.to_image(scale=1, add_quiet_zones=False)) == 0
    return dark.shape[0], "".join(f"M{x} {y}h1v1h-1z" for y, x in np.argwhere(dark).tolist())


def code_picture(text: str) -> bytes:
    """Return a QR code as a PNG of black and white, six pixels a module, without a quiet zone.

    With the strongest correction of errors (H): a good quarter of it may be hidden.
    """
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    modules = np.array(barcode.to_image(scale=_MODULE, add_quiet_zones=False))
    out = io.BytesIO()
    Image.fromarray(modules).convert("1").save(out, "PNG")
    return out.getvalue()
