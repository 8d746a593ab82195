// Looking back: times by the reader's clock, and a word while it takes its time.
import {localise} from './times.js';
localise(document);
const form = document.querySelector('form[action="/alarm/try"]');
const button = form.querySelector('button');
const usual = button.textContent;
form.addEventListener('submit', () => { button.textContent = 'Looking back…'; button.disabled = true; });
// Whoever comes back by the browser's own button finds it as it was.
addEventListener('pageshow', () => { button.textContent = usual; button.disabled = false; });
