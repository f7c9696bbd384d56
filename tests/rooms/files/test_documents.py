"""A PDF is written anew: what was planted beside its pages is gone, its pages are as they were; or it is refused."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.rooms.files.actions import cleaned
from kerege.rooms.files.rules import FileRefusedError, known_type
from kerege.rooms.files.rules.documents import written_anew
from kerege.rooms.files.rules.unclean import LockedError, UncleanError
from tests.rooms.files import papers

SECRETS = st.text(alphabet="ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=12, max_size=24).map(lambda text: f"EXERCISE{text}")


@pytest.mark.parametrize("place", sorted(papers.PLANTS))
def test_every_place_really_holds_what_was_planted(place: str) -> None:
    made = papers.paper("EXERCISEMAKER7731", place)
    hidden = place == "forgotten object"
    assert (b"EXERCISEMAKER7731" in papers.everything(made)) is not hidden


@settings(max_examples=60, deadline=None)
@given(SECRETS, st.sets(st.sampled_from(sorted(papers.PLANTS)), min_size=1), st.booleans())
def test_nothing_that_was_planted_beside_the_pages_is_kept(secret: str, places: set[str], packed: bool) -> None:
    made = written_anew(papers.paper(secret, *sorted(places), packed=packed))
    assert secret.encode() not in papers.everything(made)


@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from(sorted(papers.PLANTS))))
def test_pages_and_what_they_say_are_kept(places: set[str]) -> None:
    with pikepdf.open(io.BytesIO(written_anew(papers.paper("EXERCISE", *sorted(places))))) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.pages[0].Contents.read_bytes() == papers.SAID
        assert pdf.pages[0].Resources.Font.F1.BaseFont == pikepdf.Name.Helvetica


def test_a_remark_keeps_its_text_and_loses_its_writer() -> None:
    with pikepdf.open(io.BytesIO(written_anew(papers.paper("EXERCISEMAKER", "remark")))) as pdf:
        [remark] = pdf.pages[0].Annots
        assert str(remark.Contents) == "kept"
        assert "/T" not in remark


def test_a_picture_on_a_page_stays_bit_for_bit() -> None:
    given_file, kept = papers.paper("EXERCISE", "picture"), []
    for content in (given_file, written_anew(given_file)):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            kept.append(pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Im0).as_pil_image().tobytes())
    assert kept[0] == kept[1]


def test_an_earlier_revision_is_not_kept() -> None:
    given_file = papers.revised(papers.paper(), "EXERCISEBEFORE")
    assert b"EXERCISEBEFORE" in given_file
    assert b"EXERCISEBEFORE" not in papers.everything(written_anew(given_file))


def test_the_identity_that_the_writer_gave_is_not_kept_and_equal_files_stay_equal() -> None:
    given_file = papers.paper("EXERCISE")
    with pikepdf.open(io.BytesIO(given_file)) as before, pikepdf.open(io.BytesIO(written_anew(given_file))) as after:
        assert bytes(before.trailer.ID[0]) != bytes(after.trailer.ID[0])
    assert written_anew(given_file) == written_anew(given_file)


def test_cleaning_again_changes_nothing_that_can_be_seen() -> None:
    once = written_anew(papers.paper("EXERCISE", *sorted(papers.PLANTS)))
    assert len(written_anew(once)) == len(once)


@pytest.mark.parametrize("word", ["", "EXERCISE"])
def test_a_protected_file_is_refused_as_such(word: str) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.paper())) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(owner="EXERCISE-OWNER", user=word))
    with pytest.raises(LockedError):
        written_anew(made.getvalue())
    with pytest.raises(FileRefusedError, match="protected"):
        cleaned(made.getvalue(), known_type(made.getvalue()))


def test_a_form_that_only_scripts_can_show_is_refused() -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.paper())) as pdf:
        pdf.Root.NeedsRendering = True
        pdf.save(made)
    with pytest.raises(UncleanError):
        written_anew(made.getvalue())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_cut_off_anywhere_is_refused_and_not_repaired(data: st.DataObject) -> None:
    whole = papers.paper("EXERCISE", "picture", "metadata")
    cut = data.draw(st.integers(9, len(whole) - 20))
    with pytest.raises((UncleanError, pikepdf.PdfError)):
        written_anew(whole[:cut])


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_spoilt_file_is_refused_or_keeps_both_pages(data: st.DataObject) -> None:
    spoilt = bytearray(papers.paper("EXERCISE", "picture", "remark"))
    for _ in range(data.draw(st.integers(1, 8))):
        spoilt[data.draw(st.integers(8, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = written_anew(bytes(spoilt))
    except Exception:  # noqa: BLE001 - any failure is a refusal in the cleaning process
        return
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) >= 1


def test_a_file_of_nested_arrays_without_end_is_refused() -> None:
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        held = pikepdf.Array()
        for _ in range(100):
            held = pikepdf.Array([held])
        pdf.pages[0].obj.Resources = pikepdf.Dictionary(Properties=held)
        made = io.BytesIO()
        pdf.save(made)
    with pytest.raises(UncleanError):
        written_anew(made.getvalue())


def test_a_file_that_unpacks_without_end_ends_its_own_process_alone() -> None:
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.Contents = pdf.make_stream(b"0" * 200_000_000)
        made = io.BytesIO()
        pdf.save(made, compress_streams=True)
    content = made.getvalue()
    assert len(content) < 1_000_000
    assert len(cleaned(content, known_type(content))) < 1_000_000


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 EXERCISE", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", b"%PDF-" + bytes(5000)]
)
def test_what_only_begins_as_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefusedError):
        cleaned(content, known_type(content))
