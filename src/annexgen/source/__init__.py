"""Stage 1: content files in, nodes that know their places out. YAML ends here."""
