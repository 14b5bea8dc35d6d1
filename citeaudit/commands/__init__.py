"""The commands of citeaudit, one file each."""
