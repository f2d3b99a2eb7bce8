"""Pictures, fonts, files that pages link to, and typesetting with Typst."""
