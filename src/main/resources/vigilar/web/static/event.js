// An event as the page holds it, from the stream, the API or a row the server has written.
import {LONGEST_PARSED_PAYLOAD, say, sentence} from './words.js';
import {quiet} from './words.js';
import {gist} from './fold.js';

export const fromJson = ({id, ts, type, severity, source_id: source, payload}) =>
  ({id, ts, type, severity, source, payload: slim(payload)});

/** Ten thousand rows are kept: of a long payload only what a sentence may need. */
function slim(payload) {
  if (!payload || typeof payload !== 'object' || Array.isArray(payload)) return {};
  return JSON.stringify(payload).length <= LONGEST_PARSED_PAYLOAD ? payload : {};
}
export function fromRow({dataset}) {
  let payload = {};
  try { payload = JSON.parse(dataset.payload); } catch { /* a row without one gets the plain sentence */ }
  return {id: Number(dataset.eventId), ts: Number(dataset.ts), type: dataset.type, severity: dataset.severity, source: dataset.source, payload};
}
/** What the line is about: its newest event that does more than end another. */
export const subject = events => gist(events, quiet).subject;
export function incidentSentence(events) {
  const {subject: about, count, minutes} = gist(events, quiet);
  if (count === 1) return sentence(about);
  return say(minutes < 1 ? 'foldedMoment' : 'folded', {sentence: sentence(about), count, span: say('minutes', {n: minutes})});
}
