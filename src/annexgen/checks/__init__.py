"""Rules on the model that go beyond its shape, each finding at the editor's line."""
