-- Requests of persons whose owners were not asked yet: ids only, for the node's own work.
GRANT SELECT, INSERT, UPDATE, DELETE ON retention_inquiry_waiting TO kerege_app;
