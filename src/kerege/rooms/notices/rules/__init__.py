"""Pure decisions of notices: kinds, wishes, quiet hours, retries, what an e-mail and a webhook may say."""
