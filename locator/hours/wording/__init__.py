"""The words of opening hours: their spelling, their tables, days and times of day."""
