"""What a text is made of before its words are analysed: lines, paragraphs, roles, sentences, quotations."""
