// Times in the browser's zone and language.
const make = options => new Intl.DateTimeFormat(undefined, options);
const CLOCK = make({hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});
const SHORT = make({hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
const DAY = make({weekday: 'long', day: 'numeric', month: 'long'});
const FULL = make({dateStyle: 'full', timeStyle: 'medium'});
const AGO = new Intl.RelativeTimeFormat(undefined, {style: 'narrow', numeric: 'always'});
const NEAR = 10 * 60_000; // relative near, clock time far

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const clock = ts => CLOCK.format(ts);
export const short = ts => SHORT.format(ts);
export const dayName = ts => DAY.format(ts);
export const full = ts => FULL.format(ts);
export const midnight = (ts, back = 0) => {
  const day = new Date(ts);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - back).getTime();
};
let cached = [1, 0, 0];
/** The start of the day that ts lies in; cheap for neighbours. */
export const dayOf = ts => {
  if (ts < cached[0] || ts >= cached[1]) cached = [midnight(ts), midnight(ts, -1)];
  return cached[0];
};
export function near(ts, now) {
  const past = now - ts;
  if (past < 0 || past > NEAR) return clock(ts);
  return past < 60_000 ? AGO.format(-Math.floor(past / 1000), 'second') : AGO.format(-Math.floor(past / 60_000), 'minute');
}
export function localise(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const ts = Date.parse(time.dateTime);
    if (Number.isNaN(ts)) continue;
    time.textContent = time.dataset.clock === 'full' ? full(ts) : time.dataset.clock === 'short' ? short(ts) : clock(ts);
    time.title = full(ts);
  }
}
