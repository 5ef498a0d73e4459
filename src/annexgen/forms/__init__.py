"""Stage 3: the form (表样) as data, and the model composed with it into a document."""
