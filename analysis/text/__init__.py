"""What a text is made of before its words are analysed: lines, roles, sentences, quotations; and how alike two are."""
