"""Words: how they are compared, how names are found, and how text from outside is shown as it is."""
