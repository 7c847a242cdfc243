import { countdown } from '../../shared/clock';
import { type Grant, type Incident, isLive, type Stage, stageOf } from '../board';

/** How a stage is colored: by what it asks of who sees it. */
export type Tone = 'quiet' | 'busy' | 'open' | 'warn' | 'danger' | 'locked';

const words: Readonly<Record<Stage['kind'], readonly [text: string, tone: Tone]>> = {
  received: ['Received', 'quiet'],
  awaitingApproval: ['Waiting for approval', 'danger'],
  pending: ['Unlocking', 'busy'],
  unlocked: ['Unlocked', 'open'],
  closing: ['Closing in', 'warn'],
  nothingUnlocked: ['No camera unlocked', 'quiet'],
  notQualified: ['Not qualified', 'quiet'],
  locked: ['Locked', 'locked'],
  closed: ['Closed', 'locked'],
};

/** What a stage clock shows: `Unlocked 24:10`, `Closing in 04:12`, `Locked`. */
export const stageText = (stage: Stage, nowMs: number): string => {
  const [text] = words[stage.kind];
  return 'until' in stage ? `${text} ${countdown(stage.until, nowMs)}` : text;
};

export const toneOf = (stage: Stage): Tone => words[stage.kind][1];

/** Whether a supervisor's approval is waited for, before or after feeds opened. */
export const needsApproval = (incident: Incident): boolean => incident.status === 'open' && incident.awaitingApproval;

/** Whether any of its feeds may be looked at. */
export const isUnlocked = (incident: Incident, nowMs: number): boolean => incident.grants.some((grant) => isLive(incident, grant, nowMs));

/** The color of an incident at a glance: what must be approved comes before everything. */
export const toneAt = (incident: Incident, nowMs: number): Tone => (needsApproval(incident) ? 'danger' : toneOf(stageOf(incident, nowMs)));

/** Why an incident or a feed is as it is, by the API's codes. */
const reasons: Readonly<Record<string, string>> = {
  incidentClosed: 'the incident is closed',
  incidentCancelled: 'the call was canceled',
  lockedBySupervisor: 'a supervisor locked it',
  lockedByOwner: 'the owner stopped sharing',
  timeToLive: 'its time ran out',
  notApproved: 'nobody approved it in time',
  noConsent: 'the owner no longer shares it',
  sharingOff: 'the owner stopped sharing',
  paused: 'the owner paused sharing',
  outsideHours: 'outside the hours that the owner shares',
  beyondSharingHours: 'outside the hours that the owner shares',
  agencyNotLetIn: 'the owner does not let this agency in',
  callTypeNotShared: 'the owner does not share it for this kind of call',
  feedRemoved: 'the camera was withdrawn',
  outOfArea: 'the place of the incident changed',
  approvalNeeded: 'it now needs a supervisor’s approval',
  approvalNotNeeded: 'it needs no approval any more',
  callTypeNotQualified: 'this kind of call unlocks no camera',
  noCallType: 'CAD did not say what kind of call it is',
  noCoordinates: 'CAD gave no place on the map',
  locationKindNotUsable: 'the place is not where it happens',
  locationTooUncertain: 'the place is too uncertain',
};

/** A reason in words; a code that has none stands for itself. */
export const reasonText = (code: string): string => reasons[code] ?? code;

/** Where an incident is, in words: its address, or the area of a threat. */
export function placeText({ location, threat }: Incident): string {
  if (location?.address) return location.address;
  if (threat?.area.type === 'Point') return `Within ${Math.round(threat.area.radiusMeters)} m of ${position(location)}`;
  return location?.latitude === undefined ? 'No place' : position(location);
}

const position = (location: Incident['location']) => `${location?.latitude?.toFixed(5)}, ${location?.longitude?.toFixed(5)}`;

/** Whether there is anything of a grant that a supervisor can lock: it is open, or about to be. */
export const isLockable = (incident: Incident, grant: Grant, nowMs: number): boolean =>
  incident.status === 'open' && (isLive(incident, grant, nowMs) || grant.state === 'pending' || grant.state === 'awaitingApproval');

/** How one feed stands, in words. Never that it is unlocked when its time is over. */
export function grantText(incident: Incident, grant: Grant, nowMs: number): { readonly text: string; readonly tone: Tone } {
  if (isLive(incident, grant, nowMs)) return { text: `Unlocked ${countdown(Date.parse(grant.expiresAt), nowMs)}`, tone: 'open' };
  const why = grant.reason ? `: ${reasonText(grant.reason)}` : '';
  switch (grant.state) {
    case 'awaitingApproval':
      return incident.status === 'open' ? { text: 'Waiting for approval', tone: 'danger' } : { text: 'Locked', tone: 'locked' };
    case 'pending':
      return incident.status === 'open' ? { text: 'Unlocking', tone: 'busy' } : { text: 'Locked', tone: 'locked' };
    case 'failed':
      return { text: `Not reachable${why}`, tone: 'warn' };
    case 'locking':
      return { text: `Locking${why}`, tone: 'warn' };
    case 'unlocked':
      return { text: 'Time is over', tone: 'locked' };
    default:
      return { text: `Locked${why}`, tone: 'locked' };
  }
}
