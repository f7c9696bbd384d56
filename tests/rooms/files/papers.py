"""Invented PDF files for the tests: one place after another that can tell who made the file."""

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

SAID = b"BT /F1 12 Tf 72 720 Td (EXERCISE seized 2 kg) Tj ET"
Plant = Callable[[Pdf, str], None]


def picture(secret: str) -> bytes:
    """A JPEG that names its maker in every usual way."""
    made, marks = io.BytesIO(), Image.Exif()
    marks[0x010F] = secret
    Image.new("RGB", (16, 16), "red").save(made, "JPEG", exif=marks, comment=secret.encode())
    return made.getvalue() + secret.encode()


def in_picture(pdf: Pdf, secret: str, *wrapped: Name) -> None:
    """A picture of a camera on the page, wrapped or not."""
    drawn = Stream(pdf, b"")
    content = zlib.compress(picture(secret)) if wrapped else picture(secret)
    drawn.write(content, filter=Array([*wrapped, Name.DCTDecode]) if wrapped else Name.DCTDecode)
    drawn.Type, drawn.Subtype, drawn.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
    drawn.Width, drawn.Height, drawn.BitsPerComponent = 16, 16, 8
    page(pdf).Resources.XObject = Dictionary(Im0=drawn)


def page(pdf: Pdf) -> pikepdf.Object:
    """The first page."""
    return pdf.pages[0].obj


def annotated(pdf: Pdf, **keys: object) -> None:
    """A remark on the first page."""
    kept = page(pdf).get("/Annots", Array())
    page(pdf).Annots = Array([*kept, pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **keys))])


def put(holder: Callable[[Pdf], pikepdf.Object], key: str, value: Callable[[Pdf, str], object]) -> Plant:
    """A plant that sets a key."""
    return lambda pdf, secret: holder(pdf).__setitem__(key, value(pdf, secret))


def text(pdf: Pdf, secret: str) -> pikepdf.Object:
    """The secret as a string."""
    return String(secret)


def packet(pdf: Pdf, secret: str) -> pikepdf.Object:
    """The secret as a stream of its own."""
    return pdf.make_stream(f"<x:xmpmeta><creator>{secret}</creator></x:xmpmeta>".encode())


def script(pdf: Pdf, secret: str) -> pikepdf.Object:
    """The secret in a script."""
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{secret}')"))


def onward(pdf: Pdf, secret: str) -> pikepdf.Object:
    """A harmless step that is followed by one that is not."""
    return Dictionary(S=Name.GoTo, D=Array([page(pdf), Name.Fit]), Next=script(pdf, secret))


def attached(pdf: Pdf, secret: str) -> None:
    """A file within the file."""
    pdf.attachments[f"{secret}.txt"] = pikepdf.AttachedFileSpec(pdf, secret.encode(), filename=f"{secret}.txt")


def root(pdf: Pdf) -> pikepdf.Object:
    """The catalogue."""
    return pdf.Root


def signature(pdf: Pdf, secret: str) -> pikepdf.Object:
    """A signature that names who signed."""
    held = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Name=String(secret), Reason=String(secret))
    field = Dictionary(FT=Name.Sig, T=String("one"), V=pdf.make_indirect(held))
    return Dictionary(Fields=Array([pdf.make_indirect(field)]))


def forgotten(pdf: Pdf, secret: str) -> None:
    """An object that nothing points to."""
    pdf.make_stream(secret.encode())


