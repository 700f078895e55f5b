"""Words as such: normal forms, finding, escaping, and text that came from outside."""
