"""From statements to rules: the hours of each weekday, each season, and of holidays."""
