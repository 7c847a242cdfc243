import type { Schemas } from '../../shared/api';
import { callTypeName } from '../../shared/call-types';
import { atDay } from '../../shared/clock';
import { sharingInWords } from '../partners/sharing';

export type TimelineEvent = Schemas['TimelineEvent'];
export type EventKind = TimelineEvent['$type'];

type Words = { readonly [K in EventKind]: (event: Extract<TimelineEvent, { $type: K }>) => string };

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

const where = ({ site, feeds }: Schemas['Scope']): string =>
  feeds && feeds.length > 0 ? (feeds.length === 1 ? `camera ${feeds[0]}` : count(feeds.length, 'camera')) : site ? `site ${site}` : 'the whole partnership';

/** Every kind of event in words. A kind that is missing here is no valid program: a new one needs words. */
const words: Words = {
  cadMessageReceived: ({ status, callType }) => `CAD said: ${status.toLowerCase()}, ${callTypeName(callType)}`,
  unlockDecided: ({ reason, issued, rule }) =>
    rule ? `The policy qualified the call: ${count(issued.length, 'camera')} to unlock` : `The policy did not qualify the call: ${reason}`,
  grantsEnded: ({ grants }) => `${count(grants.length, 'grant')} ended`,
  grantsRescheduled: ({ grants }) => `${count(grants.length, 'grant')} rescheduled`,
  grantsApproved: ({ grants }) => `A supervisor approved ${count(grants.length, 'grant')}`,
  lockedBySupervisor: ({ grant }) => (grant ? 'A supervisor locked a camera' : 'A supervisor locked the incident'),
  videoStarted: ({ actions }) => `The video system was asked: ${count(actions.length, 'call')}`,
  videoFinished: ({ outcomes }) => {
    const failed = outcomes.filter(({ failure }) => failure).length;
    return `The video system answered: ${outcomes.length - failed} done${failed > 0 ? `, ${failed} failed` : ''}`;
  },
  leaseCorrected: ({ held }) => (held ? 'A camera was found open' : 'A camera was found closed'),
  ticketIssued: ({ feed, viewer }) => `${viewer} began to view camera ${feed}`,
  ticketRenewed: () => 'Went on viewing',
  viewsEnded: ({ views }) => `${count(views.length, 'view')} ended`,
  refused: ({ command, code }) => `Refused: ${command} (${code})`,
  threatDeclared: ({ number, reason }) => `Declared threat ${number}: ${callTypeName(reason)}`,
  threatApproved: ({ approvedBy }) => `${approvedBy} approved the threat`,
  threatExtended: ({ endsAt }) => `Threat extended to ${atDay(endsAt)}`,
  threatEnded: () => 'The threat is over',
  policyRevised: ({ policy }) => `Another unlock policy stands: ${policy.version}, ${count(Object.keys(policy.rules).length, 'call type')}`,
  policyRefused: ({ path }) => `Another unlock policy was refused: ${path}`,
  codesImported: ({ codes }) => `CAD code table replaced: ${count(Object.keys(codes).length, 'code')}`,
  installersRevised: ({ approved }) => `Approved installers: ${approved.map(({ id }) => id).join(', ')}`,
  installersRefused: ({ path }) => `Another list of installers was refused: ${path}`,
  partnerApplied: () => 'Applied to take part',
  partnerApproved: ({ agencies }) => `Approved, for ${agencies.join(', ') || 'no agency'}`,
  partnerDeclined: () => 'Declined',
  agreementSigned: ({ version, endsAt }) => `Signed version ${version} of the agreement, to ${atDay(endsAt)}`,
  partnerSuspended: () => 'Suspended',
  partnerReinstated: () => 'Reinstated',
  profileChanged: () => 'Said who it is to people',
  siteAdded: ({ site }) => `Added site ${site}`,
  siteChanged: ({ site }) => `Changed site ${site}`,
  feedsAdded: ({ site, feeds }) => `Added ${count(feeds.length, 'camera')} to site ${site}`,
  feedChanged: ({ feed }) => `Changed camera ${feed}`,
  sharingDecided: ({ scope, rule }) => `For ${where(scope)}: ${sharingInWords(rule)}`,
  agencyDecided: ({ agency, rule }) => (rule ? `Lets agency ${agency} in: ${sharingInWords(rule)}` : `Does not let agency ${agency} in any more`),
  withdrawn: ({ scope }) => `Withdrew ${where(scope)}, for good`,
  userInvited: ({ role }) => `Invited somebody as ${role}`,
  invitationAccepted: ({ user }) => `${user} accepted an invitation`,
  userChanged: ({ user, role }) => (role ? `${user} became ${role}` : `${user} may do nothing any more`),
  noticesChosen: ({ wanted }) => (wanted ? 'Wants to be told of each access' : 'Does not want to be told of each access'),
  personalDataErased: () => 'What people call it was deleted',
  partnerRefused: ({ command, code }) => `Refused: ${command} (${code})`,
  workRequested: ({ kind, installer }) => `Asked ${installer} for help: ${kind}`,
  workScheduled: ({ visitAt }) => `The installer comes ${atDay(visitAt)}`,
  workInstalled: () => 'The installer is done',
  workAccepted: () => 'The owner accepted the work',
  workCanceled: () => 'The work was canceled',
  signedIn: ({ network }) => `Signed in from ${network}`,
  tokenRefused: ({ network }) => `A token was refused, from ${network}`,
  logRead: ({ what, subject }) => `Read ${what}${subject ? `: ${subject}` : ''}`,
  figuresPublished: ({ month }) => `Figures of ${month} were published`,
  statementsFiled: ({ year }) => `Statements of ${year} were filed`,
  recordsOmitted: ({ event, count: n }) => `${count(n, 'record')} of ${event} left out, for there were too many`,
  personListed: ({ person }) => `Listed ${person} in the directory`,
  personRemoved: ({ person }) => `Removed ${person} from the directory`,
  misuseSuspected: ({ person, rule, count: n, threshold }) => `Odd use by ${person}: ${rule}, ${n} where ${threshold} is much`,
  checkpointSigned: ({ heads, agency }) => `Signed where ${count(heads.length, 'timeline')} of ${agency} ended`,
  stillTaken: ({ feed }) => `Took a still of camera ${feed}`,
  recordingsRequested: ({ clips }) => `Asked for ${count(clips.length, 'recording')}`,
  clipsBegun: ({ clips }) => `${count(clips.length, 'clip')} begun`,
  bulletinSent: ({ units }) => `Sent a bulletin to ${units.join(', ')}`,
  bulletinReceived: ({ unit }) => `Unit ${unit} received a bulletin`,
  bulletinAcknowledged: ({ unit }) => `Unit ${unit} acknowledged a bulletin`,
  bulletinResent: ({ units }) => `Sent a bulletin again to ${units.join(', ')}`,
  bulletinUndelivered: ({ units }) => `A bulletin has not reached ${units.join(', ')}`,
  bulletinRecalled: () => 'Took a bulletin back',
  bulletinsExpired: ({ bulletins }) => `${count(bulletins.length, 'bulletin')} expired`,
  clipBegan: ({ wish }) => `Wanted: a ${wish.kind}`,
  clipExportStarted: ({ attempt }) => `Export began, try ${attempt}`,
  clipExportFailed: ({ attempt }) => `Export failed, try ${attempt}`,
  clipGivenUp: () => 'There will be no clip',
  clipUploaded: ({ length, contentType }) => `Uploaded: ${length.toLocaleString('en-US')} bytes, ${contentType}`,
  clipVerified: () => 'Read to its end: it is what was asked for',
  clipQuarantined: () => 'Quarantined: it is not what was asked for',
  clipLinked: ({ purpose, until }) => `Link given to ${purpose}, until ${atDay(until)}`,
  clipShared: ({ units }) => `Shared with ${units.join(', ')}`,
  clipPackaged: () => 'Given out as a package of evidence',
  clipHeld: ({ caseNumber }) => `Held for case ${caseNumber}`,
  clipReleased: () => 'Held no longer',
  clipHoldKept: ({ held }) => (held ? 'The store holds it' : 'The store let it go'),
  clipExpiring: () => 'Its time is over',
  clipDeleted: () => 'Deleted',
  clipRefused: ({ command, code }) => `Refused: ${command} (${code})`,
};

/** Every kind there is, by which the log can be searched. */
export const eventKinds: readonly EventKind[] = (Object.keys(words) as EventKind[]).sort();

/** What happened, in words; of a kind that this page does not know, the kind. */
export function describe(event: TimelineEvent): string {
  const say = words[event.$type] as ((event: TimelineEvent) => string) | undefined;
  return say ? say(event) : String(event.$type);
}

/** A kind's name in words: `policyRevised` is `policy revised`. */
export const kindName = (kind: string): string => kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
