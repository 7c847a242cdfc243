import type { Grant, Incident } from '../board';
import type { Known } from './viewing';

/** What an incident's view says of one of its grants. */
export const knownOf = (incident: Incident, grant: Grant): Known => ({
  version: incident.version,
  until: Date.parse(grant.expiresAt),
  over: overOf(incident, grant),
});

function overOf(incident: Incident, grant: Grant): string | null {
  if (grant.state === 'unlocked') return incident.status === 'open' ? null : 'incidentClosed';
  if (grant.state === 'awaitingApproval' || grant.state === 'pending') return grant.state;
  return grant.reason ?? (incident.status === 'open' ? 'locked' : 'incidentClosed');
}

const words: Readonly<Record<string, string>> = {
  incidentClosed: 'The incident is closed: the camera is locked.',
  incidentCancelled: 'The call was canceled: the camera is locked.',
  timeToLive: 'Time ran out: the camera is locked.',
  lockedBySupervisor: 'Locked by a supervisor.',
  sharingOff: 'The owner stopped sharing this camera.',
  noConsent: 'The owner no longer takes part in the program.',
  paused: 'The owner paused sharing.',
  callTypeNotShared: 'The owner does not share this camera for calls of this kind.',
  agencyNotLetIn: 'The owner does not share this camera with this agency.',
  agreementEnded: 'The owner’s agreement has ended.',
  feedRemoved: 'The owner took this camera out of the program.',
  sharingHours: 'The owner’s sharing hours are over.',
  outsideHours: 'The owner’s sharing hours are over.',
  forbiddenAnalytics: 'Something runs on this camera that the program does not permit.',
  unknownAnalytics: 'Something runs on this camera that the program does not know.',
  notApproved: 'It was not approved in time.',
  approvalNeeded: 'This call now needs a supervisor’s approval.',
  awaitingApproval: 'Waits for a supervisor’s approval.',
  outOfArea: 'The call moved: this camera is not near it any more.',
  pending: 'Being unlocked…',
  locked: 'This camera is locked.',
  notFound: 'This camera is no longer part of the incident.',
};

/** Why a camera is not to be seen, in words. */
export const overText = (code: string): string => words[code] ?? `This camera is locked (${code}).`;

/** What is the matter while one waits to see a camera, in words. */
export function troubleText(code: string): string {
  if (code === 'unreachable') return 'The server cannot be reached. Trying again…';
  if (code === 'noPicture') return 'No picture comes. Trying again…';
  if (code === 'videoSystemUnavailable') return 'The camera cannot be reached. Trying again…';
  if (code === 'notYetUnlocked') return 'Being unlocked…';
  return 'It cannot be shown right now. Trying again…';
}
