"""A web process that is killed while it holds a file that somebody sent: nothing of it is left on the disk."""

import os
import signal
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory, override_settings

LENGTHS = [1, 3 * 1024 * 1024, 9 * 1024 * 1024]


def sent(length: int) -> bytes:
    """What the pages get of a file of so many bytes."""
    given = SimpleUploadedFile("фото.jpg", b"E" * length, content_type="image/jpeg")
    file = RequestFactory().post("/import/", {"file": given}).FILES["file"]
    assert (file.name, file.size, file.content_type) == ("фото.jpg", length, "image/jpeg")
    return b"".join(file.chunks())


@pytest.mark.parametrize("length", LENGTHS)
def test_a_kill_leaves_nothing_of_what_was_being_received(
    length: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path)):
        assert sent(length) == b"E" * length
        child = os.fork()
        if not child:
            try:
                given = SimpleUploadedFile("a.jpg", b"E" * length)
                held = RequestFactory().post("/import/", {"file": given}).FILES["file"]
                assert held.size == length
            finally:
                os.kill(os.getpid(), signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []
