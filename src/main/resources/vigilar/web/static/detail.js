// The page of one event: its times need the browser's zone, its pictures may still come.
import {follow} from './pictures.js';
import {localise} from './times.js';
localise(document);
follow(document.getElementById('detail'));
