"""The website: controlled pages as HTML, to be spliced into the shells that a host renders."""
