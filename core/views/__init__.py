"""What each section says, as frozen values: built from queries and rules, drawn by screen, files and documents alike."""
