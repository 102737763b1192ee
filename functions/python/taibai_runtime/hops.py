"""Tells our webhooks how many of them were called one after the other, up to this call.

So a function that calls its own webhook for ever is stopped. urllib, requests and urllib3 all go through
`http.client`; a library that does not carries no count, and is held back by the webhook's rate alone.
"""

import re
import sys

HEADER = "X-Taibai-Hops"
WEBHOOK = re.compile(r"/v1/webhooks/[0-9a-f-]{32,36}/invoke/?(\?|$)")
STATE = {"hops": 0, "carried": False}


def carry(hops):
    """Counts for the call that begins now. What nobody has imported is not imported for this."""
    STATE["hops"] = hops
    client = sys.modules.get("http.client")
    if client is None or STATE["carried"]:
        return
    STATE["carried"] = True
    begin = client.HTTPConnection.putrequest

    def putrequest(connection, method, url, *more, **named):
        begin(connection, method, url, *more, **named)
        if method == "POST" and WEBHOOK.search(url):
            connection.putheader(HEADER, str(STATE["hops"] + 1))

    client.HTTPConnection.putrequest = putrequest
