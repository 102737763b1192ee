"""The code inside a user's Lambda function that calls the user's code and answers with an envelope.

Lambda calls `handler`. It keeps one `UserProcess`, which runs `user_side` and, inside it, the user's
code. Everything the user's process sends is checked.
"""
