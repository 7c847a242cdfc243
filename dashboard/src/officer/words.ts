import type { LiveState } from '../shared/live';
import type { Bulletin } from './shelf';

const minute = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `14:03`, here. */
export const atMinute = (ms: number): string => minute.format(ms);

/** What the picture is of, loud. */
export const subjectName = (bulletin: Bulletin): string =>
  bulletin.subject === undefined ? 'Bulletin' : { suspect: 'Suspect', vehicle: 'Vehicle', other: 'Look' }[bulletin.subject];

/** How long ago it was sent: `now`, `4 min`, `2 h 05 min`, `3 days`. */
export function age(sentAtMs: number, nowMs: number): string {
  const minutes = Math.max(0, Math.floor((nowMs - sentAtMs) / 60_000));
  if (minutes === 0) return 'now';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} days`;
}

export interface Contact {
  readonly live: LiveState;
  /** Whether the device itself says that it has a network. */
  readonly online: boolean;
  /** Whether the last reading failed. */
  readonly failed: boolean;
  /** When the server was last heard, by its clock, in ms since 1970; null when it never was. */
  readonly heardAt: number | null;
}

export type Tone = 'live' | 'slow' | 'offline';

/** How far to trust what is shown. */
export function contactSaid({ live, online, failed, heardAt }: Contact): { readonly tone: Tone; readonly text: string } {
  if (online && !failed && live === 'live' && heardAt !== null) return { tone: 'live', text: 'Live' };
  if (online && !failed) return { tone: 'slow', text: heardAt === null ? 'Connecting…' : `Not live: asking every minute, last at ${atMinute(heardAt)}` };
  return { tone: 'offline', text: heardAt === null ? 'Offline: nothing has come yet' : `Offline: showing what came until ${atMinute(heardAt)}` };
}

/** What a screen reader says of one that has just come. */
export const announced = (bulletin: Bulletin): string =>
  ['New bulletin', subjectName(bulletin).toLowerCase(), bulletin.plate && `plate ${bulletin.plate}`, bulletin.direction].filter(Boolean).join(', ');

/** The tab's title: how many nobody has acknowledged. */
export const titleOf = (waiting: number): string => `${waiting > 0 ? `(${waiting}) ` : ''}Bulletins · Dragonfly Community Connect`;
