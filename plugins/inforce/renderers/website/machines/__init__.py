"""What the website says to programs: search engines, feed readers, other catalogues."""
