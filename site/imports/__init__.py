"""Reading tables that people send: any delimiter, encoding or heading. Pure: no models, no database."""
