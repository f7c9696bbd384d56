"""Pages: views, forms and templates, one folder a room."""
