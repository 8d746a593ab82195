// Folding of repeats into incidents; pure. The same rule as Incident.java: same family, source and severity within the
// same hour and day, none more than five minutes after the one before. What only ends another ("motion ended") goes to
// the next older event of its source that it can end, at most an hour before.
const LONGEST_PAUSE = 5 * 60_000;
const HOUR = 3_600_000;

/** @param events newest first  @param endOf type that quietly ends a type, or none  @returns [{events}], newest first */
export function fold(events, familyOf, dayOf, endOf = () => undefined, isQuiet = () => false) {
  const lines = [], open = new Map(), ends = new Map();
  for (const event of events) {
    if (isQuiet(event.type)) {
      const end = {events: [event]};
      lines.push(end);
      const key = event.source + ' ' + event.type;
      ends.has(key) ? ends.get(key).push(end) : ends.set(key, [end]);
      continue;
    }
    const family = familyOf(event.type);
    const key = [family, event.source, event.severity, Math.floor(event.ts / HOUR), dayOf(event.ts)].join('\n');
    const over = event.source + ' ' + endOf(event.type);
    const mine = (ends.get(over) ?? []).filter(end => end.events[0].ts - event.ts <= HOUR);
    ends.delete(over);
    const until = mine[0]?.events[0].ts ?? event.ts;
    let line = family && open.get(key);
    if (!line || line.since - until > LONGEST_PAUSE) {
      line = {events: []};
      lines.push(line);
      open.set(key, line);
    }
    for (const end of mine) line.events.push(...end.events.splice(0));
    line.events.push(event);
    line.since = event.ts;
  }
  return lines.filter(line => line.events.length);
}

/** How to say an incident: {subject, count, minutes}; count 1: just the subject's sentence. */
export function gist(events, isQuiet) {
  const counted = events.filter(event => !isQuiet(event.type));
  const subject = counted[0] ?? events[0];
  if (counted.length < 2) return {subject, count: 1, minutes: 0};
  return {subject, count: counted.length, minutes: Math.floor((counted[0].ts - counted.at(-1).ts) / 60_000)};
}
