"""Files that leave the app: view model in, bytes out."""
