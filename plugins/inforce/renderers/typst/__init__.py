"""PDF through Typst: views become one JSON file, templates set it."""
