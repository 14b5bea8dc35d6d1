"""The article formats, one file each."""
