"""PDFs that act, link, send, carry or hide, each in one way; every one of them holds the mark, which nothing kept may hold."""

from collections.abc import Callable, Iterator
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.apps.documents.strange_files import plain_pdf, saved

MARK: Final = b"MARKA-AKTIF"
_MARK: Final = MARK.decode()
_SCRIPT: Final = f"app.alert('{_MARK}')"
_SITE: Final = f"http://127.0.0.1/{_MARK}"


def actions(pdf: Pdf) -> dict[str, Object]:
    """One action of each kind that a reader knows."""
    script = pdf.make_stream(_SCRIPT.encode())
    return {
        "javascript": Dictionary(S=Name.JavaScript, JS=_SCRIPT),
        "javascript-stream": Dictionary(Type=Name.Action, S=Name.JavaScript, JS=script),
        "launch": Dictionary(S=Name.Launch, F=_MARK, Win=Dictionary(F="cmd.exe", P=_MARK)),
        "uri": Dictionary(S=Name.URI, URI=_SITE),
        "submit-form": Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=_SITE)),
        "import-data": Dictionary(S=Name.ImportData, F=_MARK),
        "go-to-other": Dictionary(S=Name.GoToR, F=f"\\\\{_MARK}\\x", D=Array([0, Name.Fit])),
        "go-to-embedded": Dictionary(S=Name.GoToE, T=Dictionary(R=Name.C, N=_MARK)),
        "named": Dictionary(S=Name.Named, N=Name.Print, X=_MARK),
        "rendition": Dictionary(S=Name.Rendition, JS=_SCRIPT),
        "sound": Dictionary(S=Name.Sound, Sound=pdf.make_stream(MARK, R=8000)),
        "movie": Dictionary(S=Name.Movie, T=_MARK),
        "rich-media": Dictionary(S=Name.RichMediaExecute, CMD=Dictionary(C=_MARK)),
        "go-to-3d": Dictionary(S=Name.GoTo3DView, V=_MARK),
        "chained": Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([Dictionary(S=Name.JavaScript, JS=_SCRIPT)])),
    }


def _on_open(pdf: Pdf, action: Object) -> None:
    pdf.Root.OpenAction = action


def _on_page(pdf: Pdf, action: Object) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=action, C=action)


def _on_link(pdf: Pdf, action: Object) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 595, 842]), A=action, AA=Dictionary(E=action)
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _in_outline(pdf: Pdf, action: Object) -> None:
    item = pdf.make_indirect(Dictionary(Title="Buka", A=action))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))


def _in_drawing(pdf: Pdf, action: Object) -> None:
    form = pdf.make_stream(
        b"0 0 9 9 re f",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 9, 9]),
        AA=Dictionary(O=action),
        A=action,
    )
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")


def _in_properties(pdf: Pdf, action: Object) -> None:
    pdf.pages[0].obj.Resources = Dictionary(
        Properties=Dictionary(MC0=pdf.make_indirect(Dictionary(Deep=Array([Array([action])]))))
    )
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/OC /MC0 BDC 0 0 9 9 re f EMC")


_PLACES: Final[dict[str, Callable[[Pdf, Object], None]]] = {
    "on-open": _on_open,
    "on-page": _on_page,
    "on-link": _on_link,
    "in-outline": _in_outline,
    "in-drawing": _in_drawing,
    "in-properties": _in_properties,
}


def acting_pdfs() -> Iterator[tuple[str, bytes]]:
    """Every action in every place, and what else carries or acts."""
    for kind in actions(Pdf.new()):
        for place, put in _PLACES.items():
            pdf = plain_pdf()
            put(pdf, actions(pdf)[kind])
            yield f"{kind}-{place}.pdf", saved(pdf)
    for name, carry in _CARRIERS.items():
        pdf = plain_pdf()
        carry(pdf)
        yield f"{name}.pdf", saved(pdf)


def _attachment(pdf: Pdf) -> None:
    pdf.attachments[f"{_MARK}.exe"] = b"MZ" + MARK


def _attachment_on_page(pdf: Pdf) -> None:
    embedded = pdf.make_stream(MARK, Type=Name.EmbeddedFile)
    spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=_MARK, EF=Dictionary(F=embedded)))
    clip = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([9, 9, 99, 99]), FS=spec)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(clip)])
    pdf.pages[0].obj.AF = Array([spec])


