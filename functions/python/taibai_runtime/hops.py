"""Tells our webhooks how many webhooks were called in a chain up to this call.

This stops a function that calls its own webhook endlessly. urllib, requests and urllib3 all use
`http.client`. Other HTTP libraries send no count, so only the webhook's rate limit slows them down.
"""

import re
import sys

HEADER = "X-Taibai-Hops"
WEBHOOK = re.compile(r"/v1/webhooks/[0-9a-f-]{32,36}/invoke/?(\?|$)")
STATE = {"hops": 0, "carried": False}


def carry(hops):
    """Sets the count for the call that starts now. Does not import `http.client` if nobody else has."""
    STATE["hops"] = hops
    client = sys.modules.get("http.client")
    # The package may have modules of these names.
    if STATE["carried"] or not hasattr(getattr(client, "HTTPConnection", None), "putrequest"):
        return
    STATE["carried"] = True
    original = client.HTTPConnection.putrequest

    def putrequest(connection, method, url, *more, **named):
        original(connection, method, url, *more, **named)
        if method == "POST" and WEBHOOK.search(url):
            connection.putheader(HEADER, str(STATE["hops"] + 1))

    client.HTTPConnection.putrequest = putrequest
