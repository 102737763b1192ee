/** A function to begin with. */
export interface Template {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly file: string;
  readonly entry: string;
  readonly code: string;
  /** An input to try it with, JSON. */
  readonly input: string;
}

const hello: Template = {
  id: 'hello',
  label: 'Hello, world',
  description: 'The function of the guide: it greets whoever is named.',
  file: 'hello_world.py',
  entry: 'hello_world.main',
  code: `def main(name='World', **kwargs):
    ret = 'Hello, %s' % name
    return ret
`,
  input: '{"name": "Taibai"}',
};

const notification: Template = {
  id: 'notification',
  label: 'Answer to an alarm',
  description: 'Takes what an alarm sends, and reads the event that fired it.',
  file: 'on_alarm.py',
  entry: 'on_alarm.main',
  code: `def main(alarm_name=None, current=None, reason=None, reason_data=None, **kwargs):
    """An alarm calls this with its name, its new state, and why."""
    event = (reason_data or {}).get('event') or {}
    traits = {name: value for name, _type, value in event.get('traits', [])}
    print('%s is now %s: %s' % (alarm_name, current, reason))
    return {'event_type': event.get('event_type'), 'traits': traits}
`,
  input: `{
  "alarm_name": "new-instance",
  "current": "alarm",
  "reason": "Event hits the query",
  "reason_data": {
    "type": "event",
    "event": {
      "event_type": "compute.instance.create",
      "traits": [["vm_name", 1, "new_instance"]]
    }
  }
}`,
};

const chat: Template = {
  id: 'chat',
  label: 'Message to a chat',
  description: 'Posts to the URL in the secret CHAT_URL (Slack, Mattermost and others).',
  file: 'tell.py',
  entry: 'tell.main',
  code: `import json
import os
import urllib.request


def main(alarm_name='an alarm', current='alarm', reason='', **kwargs):
    text = '%s: %s. %s' % (alarm_name, current, reason)
    request = urllib.request.Request(
        os.environ['CHAT_URL'],
        data=json.dumps({'text': text}).encode(),
        headers={'content-type': 'application/json'},
    )
    with urllib.request.urlopen(request, timeout=4) as answer:
        return answer.status
`,
  input: '{"alarm_name": "new-instance", "reason": "only a test"}',
};

const cloud: Template = {
  id: 'cloud',
  label: 'Call the cloud with a token',
  description: 'Lists alarms with the token of an application credential (tab settings).',
  file: 'alarms.py',
  entry: 'alarms.main',
  code: `import json
import urllib.request


def main(context, **kwargs):
    """Needs an application credential, else there is no token."""
    if context['os_token'] is None:
        raise RuntimeError('No application credential is registered for this function.')
    url = context['os_auth_url'].replace('/identity/v3', '/alarming/v2/alarms')
    request = urllib.request.Request(url, headers={'X-Auth-Token': context['os_token']})
    with urllib.request.urlopen(request, timeout=4) as answer:
        return [alarm['name'] for alarm in json.load(answer)]
`,
  input: '{}',
};

const check: Template = {
  id: 'check',
  label: 'Check a page, for a job',
  description: 'Fails if a page does not answer with status 200 in time.',
  file: 'check_page.py',
  entry: 'check_page.main',
  code: `import time
import urllib.request


def main(url='https://example.com/', **kwargs):
    begun = time.monotonic()
    with urllib.request.urlopen(url, timeout=4) as answer:
        if answer.status != 200:
            raise RuntimeError('%s answered with status %s' % (url, answer.status))
    return {'url': url, 'seconds': round(time.monotonic() - begun, 3)}
`,
  input: '{"url": "https://example.com/"}',
};

export const templates: readonly [Template, ...Template[]] = [
  hello,
  notification,
  chat,
  cloud,
  check,
];
