"""Holiday announcements: one exception for many sites at once, and its withdrawal."""
