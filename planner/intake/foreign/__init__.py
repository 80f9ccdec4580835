"""Tables out of files of others, whatever wrote them: as text, in a process of its own."""
