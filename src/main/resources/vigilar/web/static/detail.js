// The page of one event: only its times need the browser's zone.
import {localise} from './times.js';
localise(document);
