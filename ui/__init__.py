"""The screens. Pages read choices, make one call into the core, and draw."""
