"""The lead's screen "Suggested matches": who waits, whom the last run suggests for them and why, and what to do about it."""
