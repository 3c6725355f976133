"""What an XES file is made of: well-formed bytes, whole traces, tags and attributes."""
