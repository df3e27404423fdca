"""Views: what readers of one locale see of an edition, in words; plain values for renderers."""