PLANTS: dict[str, Plant] = {
    "information": lambda pdf, secret: pdf.docinfo.__setitem__("/Author", secret),
    "own information": lambda pdf, secret: pdf.docinfo.__setitem__("/Unit", secret),
    "trailer": put(lambda pdf: pdf.trailer, "/Mine", text),
    "catalogue": put(root, "/Mine", text),
    "metadata": put(root, "/Metadata", packet),
    "page metadata": put(page, "/Metadata", packet),
    "piece": put(page, "/PieceInfo", lambda pdf, secret: Dictionary(Maker=Dictionary(Private=String(secret)))),
    "modified": put(page, "/LastModified", text),
    "thumbnail": put(page, "/Thumb", packet),
    "resource metadata": put(lambda pdf: page(pdf).Resources, "/Metadata", packet),
    "resource piece": put(
        lambda pdf: page(pdf).Resources.Font.F1, "/PieceInfo", lambda pdf, secret: Dictionary(A=secret)
    ),
    "open action": put(root, "/OpenAction", script),
    "additional action": put(page, "/AA", lambda pdf, secret: Dictionary(O=script(pdf, secret))),
    "named script": put(
        root, "/Names", lambda pdf, secret: Dictionary(JavaScript=Dictionary(Names=[String("a"), script(pdf, secret)]))
    ),
    "file": attached,
    "associated": put(root, "/AF", lambda pdf, secret: Array([Dictionary(Type=Name.Filespec, F=String(secret))])),
    "remark": lambda pdf, secret: annotated(pdf, Subtype=Name.Text, T=secret, NM=secret, M=secret, Contents="kept"),
    "file remark": lambda pdf, secret: annotated(pdf, Subtype=Name.FileAttachment, FS=Dictionary(F=secret)),
    "link": lambda pdf, secret: annotated(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=secret)),
    "launch": lambda pdf, secret: annotated(pdf, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=secret)),
    "next": lambda pdf, secret: annotated(pdf, Subtype=Name.Link, A=onward(pdf, secret)),
    "signature": put(root, "/AcroForm", signature),
    "form data": put(root, "/AcroForm", lambda pdf, secret: Dictionary(Fields=Array(), XFA=packet(pdf, secret))),
    "intent": put(root, "/OutputIntents", lambda pdf, secret: Array([Dictionary(Info=secret)])),
    "collection": put(root, "/Collection", lambda pdf, secret: Dictionary(D=secret)),
    "picture": in_picture,
    "wrapped picture": lambda pdf, secret: in_picture(pdf, secret, Name.FlateDecode),
    "forgotten object": forgotten,
}
"""Each puts a secret into one place."""


def paper(secret: str = "", *places: str, packed: bool = False) -> bytes:
    """A file of two pages with the secret in these places."""
    pdf = Pdf.new()
    for _ in range(2):
        pdf.add_blank_page()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page(pdf).Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page(pdf).Contents = pdf.make_stream(SAID)
    for place in places:
        PLANTS[place](pdf, secret)
    made = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    pdf.save(made, object_stream_mode=mode, fix_metadata_version=False)
    return made.getvalue()


def revised(before: bytes, secret: str) -> bytes:
    """The same file with an object of an earlier revision that a later one replaced (ISO 32000-2, 7.5.6)."""
    with pikepdf.open(io.BytesIO(before)) as pdf:
        number = len(pdf.objects)
    start = before.rindex(b"startxref") + len(b"startxref")
    table = int(before[start:].split()[0])
    made = before
    for content in (secret, "nothing"):
        place = len(made)
        body = b"%d 0 obj\n(%s)\nendobj\n" % (number + 1, content.encode())
        cross = b"xref\n%d 1\n%010d 00000 n \n" % (number + 1, place)
        end = b"trailer\n<< /Size %d /Root %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        made += body + cross + end % (number + 2, root_of(before), table, place + len(body))
        table = place + len(body)
    return made


def root_of(content: bytes) -> bytes:
    """The reference of the catalogue."""
    at = content.rindex(b"/Root ") + len(b"/Root ")
    return b" ".join(content[at:].split()[:3])


def everything(content: bytes) -> bytes:
    """All that a file holds, unpacked, as somebody would see it who looks for a name."""
    found = [content]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        plain = io.BytesIO()
        pdf.save(plain, qdf=True, fix_metadata_version=False)
        found.append(plain.getvalue())
        found += [unpacked(held) for held in pdf.objects if isinstance(held, Stream)]
    return b"\n".join(found)


def unpacked(held: Stream) -> bytes:
    """What a stream holds; of a picture its coded form."""
    if "/DCTDecode" not in str(held.get("/Filter")):
        return held.read_bytes()
    raw = held.read_raw_bytes()
    return raw if raw.startswith(b"\xff\xd8") else zlib.decompress(raw)
