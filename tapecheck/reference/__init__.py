"""Reference data that language, market and checks share: instruments, calendars, and the seam to market data."""
