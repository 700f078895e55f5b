"""One reader per official form. A reader returns faithful tidy rows; it makes no choice between figures."""
