import type { Schemas } from '../../shared/api';

type Event = Schemas['TimelineEvent'];

export interface CustodyLine {
  /** What was done. */
  readonly what: string;
  /** Words of whoever did it: a reason, a case number. Empty when there are none. */
  readonly said: string;
}

const line = (what: string, ...said: (string | undefined)[]): CustodyLine => ({ what, said: said.filter((text) => text).join(' · ') });

const toTheSecond = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** `Nov 26, 2026, 14:03:22`, here. */
export const custodyTime = (iso: string): string => toTheSecond.format(new Date(iso));

/** An entry of a clip's chain of custody, in words. */
export function custodyLine(event: Event): CustodyLine {
  switch (event.$type) {
    case 'clipBegan':
      return line('Asked for', event.wish.reason);
    case 'clipExportStarted':
      return line('Asked of the video system');
    case 'clipExportFailed':
      return line(`Did not come (${event.code}); will be tried again`);
    case 'clipGivenUp':
      return line(`Given up (${event.code})`);
    case 'clipUploaded':
      return line('Arrived in the store');
    case 'clipVerified':
      return line('Checked and found good');
    case 'clipQuarantined':
      return line(`Set aside (${event.code})`);
    case 'clipLinked':
      return line(event.bulletin ? 'Shown to a unit with its bulletin' : event.purpose === 'download' ? 'Downloaded' : 'Looked at', event.reason);
    case 'clipShared':
      return line('Sent to units', event.units.join(', '));
    case 'clipPackaged':
      return line('Given out as a package', event.reason);
    case 'clipHeld':
      return line('Held for a case', event.caseNumber, event.reason);
    case 'clipReleased':
      return line('Held no longer', event.reason);
    case 'clipHoldKept':
      return line(event.held ? 'The store holds it' : 'The store holds it no longer');
    case 'clipExpiring':
      return line('Its time is over');
    case 'clipDeleted':
      return line('Deleted');
    case 'clipRefused':
      return line(`Refused: ${event.command} (${event.code})`);
    default:
      return line(event.$type);
  }
}
