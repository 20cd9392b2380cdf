"""When: expressions of time, and the days they cover in three calendars."""
