"""Markdown and reST: what their parsers give → an Article (pure)."""
