"""Timeline Builder: articles in, an auditable chronology out."""
