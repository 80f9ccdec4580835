"""Single values out of foreign words: each column is read by its distinct words, once each."""
