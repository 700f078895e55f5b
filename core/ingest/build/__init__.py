"""Our judgement: which publication a figure is taken from, what a defect is, where a hospital stands."""
