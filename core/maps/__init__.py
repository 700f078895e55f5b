"""Maps: class limits, Vega-Lite specs and pydeck decks. Pure; `core.ui.draw` puts them on the screen."""
