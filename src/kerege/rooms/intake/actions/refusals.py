"""Why an import is refused before a row is read."""


class UnableToImportError(PermissionError):
    """This role does not report, so it does not import."""


class ImportBusyError(ValueError):
    """Another import of this desk is running."""
