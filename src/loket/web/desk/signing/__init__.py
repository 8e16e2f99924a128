"""Signing papers electronically."""
