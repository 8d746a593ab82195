// The truth badge as a state machine; pure. It knows only what was heard: greetings, ids, keepalives, silence.
// Keepalives come every 15 s; two missed and a little: nothing heard is not "live" any more.
export const SILENCE = 35_000;
const FIRST_PATIENCE = 5_000;

export const start = now => ({state: 'connecting', heard: now, cursor: 0, head: 0, connected: false});

/** @param fact {kind: 'connected', lastId, cursor} | {kind: 'event', id} | {kind: 'beat'} | {kind: 'lost'} | {kind: 'tick'} */
export function on(truth, fact, now) {
  switch (fact.kind) {
    case 'connected':
      return settle({...truth, connected: true, heard: now, head: fact.lastId, cursor: fact.cursor});
    case 'event':
      return settle({...truth, connected: true, heard: now, cursor: Math.max(truth.cursor, fact.id)});
    case 'beat': // keepalives come only when all that was missed has been sent
      return settle({...truth, connected: true, heard: now, cursor: Math.max(truth.cursor, truth.head)});
    case 'lost':
      return {...truth, connected: false, state: 'offline'};
    default: {
      const patience = truth.state === 'connecting' ? FIRST_PATIENCE : SILENCE;
      return now - truth.heard > patience ? {...truth, connected: false, state: 'offline'} : truth;
    }
  }
}

const settle = truth => ({...truth, state: truth.cursor >= truth.head ? 'live' : 'catching-up'});
export const behind = truth => Math.max(0, truth.head - truth.cursor);
