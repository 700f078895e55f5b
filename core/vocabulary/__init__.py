"""The field's words: terms as they stand in the data, their Japanese labels and formats, colours, names of measures."""
