"""Between Qt's thread and the others: jobs in the background, news from services."""
