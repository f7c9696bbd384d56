"""The rooms of the domain, on floors; each is a Django application."""
