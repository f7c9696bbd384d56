"""Files of a form while they are received: in memory, or on the disk without a name, so that a kill leaves nothing.

Django gives a longer file a name in the folder of temporary files and removes it when the request is over: a process
that is killed meanwhile leaves it there, in plain, where no erasure looks. Named by the setting `FILE_UPLOAD_HANDLERS`.
"""

from tempfile import TemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NamelessFiles(FileUploadHandler):
    """Takes what is too long for the memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.file = TemporaryFile()  # noqa: SIM115 - Django closes it with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it."""
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """All of it is here."""
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """The rest will not come."""
        if hasattr(self, "file"):
            self.file.close()