def _portfolio(pdf: Pdf) -> None:
    _attachment(pdf)
    pdf.Root.Collection = Dictionary(View=Name.D, D=_MARK)


def _xfa(pdf: Pdf) -> None:
    xfa = pdf.make_stream(b"<xdp:xdp><script contentType='application/x-javascript'>" + MARK + b"</script></xdp:xdp>")
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=Array([String("template"), xfa]), NeedAppearances=True)


def _field_script(pdf: Pdf) -> None:
    act = Dictionary(S=Name.JavaScript, JS=_SCRIPT)
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="x",
            V="jawaban",
            DA="/Helv 12 Tf",
            Rect=Array([9, 9, 99, 30]),
            AA=Dictionary(K=act, F=act, V=act, C=act),
        )
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), CO=Array([field]))
    pdf.pages[0].obj.Annots = Array([field])


def _names_script(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(_SCRIPT.encode()))
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Names=Array(["a", script])))]))
    )


def _rich_media(pdf: Pdf) -> None:
    asset = pdf.make_stream(b"FWS" + MARK, Type=Name.EmbeddedFile)
    media = Dictionary(Assets=Dictionary(Names=Array([_MARK, Dictionary(Type=Name.Filespec, EF=Dictionary(F=asset))])))
    annot = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 99, 99]), RichMediaContent=media)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(annot)])


def _three_d(pdf: Pdf) -> None:
    model = pdf.make_stream(b"U3D", Type=Name("/3D"), Subtype=Name.U3D, OnInstantiate=pdf.make_stream(MARK))
    annot = Dictionary({"/Type": Name.Annot, "/Subtype": Name("/3D"), "/Rect": Array([0, 0, 99, 99]), "/3DD": model})
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(annot)])


def _metadata(pdf: Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>", Type=Name.Metadata, Subtype=Name.XML)
    pdf.pages[0].obj.Metadata = pdf.Root.Metadata
    pdf.pages[0].obj.PieceInfo = Dictionary(X=Dictionary(Private=_MARK))
    pdf.trailer.Info = Dictionary(Title=_MARK)


def _printer_program(pdf: Pdf) -> None:
    program = pdf.make_stream(b"%!PS\n(" + MARK + b") run", Type=Name.XObject, Subtype=Name.PS)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=program))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")


def _outside_stream(pdf: Pdf) -> None:
    form = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), F=_MARK, Ref=Dictionary(F=_MARK, Page=0)
    )
    form.OPI = Dictionary({"/1.3": Dictionary(F=_MARK)})
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))


def _thumbnail(pdf: Pdf) -> None:
    pdf.pages[0].obj.Thumb = pdf.make_stream(MARK, Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8)


def _web_capture(pdf: Pdf) -> None:
    pdf.Root.SpiderInfo = Dictionary(V=1, C=Array([Dictionary(URL=_SITE)]))
    pdf.Root.URI = Dictionary(Base=_SITE)


_CARRIERS: Final[dict[str, Callable[[Pdf], None]]] = {
    "attachment": _attachment,
    "attachment-on-page": _attachment_on_page,
    "portfolio": _portfolio,
    "xfa": _xfa,
    "field-script": _field_script,
    "names-script": _names_script,
    "rich-media": _rich_media,
    "three-d": _three_d,
    "metadata": _metadata,
    "printer-program": _printer_program,
    "outside-stream": _outside_stream,
    "thumbnail": _thumbnail,
    "web-capture": _web_capture,
}


def hidden_by_spelling() -> Iterator[tuple[str, bytes]]:
    """Scripts whose names are written in another way, or that an earlier state of the file holds."""
    pdf = plain_pdf()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=_SCRIPT)
    plain = saved(pdf)
    yield "escaped-names.pdf", plain.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/OpenAction", b"/Open#41ction")
    packed = saved(pdf, object_stream_mode=2)
    yield "in-object-stream.pdf", packed
    clean = saved(plain_pdf())
    yield "earlier-state.pdf", plain + clean[clean.index(b"\n") :]
    yield "not-referred-to.pdf", plain.replace(b"/OpenAction", b"/XpenAction")
