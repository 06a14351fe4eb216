// A CloudFront function for viewer requests: S3 knows files and no folders, so `/history/` is `/history/index.html`, and
// `/history` goes to `/history/`, where relative links are right.
function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (last === '') {
    request.uri += 'index.html';
  } else if (last.indexOf('.') === -1) {
    // One slash only: `//host` would lead to another site.
    return {
      statusCode: 301,
      statusDescription: 'Moved Permanently',
      headers: { location: { value: request.uri.replace(/^\/+/, '/') + '/' } },
    };
  }
  return request;
}
