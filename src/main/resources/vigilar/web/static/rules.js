// The rules: times by the reader's clock, and a word while looking back takes its time.
import {localise} from './times.js';
localise(document);
const form = document.querySelector('form[action="/alarm/rules/try"]');
const buttons = [...form.querySelectorAll('button')];
const usual = buttons.map(it => it.textContent);
form.addEventListener('submit', event => {
  const busy = event.submitter?.dataset.busy;
  if (busy) event.submitter.textContent = busy;
  for (const each of buttons) each.disabled = true;
});
// Whoever comes back by the browser's own button finds them as they were.
addEventListener('pageshow', () => buttons.forEach((it, i) => { it.textContent = usual[i]; it.disabled = false; }));
