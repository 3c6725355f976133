"""People in the data: pseudonyms and their keys, what is held back, how long a store is kept, how it is deleted."""
