"""What is put under control: products, their families, pages, and what customers see of them."""
