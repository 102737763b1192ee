/** The function of the guide. */
export const helloWorld = {
  name: 'hello_world',
  module: 'hello_world',
  source: `def main(name='World', **kwargs):
    ret = 'Hello, %s' % name
    return ret
`,
};

/** Fails for an owner that it does not know. */
export const mailOwner = {
  name: 'mail_owner',
  module: 'mail_owner',
  source: `OWNERS = {'shop': 'ann@example.org'}


def main(owner='shop', **kwargs):
    print('looking for', owner)
    address = OWNERS[owner]
    print('mail to', address)
    return {'mailed': address}
`,
};
