"""Files that people upload by mistake or by malice, each made here from nothing."""

import io
import struct
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, PngImagePlugin

SCRIPT = "app.alert('masuk')"


def photograph(width: int = 640, height: int = 480) -> Image.Image:
    """A picture with detail in it, lighter to the right."""
    return Image.linear_gradient("L").rotate(90).resize((width, height)).convert("RGB")


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """The image as a file of that form."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def phone_jpeg() -> bytes:
    """A photograph taken with the phone upright: turned by EXIF, with a place and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "RUMAH SARI"
    return encoded(photograph(), "JPEG", exif=exif, comment=b"KOMENTAR RAHASIA", icc_profile=b"PROFIL" * 40)


def camera_jpeg() -> bytes:
    """Two pictures in one JPEG, as some cameras write them."""
    return encoded(photograph(64, 48), "MPO", save_all=True, append_images=[photograph(64, 48)])


def talking_png() -> bytes:
    """A PNG with text chunks and half transparent."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "KOMENTAR RAHASIA")
    return encoded(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG", pnginfo=texts)


def polyglot(image: bytes) -> bytes:
    """An image that is also a ZIP archive with a page in it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("index.html", "<script>alert(1)</script>")
    return image + archive.getvalue()


def bomb_png(side: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that would fill gigabytes."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((side // 8 + 1) * 100), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*part) for part in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def saved(pdf: Pdf, **options: object) -> bytes:
    """The PDF as a file."""
    file = io.BytesIO()
    pdf.save(file, **options)  # type: ignore[arg-type]
    return file.getvalue()


def plain_pdf(pages: int = 1) -> Pdf:
    """Pages with one black square each."""
    pdf = Pdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(b"0 0 0 rg 100 100 200 200 re f")
    return pdf


def acting_pdf() -> bytes:
    """A PDF that tries everything: scripts, actions, a launch, a link, a form, an attachment, metadata."""
    pdf = plain_pdf()
    script = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=pdf.make_stream(SCRIPT.encode()))
    page = pdf.pages[0]
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", script])))
    page.obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F="calc.exe"))
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 500, 500]),
        A=Dictionary(S=Name.URI, URI="http://127.0.0.1/rahasia"),
    )
    page.obj.Annots = Array([pdf.make_indirect(link)])
    page.obj.PieceInfo = Dictionary(X=Dictionary(Private="RAHASIA"))
    page.obj.Resources = Dictionary(
        XObject=Dictionary(X=pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), AA=script))
    )
    pdf.attachments["virus.exe"] = b"MZ-ISI-LAMPIRAN"
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "JUDUL RAHASIA"
    return saved(pdf)


def filled_form_pdf() -> bytes:
    """A form filled in on screen: the answer is the look of a field."""
    pdf = plain_pdf()
    look = pdf.make_stream(
        b"1 0 0 rg 0 0 100 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 20])
    )
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Btn,
            T="nama",
            F=4,
            Rect=Array([50, 700, 150, 720]),
            AP=Dictionary(N=look),
        )
    )
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    return saved(pdf)


def locked_pdf(password: str) -> bytes:
    """A PDF locked by its owner; with an empty password anyone may open it, but not change it."""
    return saved(plain_pdf(), encryption=pikepdf.Encryption(owner="pemilik", user=password))


def swelling_pdf() -> bytes:
    """A PDF of a megabyte whose page is a gigabyte of blanks."""
    pdf = plain_pdf()
    press = zlib.compressobj(9)
    pressed = b"".join(press.compress(b" " * (1 << 20)) for _ in range(1024)) + press.flush()
    pdf.pages[0].Contents.write(pressed, filter=Name.FlateDecode)
    return saved(pdf)


def wide_picture_pdf() -> bytes:
    """A small PDF with a picture of 3,600 million points on its page."""
    pdf = plain_pdf()
    picture = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Image, Width=60_000, Height=60_000, ColorSpace=Name.DeviceGray,
        BitsPerComponent=1,
    )  # fmt: skip
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=picture))
    return saved(pdf)


def crowded_pdf(objects: int) -> bytes:
    """A PDF of one page that drags thousands of objects along."""
    pdf = plain_pdf()
    pdf.Root.Crowd = Array([pdf.make_indirect(Dictionary(N=n)) for n in range(objects)])
    return saved(pdf)


def huge_page_pdf() -> bytes:
    """A page of seven metres."""
    pdf = plain_pdf()
    pdf.pages[0].obj.MediaBox = Array([0, 0, 20_000, 842])
    return saved(pdf)


def inheriting_pdf() -> bytes:
    """A PDF whose page takes its size and turn from the node above it."""
    pdf = plain_pdf()
    del pdf.pages[0].obj.MediaBox
    pdf.Root.Pages.MediaBox = Array([0, 0, 300, 400])
    pdf.Root.Pages.Rotate = 90
    return saved(pdf)
