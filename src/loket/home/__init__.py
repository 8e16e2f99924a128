"""Applying from home: drafts, uploads in parts, sending, corrections. A draft is nobody's case until it is sent."""
