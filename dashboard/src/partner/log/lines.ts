import type { Schemas } from '../../shared/api';
import { callWithin } from '../rules/call-groups';
import { agencyName } from '../rules/words';

export type Line = Schemas['AccessLine'];

/** Lines with others beside them; a line that is over stays over, whichever came last. */
export function merged(known: ReadonlyMap<string, Line>, lines: readonly Line[]): ReadonlyMap<string, Line> {
  const all = new Map(known);
  for (const line of lines) if (line.until || !all.get(line.id)?.until) all.set(line.id, line);
  return all;
}

/** The newest first. */
export const newestFirst = (lines: Iterable<Line>): Line[] => [...lines].sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id));

/** What lasts, views before cameras that merely can be viewed. */
export const ongoing = (lines: Iterable<Line>): Line[] =>
  newestFirst(lines)
    .filter(isLasting)
    .sort((a, b) => Number(b.kind === 'viewed') - Number(a.kind === 'viewed'));

/** Whether a camera can be viewed, or is viewed, still. */
export const isLasting = (line: Line): boolean => !line.until && line.from !== undefined && (line.kind === 'viewed' || line.kind === 'unlocked');

/** The lines of each incident, in the order of their first. */
export const byIncident = (lines: readonly Line[]): Line[][] => grouped(lines, ({ incidentId }) => incidentId);

/** Lines that say the very same of several cameras, to the minute. */
export const alike = (lines: readonly Line[]): Line[][] =>
  grouped(lines, (line) =>
    line.kind === 'unlocked' || line.kind === 'recording' ? [line.kind, timesOf(line), whoOf(line), endOf(line), isLasting(line)].join() : line.id,
  );

function grouped(lines: readonly Line[], keyOf: (line: Line) => string): Line[][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group) group.push(line);
    else groups.set(keyOf(line), [line]);
  }
  return [...groups.values()];
}

const clock = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `22:05–22:31`, here; one time when it was over within the minute. */
export function timesOf(line: Line): string {
  const [from, until] = [clock.format(new Date(line.from ?? line.at)), line.until && clock.format(new Date(line.until))];
  return until && until !== from ? `${from}–${until}` : from;
}

/** Who did it: `CPD: investigator, badge 4711`. */
export const whoOf = (line: Line): string =>
  `${agencyName(line.agency)}: ${line.by.text === 'unlock policy' ? 'unlocked by the program’s policy' : line.by.text}`;

/** What was done, in a word or two. */
export const whatOf: Readonly<Record<Line['kind'], string>> = {
  unlocked: 'Unlocked',
  viewed: 'Viewed',
  refused: 'Refused',
  still: 'Picture taken',
  recording: 'Recording kept',
};

/** Why: the call, and its number. */
export const whyOf = (line: Line): string => (line.callType ? `for ${callWithin(line.callType)}, call ${line.number}` : `for call ${line.number}`);

/** How long: `12 s`, `3 min 5 s`, `1 h 4 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
}

const endings: Readonly<Record<string, string>> = {
  incidentClosed: 'the call was closed',
  incidentCancelled: 'the call was canceled',
  timeToLive: 'its time ran out',
  sharingHours: 'your sharing hours ended',
  outsideHours: 'your sharing hours ended',
  sharingOff: 'sharing was switched off',
  paused: 'sharing was paused',
  noConsent: 'it was not shared any more',
  withdrawn: 'it was taken back',
  agreementEnded: 'your agreement ended',
  agencyNotLetIn: 'the agency was not let in any more',
  callTypeNotShared: 'the call turned out to be of a kind that you do not share for',
  callTypeNotQualified: 'the call turned out to be of a kind that unlocks nothing',
  lockedBySupervisor: 'a police supervisor locked it',
  approvalNeeded: 'it was not approved in time',
  notApproved: 'it was not approved in time',
  awaitingApproval: 'it was not approved yet',
  notYetUnlocked: 'it was not unlocked yet',
  outOfArea: 'the call turned out to be elsewhere',
  locationChanged: 'the call turned out to be elsewhere',
  feedRemoved: 'the camera is not there any more',
  forbiddenAnalytics: 'its analytics are forbidden in the program',
  unknownAnalytics: 'its analytics are not known to the program',
  ticketEnded: 'the view was over',
  notYourTicket: 'the view was another person’s',
};

/** How it ended, in plain words; null while it lasts. A code that we do not know stands for itself. */
export function endOf(line: Line): string | null {
  const why = line.why ? (endings[line.why] ?? line.why) : null;
  if (line.kind === 'refused') return why ? `Not let in: ${why}.` : 'Not let in.';
  if (line.kind === 'still' || line.kind === 'recording') return 'Kept as evidence.';
  if (!line.until) return line.from ? null : 'Not opened yet.';
  if (!line.from) return why ? `Never opened: ${why}.` : 'Never opened.';
  if (line.how === 'released') return 'The viewer looked away.';
  if (line.how === 'lapsed') return 'The view ended by itself.';
  if (line.how === 'failed') return 'The camera did not answer.';
  if (line.how === 'cut') return why ? `Cut off: ${why}.` : 'Cut off.';
  return why ? `Locked again: ${why}.` : 'Locked again.';
}
