"""Maps: class limits, Vega-Lite specs and pydeck decks. Pure; `core.ui.map_panel` puts them on the screen."""
