"""Pages of requests: what waits, one request with its clock and history, asking, every deed, gates and figures."""
