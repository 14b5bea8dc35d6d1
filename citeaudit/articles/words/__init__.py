"""The words of a citation → its fields: title, names, dates, notes (pure)."""
