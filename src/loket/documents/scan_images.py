"""Draws an image again from its pixels: whatever else the file carried is not taken along."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from loket.documents.scan_limits import MAX_PIXELS, Finding, ScanKind, Unacceptable

# A camera may write several pictures into one JPEG; its reader knows, and the first is the photograph.
_FORMATS = {ScanKind.JPEG: ("JPEG",), ScanKind.PNG: ("PNG",)}
_JPEG_QUALITY = 88


def clean_image(kind: ScanKind, content: bytes) -> bytes:
    """
    The same picture, upright, without metadata, colour profile or anything behind its end.

    Raises Unacceptable: more than 50 million pixels, or not readable to the last line.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_again(kind, content)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unacceptable(Finding.PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unacceptable(Finding.BROKEN) from error


def _drawn_again(kind: ScanKind, content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=_FORMATS[kind]) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Unacceptable(Finding.PIXELS)
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        plain = _plain(image)
    drawn = io.BytesIO()
    # A fresh image has no `info`, so Pillow finds no EXIF, comment, text or profile to write.
    plain.info = {}
    if kind is ScanKind.JPEG:
        plain.save(drawn, "JPEG", quality=_JPEG_QUALITY)
    else:
        plain.save(drawn, "PNG")
    return drawn.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    if image.mode in ("L", "RGB"):
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I"):
        # Sixteen bits of grey: Pillow clips instead of scaling.
        return image.point(lambda value: value / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        drawn = image if image.mode == "RGBA" else image.convert("RGBA")
        white = Image.new("RGB", drawn.size, "white")
        white.paste(drawn, mask=drawn.getchannel("A"))
        return white
    return image.convert("RGB")
