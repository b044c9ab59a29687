"""URL, file, folder or stream -> Record -> Article."""
