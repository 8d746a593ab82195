// Reads text/event-stream piece by piece. Unlike EventSource it also tells of keepalives (comments): the badge needs them.
export function sseReader(onMessage, onSign) {
  let rest = '';
  let name = '', data = [], id = null;
  const line = text => {
    if (text === '') {
      if (data.length) onMessage({event: name || 'message', data: data.join('\n'), id});
      else onSign();
      name = ''; data = []; id = null;
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return onSign();
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
  };
  return chunk => {
    rest += chunk;
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    lines.forEach(line);
  };
}
