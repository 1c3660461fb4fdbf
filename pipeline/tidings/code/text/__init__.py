"""What every coder reads: words, sentences, paragraphs, quotations, and what a word may be."""
