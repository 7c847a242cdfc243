import { signal } from '@preact/signals';

/**
 * The server's time, as well as this machine can know it: late rather than early, by a second at the most and the time that a request takes, so that nothing is
 * shown for too long. Whether a grant is over is the server's to say, and a dispatcher's clock may be an hour off: so every answer's `Date` corrects ours.
 */
export class ServerClock {
  /** Between these lies server minus ours, in ms. */
  private least = 0;
  private most = 0;
  private learnedAt = Number.NaN;

  /** Server minus the clock that nobody can set, but that may stand still while the machine sleeps, in ms. */
  private steadyOffset = Date.now() - performance.now();

  /** The server's time in ms since 1970. A clock that is set back prolongs nothing; the next answer puts it right. */
  now(): number {
    return Math.max(Date.now() + this.most, Math.floor(performance.now() + this.steadyOffset));
  }

  /** A time that the server's clock has surely reached: for what may not be asked of the future. */
  surely(): number {
    return Date.now() + this.least;
  }

  /** What an answer's `Date` header teaches: the server's time, cut to the second, somewhere between sending and receiving. */
  learn(date: string | null, sentAt: number, receivedAt: number): void {
    const server = date ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(server) || receivedAt < sentAt) return;
    const [least, most] = [server - receivedAt, server + 1_000 - sentAt];
    // Clocks drift apart, by 100 ms an hour. What contradicts all that was known comes of a clock that was set, and counts alone; so does the first.
    const drift = Math.abs(receivedAt - this.learnedAt) / 36_000;
    const agrees = least <= this.most + drift && this.least - drift <= most;
    this.least = agrees ? Math.max(least, this.least - drift) : least;
    this.most = agrees ? Math.min(most, this.most + drift) : most;
    this.learnedAt = receivedAt;
    this.steadyOffset = Date.now() + this.most - performance.now();
    second.value = Math.floor(this.now() / 1000) * 1000;
  }
}

/** The server's time, in steps of a second: what shows it is drawn once a second. */
export const second = signal(Math.floor(Date.now() / 1000) * 1000);

export const serverClock = new ServerClock();

setInterval(() => {
  second.value = Math.floor(serverClock.now() / 1000) * 1000;
}, 250);

/** `4:12`, `1:04:12`; what is over is `0:00`. */
export function countdown(toMs: number, nowMs: number): string {
  const left = Math.max(0, Math.ceil((toMs - nowMs) / 1000));
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`;
}

const clockTime = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const dayAndTime = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });

/** `14:03:22`, here. */
export const atClock = (iso: string): string => clockTime.format(new Date(iso));

/** `Nov 26, 2026, 2:03 PM`, here. */
export const atDay = (iso: string): string => dayAndTime.format(new Date(iso));
