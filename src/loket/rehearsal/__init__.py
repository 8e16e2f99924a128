"""Rehearsal: many invented cases through the real services at once, then every invariant."""
