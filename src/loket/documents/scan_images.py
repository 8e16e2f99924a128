"""Draws an image again from its pixels: whatever else the file carried is not taken along."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from loket.documents.scan_limits import MAX_PASSES, MAX_PIXELS, Finding, ScanKind, Unacceptable

# A camera may write several pictures into one JPEG; its reader knows, and the first is the photograph.
_FORMATS = {ScanKind.JPEG: ("JPEG",), ScanKind.PNG: ("PNG",)}
_JPEG_QUALITY = 88
# A third of the work of the usual level, for a twentieth more bytes.
_PNG_LEVEL = 4
# Begins a pass over a picture that is drawn in passes; no other byte of its data can look so.
_PASS = b"\xff\xda"


def clean_image(kind: ScanKind, content: bytes) -> bytes:
    """
    The same picture, upright, without metadata, colour profile or anything behind its end.

    Raises Unacceptable: more than 50 million pixels, drawn in hundreds of passes, or not readable to the last line.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    if kind is ScanKind.JPEG and content.count(_PASS) > MAX_PASSES:
        raise Unacceptable(Finding.TOO_MUCH_WORK)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_again(kind, content)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unacceptable(Finding.PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unacceptable(Finding.BROKEN) from error


def warm_up() -> None:
    """Load all that the readers load only when they meet it, for a process that can load nothing later."""
    exif = Image.Exif()
    exif[0x0112] = 6
    dot = Image.new("RGB", (8, 8))
    for kind, form, more in (
        (ScanKind.JPEG, "JPEG", {"exif": exif, "comment": b"-", "dpi": (72, 72)}),
        (ScanKind.JPEG, "MPO", {"save_all": True, "append_images": [dot]}),
        (ScanKind.PNG, "PNG", {"exif": exif}),
    ):
        written = io.BytesIO()
        dot.save(written, form, **more)
        clean_image(kind, written.getvalue())


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
        plain.save(drawn, "PNG", compress_level=_PNG_LEVEL)
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
