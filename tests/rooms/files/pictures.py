"""Invented files for the tests: pictures with metadata, office files with properties, things that are refused."""

import io
import zipfile

from PIL import Image, PngImagePlugin

SECRET = "EXERCISE-MAKER-7731"


def jpeg(turned: int = 1) -> bytes:
    """A red picture whose metadata name its maker and how the camera was held."""
    made, marks = io.BytesIO(), Image.Exif()
    marks[0x010F], marks[0x0112] = SECRET, turned
    Image.new("RGB", (60, 40), "red").save(made, "JPEG", exif=marks)
    return made.getvalue()


def png() -> bytes:
    """A picture with a text beside it."""
    made, marks = io.BytesIO(), PngImagePlugin.PngInfo()
    marks.add_text("Author", SECRET)
    Image.new("RGBA", (30, 30), (0, 0, 255, 120)).save(made, "PNG", pnginfo=marks)
    return made.getvalue()


def office(inside: str = "word/document.xml", **more: bytes) -> bytes:
    """A packed office file whose properties name its maker."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(inside, "<document>EXERCISE</document>")
        packed.writestr("docProps/core.xml", f"<creator>{SECRET}</creator>")
        for name, content in more.items():
            packed.writestr(name, content)
    return made.getvalue()


PARTS = {
    "thumbnail": ("docProps/thumbnail.jpeg", b"%s"),
    "custom properties": ("docProps/Custom.xml", b"<Properties>%s</Properties>"),
    "server form": ("customXml/item1.xml", b"<p:properties>%s</p:properties>"),
    "printer": ("xl/printerSettings/printerSettings1.bin", b"%s"),
    "change": ("word/document.xml", b'<w:ins w:id="1" w:author="%s" w:date="%s"><w:t>EXERCISE</w:t></w:ins>'),
    "person": ("word/people.xml", b'<w15:person w15:author="%s"><w15:presenceInfo w15:userId="%s"/></w15:person>'),
    "remark of a text": ("word/comments.xml", b"<w:comment w:author=\"%s\" w:initials='%s'/>"),
    "remark of a sheet": ("xl/comments1.xml", b"<comments><authors><author>%s</author></authors></comments>"),
    "person of a sheet": ("xl/persons/person.xml", b'<person displayName="%s" userId="%s" id="{1}"/>'),
    "place on a disk": ("xl/workbook.xml", b'<workbook><x15ac:absPath url="C:\\Users\\%s\\"/></workbook>'),
    "template": (
        "word/_rels/settings.xml.rels",
        b'<Relationship Id="rId1" Type="http://x/attachedTemplate" Target="file:///C:/%s" TargetMode="External"/>',
    ),
    "comment of the program": ("word/styles.xml", b"<w:styles><!-- %s --></w:styles>"),
}
"""Where an office file can tell who made it: the part and how it says so."""


def telling(secret: str, *places: str, base: str = "word/document.xml") -> bytes:
    """An office file with a secret in these places."""
    made, parts = io.BytesIO(), {base: b"<document>EXERCISE</document>", "[Content_Types].xml": b"<Types/>"}
    for place in places:
        name, said = PARTS[place]
        parts[name] = said.replace(b"%s", secret.encode())
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()
