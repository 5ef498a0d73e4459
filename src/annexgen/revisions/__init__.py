"""What git knows of the annex's files: ``git`` runs it, ``changed`` asks which files differ."""
