// Folding of repeats into incidents; pure. The same rule as Incident.java: same family, source and severity within the
// same hour and day, none more than five minutes after the one before.
const LONGEST_PAUSE = 5 * 60_000;
const HOUR = 3_600_000;

/** @param events newest first  @returns incidents newest first, each {events} at the place of its newest */
export function fold(events, familyOf, dayOf) {
  const lines = [];
  const open = new Map();
  for (const event of events) {
    const family = familyOf(event.type);
    const key = [family, event.source, event.severity, Math.floor(event.ts / HOUR), dayOf(event.ts)].join('\n');
    const line = family && open.get(key);
    if (line && line.events.at(-1).ts - event.ts <= LONGEST_PAUSE) {
      line.events.push(event);
      continue;
    }
    const begun = {events: [event]};
    lines.push(begun);
    open.set(key, begun);
  }
  return lines;
}

/** How to say an incident: {subject, count, minutes}; count 1: just the subject's sentence. */
export function gist(events, isQuiet) {
  const counted = events.filter(event => !isQuiet(event.type));
  const subject = counted[0] ?? events[0];
  if (counted.length < 2) return {subject, count: 1, minutes: 0};
  return {subject, count: counted.length, minutes: Math.floor((counted[0].ts - counted.at(-1).ts) / 60_000)};
}
