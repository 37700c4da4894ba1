"""Who and what is spoken of: expressions of many texts put together into one person, organisation, country or group."""
