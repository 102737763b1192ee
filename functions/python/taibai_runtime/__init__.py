"""What runs inside a user's Lambda function: it calls the user's code and answers with an envelope.

`handler` is what Lambda calls. It keeps one `UserProcess`, which runs `user_side` and, in it, the
user's code. Nothing that the user's process says is believed without a check.
"""
