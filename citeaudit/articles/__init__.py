"""Bytes to articles: decoding, citations, dates, and one file for each article format (pure)."""
