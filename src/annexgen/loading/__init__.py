"""Stage 2: all content files in, the model and every fault of shape out."""
