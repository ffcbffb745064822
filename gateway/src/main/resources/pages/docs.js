'use strict';

// The contracts are named in the page, so that no name is known in two places.
const place = document.getElementById('contracts');
window.SwaggerUIBundle({
  urls: place.dataset.names.split(' ').map((name) => ({ name, url: `/openapi/${name}.json` })),
  domNode: place,
  presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  deepLinking: true,
  validatorUrl: null, // asks a server elsewhere
  docExpansion: 'list',
  persistAuthorization: false,
});
