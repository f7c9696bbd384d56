"""Pages of reports: writing one, the list, one record with its versions, releases and attachments."""
