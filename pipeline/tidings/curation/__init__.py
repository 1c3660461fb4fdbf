"""What the curator needs once the tables are linked: guards, decisions made anew, the measure of the machine, an article row by row."""
