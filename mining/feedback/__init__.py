"""What reviewers say about steps: recorded, held against the ranking, and learnt from where that is earned."""
