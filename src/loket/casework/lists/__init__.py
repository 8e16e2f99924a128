"""What officers see of many cases at once: desk, board, books, search."""
