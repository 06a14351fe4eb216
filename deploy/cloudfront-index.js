// A CloudFront function for viewer requests. S3 has files but no folders, so `/history/` is mapped to `/history/index.html`,
// and `/history` is redirected to `/history/`, so that relative links work.
function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (last === '') {
    request.uri += 'index.html';
  } else if (last.indexOf('.') === -1) {
    // A single leading slash: `//host` would redirect to another site.
    return {
      statusCode: 301,
      statusDescription: 'Moved Permanently',
      headers: { location: { value: request.uri.replace(/^\/+/, '/') + '/' } },
    };
  }
  return request;
}
