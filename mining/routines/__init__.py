"""Patterns of more than one step: re-keying, rework loops, chasers."""
