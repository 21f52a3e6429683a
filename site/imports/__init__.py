"""Reading tables that people send. Pure Python: no models, no database, no clock but the day that is passed in."""
