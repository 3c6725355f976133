"""What delimited text is made of: encoding, dialect, quotes and physical lines."""
