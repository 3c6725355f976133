"""What happens at the door: rows become events, and whatever could not is counted."""
