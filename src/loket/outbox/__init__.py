"""Messages to citizens: enqueued with what they tell of, sent once, and each shown as arrived, failed or not known."""
