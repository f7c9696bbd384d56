"""Settings, addresses and the web application object: the only place that knows everything."""
