"""Office files lose who wrote them in every part that can say it, and keep their text."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kerege.rooms.files.rules import known_type
from kerege.rooms.files.rules.packages import without_properties
from kerege.rooms.files.rules.unclean import UncleanError
from tests.rooms.files import papers, pictures

SECRETS = st.text(alphabet="ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=12, max_size=24).map(lambda text: f"MAKER{text}")


UNSAFE_NAMES = (
    "../evil.sh", "word/../../evil.sh", "/etc/cron.d/evil", "\\\\server\\share\\evil", "c:/evil.exe", "word\\..\\evil",
    "..", "word/evil\n.xml",
)  # fmt: skip


def unpacked(content: bytes) -> bytes:
    """Names and contents of every part."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(entry.filename.encode() + packed.read(entry) for entry in packed.infolist())


@settings(max_examples=80, deadline=None)
@given(SECRETS, st.sets(st.sampled_from(sorted(pictures.PARTS)), min_size=1))
def test_nothing_that_names_a_writer_is_kept(secret: str, places: set[str]) -> None:
    content = pictures.telling(secret, *sorted(places))
    assert secret.encode() in unpacked(content)
    assert secret.encode() not in unpacked(without_properties(content))


def test_what_a_change_says_is_kept_without_who_made_it() -> None:
    made = unpacked(without_properties(pictures.telling("MAKER", "change")))
    assert b'<w:ins w:id="1" w:author=""><w:t>EXERCISE</w:t></w:ins>' in made


def test_text_that_only_looks_like_a_writer_is_kept() -> None:
    said = b'<w:t>w:author="EXERCISE" w:date="2026" rsid</w:t>'
    content = pictures.office(**{"word/footnotes.xml": said})
    assert said in unpacked(without_properties(content))


def test_pictures_inside_lose_their_maker() -> None:
    content = pictures.office(
        **{"word/media/image1.jpeg": papers.picture(pictures.SECRET), "word/media/image2.png": pictures.png()}
    )
    assert pictures.SECRET.encode() not in unpacked(without_properties(content))


def test_a_file_within_the_file_is_cleaned_too_but_not_without_end() -> None:
    content = pictures.office()
    for _ in range(2):
        content = pictures.office(**{"word/embeddings/one.xlsx": content})
    assert pictures.SECRET.encode() not in unpacked(without_properties(content))
    with pytest.raises(UncleanError):
        without_properties(pictures.office(**{"word/embeddings/one.xlsx": content}))


@pytest.mark.parametrize(
    "part",
    [
        {"word/document2.xml": '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")},
        {"word/document2.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
        {"xl/vbaProject.bin": b"macros"},
        {"word/embeddings/oleObject1.bin": b"a program"},
        {"word/activeX/activeX1.xml": b"<a/>"},
        {"word/part.bin": '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")},
        {"word/part": b' \n<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'},
        {"word/document2.xml": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-'},
        {"word/document2.xml": b"\xef\xbb\xbf<?xml version='1.0' encoding='IBM037'?><a/>"},
        *({name: b"EXERCISE"} for name in UNSAFE_NAMES),
    ],
    ids=repr,
)
def test_parts_that_cannot_be_looked_into_are_refused(part: dict[str, bytes]) -> None:
    with pytest.raises(UncleanError):
        without_properties(pictures.office(**part))


def test_a_package_without_its_main_part_is_no_office_file_whatever_its_bytes_say() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.comment = b"word/document.xml"
        packed.writestr("evil.exe", b"MZ")
    assert known_type(made.getvalue()).ending == "docx"
    with pytest.raises(UncleanError, match="no office file"):
        without_properties(made.getvalue())


def test_markup_under_another_name_loses_its_writer_too() -> None:
    part = b'<w:ins w:id="1" w:author="' + pictures.SECRET.encode() + b'"><w:t>EXERCISE</w:t></w:ins>'
    made = unpacked(
        without_properties(pictures.office(**{"word/part.bin": part, "word/second": b"\xef\xbb\xbf" + part}))
    )
    assert made.count(b"EXERCISE</w:t>") == 2
    assert pictures.SECRET.encode() not in made


def test_a_real_workbook_opens_afterwards_with_its_figures() -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"author": pictures.SECRET, "company": pictures.SECRET})
    book.set_custom_property("unit", pictures.SECRET)
    sheet = book.add_worksheet("Изъятия")
    sheet.write_row(0, 0, ["УЧЕБНЫЕ", 2.5])
    sheet.write_comment(0, 0, "kept", {"author": pictures.SECRET})
    sheet.insert_image(3, 3, "one.jpg", {"image_data": io.BytesIO(papers.picture(pictures.SECRET))})
    book.close()
    assert pictures.SECRET.encode() in unpacked(made.getvalue())
    kept = without_properties(made.getvalue())
    assert pictures.SECRET.encode() not in unpacked(kept)
    assert CalamineWorkbook.from_filelike(io.BytesIO(kept)).get_sheet_by_index(0).to_python() == [["УЧЕБНЫЕ", 2.5]]
