"""Migrations of collection."""
