"""Migrations of bulletins."""
