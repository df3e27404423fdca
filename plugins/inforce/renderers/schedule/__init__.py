"""The formats in which reviews that fall due are handed out."""
