const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
followScheme();
dark.addEventListener('change', followScheme);

/** There is one server, this one, so there is nothing to choose. */
const noServers = () => ({ wrapComponents: { ServersContainer: () => () => null } });

/** A link inside a button is not reachable; the address changes with what is opened all the same. */
const noNestedLinks = () => ({
  wrapComponents: {
    DeepLink: (_Original, { React }) =>
      function Label({ text }) {
        return React.createElement('span', null, text);
      },
  },
});

/** A heading in front of the first tag of each service. */
const serviceHeadings = () => ({
  wrapComponents: {
    OperationTag: (Original, { React, specSelectors }) =>
      function OperationTagUnderHeading(props) {
        const groups = specSelectors.specJson().get('x-tagGroups');
        const group = groups?.find((each) => each.getIn(['tags', 0]) === props.tag);
        const section = React.createElement(Original, props);
        if (!group) return section;
        const heading = React.createElement('h2', { className: 'service' }, group.get('name'));
        return React.createElement(React.Fragment, null, heading, section);
      },
  },
});

SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: true,
  validatorUrl: null,
  plugins: [serviceHeadings, noServers, noNestedLinks],
  // With this header a request may use the cookie of the console's session. A token that is typed in wins.
  requestInterceptor(request) {
    if (new URL(request.url, location.href).origin === location.origin)
      request.headers['x-taibai-console'] = '1';
    return request;
  },
});
