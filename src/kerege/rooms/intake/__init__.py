"""Room R2f, intake: files of other systems become reports; what cannot be read waits in quarantine to be mended.

Records: Import, QuarantinedRow, ColumnMapping. The importing desk owns all three; its officers who may report import,
mend and send again; nobody else reads them. A row's country is place and stated source, never the owner.
"""
