"""Cleaning of a PDF: only what a reader sees on its pages is written anew; who made it, when and with what is not.

The file is opened by pikepdf (qpdf) and not repaired: a damaged one is refused, since a repaired one may miss pages.
Terms are those of ISO 32000-2.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from kerege.rooms.files.rules.pictures import bare_jp2, bare_jpeg
from kerege.rooms.files.rules.unclean import LockedError, UncleanError

MOST_OBJECTS = 300_000
MOST_DEPTH = 60
MOST_KEPT = 40 * 1024 * 1024


def keys(text: str) -> frozenset[str]:
    """Names of keys as they stand in a file."""
    return frozenset(f"/{each}" for each in text.split())


CATALOGUE = keys(
    "Type Version Pages PageLabels Names Dests ViewerPreferences PageLayout PageMode Outlines AcroForm "
    "StructTreeRoot MarkInfo Lang OCProperties"
)
"""What is kept of the catalogue (table 29); anything else is a script, a file, a certificate or somebody's own."""
TRAILER = keys("Root Size Prev XRefStm Type W Index Filter DecodeParms Length")
PAGE = keys(
    "Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate Group Annots Dur Trans "
    "StructParents Tabs UserUnit"
)
"""What is kept of a page (table 31): no thumbnail, no metadata, no data of the program that made it."""
NODE = keys("Type Parent Kids Count Resources MediaBox CropBox Rotate")
TELLING = keys(
    "Metadata PieceInfo LastModified Thumb AA OpenAction JS JavaScript EmbeddedFiles EF AF RF CreationDate "
    "ModDate Creator Producer Author Keywords CreatorInfo SpiderInfo ID OPI Measure PtData XFA"
)
"""Keys that tell of a maker or act by themselves, taken out wherever they stand."""
SIGNED = keys("Type Subtype Rect P F AP FT T Parent Kids Ff")
"""What is kept of a place for a signature: its look on the page, not the signature."""
GONE_ANNOTATIONS = keys("FileAttachment Sound Movie Screen 3D RichMedia Projection TrapNet")
REMARKS = ("/T", "/NM", "/M", "/RC")
"""Who wrote a remark on a page, when, and its second copy with fonts; its text stays."""


def written_anew(content: bytes) -> bytes:
    """A PDF with its pages and nothing about its maker.

    Raises LockedError for an encrypted file, UncleanError for one that is damaged, grows too far or has a form
    that only scripts can show.
    """
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, inherit_page_attributes=True) as pdf:
            if pdf.is_encrypted:
                raise LockedError("it is encrypted")
            pages = len(pdf.pages)
            clean(pdf)
            if pdf.get_warnings():
                raise UncleanError("it is damaged")
            made = saved(pdf)
    except pikepdf.PasswordError as problem:
        raise LockedError("it asks for a password") from problem
    with pikepdf.open(io.BytesIO(made), attempt_recovery=False) as kept:
        if len(kept.pages) != pages:
            raise UncleanError("pages would be lost")
    return made


def empty(*, locked: bool) -> bytes:
    """A PDF of one empty page, protected or not."""
    made = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made, encryption=pikepdf.Encryption(owner="sample", user="") if locked else False)
    return made.getvalue()


def saved(pdf: Pdf) -> bytes:
    """The bytes of the file: objects that nothing points to, earlier revisions and comments are not written."""
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if made.tell() > MOST_KEPT:
        raise UncleanError("it grows too far")
    return made.getvalue()


def clean(pdf: Pdf) -> None:
    """Take out of an open file whatever is not a page's own content."""
    if pdf.Root.get("/NeedsRendering"):
        raise UncleanError("its form is made by scripts")
    keep_only(pdf.trailer, TRAILER)
    keep_only(pdf.Root, CATALOGUE)
    if isinstance(names := pdf.Root.get("/Names"), Dictionary):
        keep_only(names, frozenset({"/Dests"}))
    for page in pdf.pages:
        keep_only(page.obj, PAGE)
        clean_annotations(page.obj)
    for held in holders(pdf):
        clean_holder(held)


