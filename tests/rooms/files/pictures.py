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
