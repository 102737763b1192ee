"""Requests to the services of a deployment, which are found in the catalog."""

import uuid
from urllib.parse import quote, urlencode

from keystoneauth1 import exceptions as keystone
from osc_lib import exceptions

ALARMING = "alarming"
EVENT = "event"
FUNCTIONS = "function-engine"
# Where a fault's text is. Aodh and Panko nest `faultstring` in `error_message`, Qinling does not.
FAULT_MEMBERS = ("error_message", "faultstring", "error", "message")


class Client:
    def __init__(self, session, *, region_name=None, interface=None):
        self._session = session
        self._endpoint = {"region_name": region_name, "interface": interface}

    def get(self, service, *path, **query):
        return self._request("GET", service, path, query=query)

    def post(self, service, *path, body):
        return self._request("POST", service, path, body=body)

    def put(self, service, *path, body, secret=False):
        """A body with a secret is not in the client's debug output either."""
        return self._request("PUT", service, path, body=body, log=not secret)

    def delete(self, service, *path):
        return self._request("DELETE", service, path)

    def alarm(self, name_or_id):
        """The alarm with this id, or else with this name, as `openstack alarm show` finds it."""
        if is_uuid(name_or_id):
            try:
                return self.get(ALARMING, "v2", "alarms", name_or_id)
            except exceptions.NotFound:
                pass
        query = {"q.field": "name", "q.op": "eq", "q.value": name_or_id}
        return one(self.get(ALARMING, "v2", "alarms", **query), "alarm", name_or_id)

    def alarm_id(self, name_or_id):
        return self.alarm(name_or_id)["alarm_id"]

    def function_id(self, name_or_id):
        """The id of a function. An id is not looked up, as in the client of Qinling."""
        if is_uuid(name_or_id):
            return name_or_id
        functions = self.get(FUNCTIONS, "v1", "functions")["functions"]
        found = [each for each in functions if each.get("name") == name_or_id]
        return one(found, "function", name_or_id)["id"]

    def _request(self, method, service, path, *, query=None, body=None, log=True):
        given = {name: value for name, value in (query or {}).items() if value is not None}
        url = "/" + "/".join(quote(str(part), safe="") for part in path)
        if given:
            url += "?" + urlencode(given)
        try:
            answer = self._session.request(
                url,
                method,
                json=body,
                endpoint_filter={"service_type": service, **self._endpoint},
                headers={"Accept": "application/json"},
                raise_exc=False,
                log=log,
            )
        except keystone.EndpointNotFound:
            raise exceptions.CommandError(no_endpoint(service)) from None
        if answer.status_code >= 400:
            raise failure(answer)
        return answer.json() if answer.content else None


def no_endpoint(service):
    if service == EVENT:
        return (
            "The catalog has no service of type event: the deployment does not store events, "
            "or its Keystone does not know the service."
        )
    return f"The catalog has no service of type {service}."


def failure(answer):
    """The failure that an answer reports, in the words of the API and with its status."""
    text = fault_text(answer) or answer.reason or "The request failed"
    kind = exceptions.NotFound if answer.status_code == 404 else exceptions.ClientException
    return kind(answer.status_code, message=text)


def fault_text(answer):
    """The text that an answer gives for its failure, if there is one."""
    try:
        body = answer.json()
    except ValueError:
        return answer.text.strip()
    while isinstance(body, dict):
        body = next((body[name] for name in FAULT_MEMBERS if name in body), None)
    return body if isinstance(body, str) else None


def is_uuid(text):
    """Whether a text is an id, with or without hyphens, as `oslo_utils` decides it."""
    try:
        return uuid.UUID(text).hex == text.replace("-", "").lower()
    except ValueError:
        return False


def one(found, kind, name):
    if not found:
        raise exceptions.CommandError(f"There is no {kind} {name!r}.")
    if len(found) > 1:
        raise exceptions.CommandError(
            f"There are {len(found)} {kind}s with the name {name!r}: give the id."
        )
    return found[0]