def keep_only(held: Object, keys: frozenset[str]) -> None:
    """Take every other key out of a dictionary."""
    for key in [key for key in held.keys() if key not in keys]:  # noqa: SIM118 - not a dict
        del held[key]


def clean_annotations(page: Object) -> None:
    """Remarks on a page keep their text and place; files, sounds and films go."""
    if not isinstance(given := page.get("/Annots"), Array):
        return
    kept = [
        each for each in given if isinstance(each, Dictionary) and str(each.get("/Subtype")) not in GONE_ANNOTATIONS
    ]
    for each in kept:
        for key in REMARKS:
            if key in each and each.get("/Subtype") != Name.Widget:
                del each[key]
    page.Annots = Array(kept)


def holders(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary and stream that can be reached from the catalogue, each once."""
    waiting: list[tuple[object, int]] = [(pdf.trailer, 0)]
    met: set[tuple[int, int]] = set()
    while waiting:
        held, depth = waiting.pop()
        if not isinstance(held, Dictionary | Stream | Array):
            continue
        if held.is_indirect:
            if held.objgen in met:
                continue
            met.add(held.objgen)
            depth = 0
        if depth > MOST_DEPTH or len(met) > MOST_OBJECTS:
            raise UncleanError("it is nested too deep or has too many objects")
        if not isinstance(held, Array):
            yield held
        waiting += [(each, depth + 1) for each in inner(held)]


def inner(held: Object) -> list[object]:
    """What stands directly in a container."""
    return list(held) if isinstance(held, Array) else [value for _, value in held.items()]


def clean_holder(held: Object) -> None:
    """One dictionary or stream without its telling keys, actions and signatures; a picture without its own metadata."""
    for key in TELLING:
        if key in held and not (key == "/ID" and held.get("/S") is not None and held.get("/Type") == Name.StructElem):
            del held[key]
    for key in ("/A", "/PA", "/Next"):
        if isinstance(act := held.get(key), Dictionary | Array) and is_action(act):
            del held[key]
    if held.get("/FT") == Name.Sig or held.get("/Type") in (Name.Sig, Name.DocTimeStamp):
        keep_only(held, SIGNED)
    if held.get("/Type") == Name.Pages:
        keep_only(held, NODE)
    if isinstance(held, Stream):
        clean_stream(held)


def is_action(held: Object) -> bool:
    """Whether it does something other than going to a place in the same file."""
    if isinstance(held, Array):
        return any(isinstance(each, Dictionary) and is_action(each) for each in held)
    return (
        "/S" in held and held.get("/S") != Name.GoTo and held.get("/Type") in (None, Name.Action) and "/O" not in held
    )


def clean_stream(held: Stream) -> None:
    """A picture as a camera made it loses what the camera wrote beside its points."""
    given = held.get("/Filter")
    filters = [str(each) for each in given] if isinstance(given, Array) else [str(given)] if given is not None else []
    if not filters or filters[-1] not in {"/DCTDecode", "/DCT", "/JPXDecode"}:
        return
    if len(filters) > 1:
        raise_unless_plain(held, filters)
    bare = bare_jp2 if filters[-1] == "/JPXDecode" else bare_jpeg
    parameters = held.get("/DecodeParms")
    last = parameters[len(filters) - 1] if isinstance(parameters, Array) else parameters if len(filters) == 1 else None
    kept = last if isinstance(last, Dictionary) else None
    held.write(bare(packed_picture(held, filters)), filter=Name(filters[-1]), decode_parms=kept)


def raise_unless_plain(held: Stream, filters: list[str]) -> None:
    """Refuse a picture that is wrapped in more than the usual ways."""
    if len(filters) > 3 or any(
        each not in {"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode"} for each in filters[:-1]
    ):
        raise UncleanError("a picture is wrapped in an unusual way")


def packed_picture(held: Stream, filters: list[str]) -> bytes:
    """The picture's own bytes, out of whatever it is wrapped in."""
    raw = held.read_raw_bytes()
    for name in filters[:-1]:
        with Pdf.new() as aside:
            wrapped = Stream(aside, raw)
            wrapped.Filter = Name(name)
            raw = wrapped.read_bytes()
    return raw
