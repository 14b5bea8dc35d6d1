"""What may be said of the snapshots that an archive lists (pure); each archive is a file in services/."""
