"""Stage 1b: what content may say. One definition for the checks, the model and JSON Schema."""
