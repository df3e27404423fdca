"""The evidence pack as HTML, PDF, CSV and JSON, all from the same figures."""
