"""Recording what people say about steps: the parts of the page Review."""
