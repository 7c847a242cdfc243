import { tidy } from '../../shared/people-text';
import { ApiProblem } from '../../shared/problem';
import { say } from '../../shared/Toasts';
import type { Grant, Incident } from '../board';
import type { Room } from '../room';
import type { Change } from './ChangeDialog';

/** Does something to an incident. When somebody else changed it meanwhile, what they made of it is shown at once. */
async function change(room: Room, id: string, done: string, call: Promise<{ data?: Incident; response: Response }>): Promise<void> {
  try {
    await room.change(call);
    say(done);
  } catch (e) {
    if (e instanceof ApiProblem && [403, 404, 409, 412].includes(e.status)) await room.reread(id);
    throw e;
  }
}

const at = (incidentId: string) => ({ params: { path: { incidentId } } });

export const extending = (room: Room, { incidentId }: Incident): Change => ({
  title: 'Extend',
  says: 'The unlocked feeds stay unlocked for longer, within the policy and the hours that their owners share.',
  button: 'Extend',
  minutes: 15,
  reason: 'required',
  do: (reason, minutes) =>
    change(room, incidentId, 'Extended.', room.api.POST('/incidents/{incidentId}/extend', { ...at(incidentId), body: { minutes, reason } })),
});

export const locking = (room: Room, { incidentId }: Incident, grant?: Grant): Change => ({
  title: grant ? `Lock ${tidy(grant.feedName, 60)}` : 'Lock all feeds',
  says: grant
    ? 'Whoever looks at this feed is cut off at once.'
    : 'Whoever looks at these feeds is cut off at once, and none of them unlocks for this incident again.',
  button: grant ? 'Lock this feed' : 'Lock all feeds',
  danger: true,
  reason: 'required',
  do: (reason) =>
    change(
      room,
      incidentId,
      'Locked.',
      room.api.POST('/incidents/{incidentId}/lock', { ...at(incidentId), body: { reason, ...(grant ? { grantId: grant.grantId } : {}) } }),
    ),
});

export const approving = (room: Room, { incidentId, threat }: Incident): Change => ({
  title: threat ? 'Approve the threat' : 'Approve the unlock',
  says: threat ? 'You stand by what another supervisor declared: its feeds stay unlocked until it ends.' : 'The feeds that wait for approval are unlocked.',
  button: 'Approve',
  reason: 'optional',
  do: (reason) =>
    change(room, incidentId, 'Approved.', room.api.POST('/incidents/{incidentId}/approve', { ...at(incidentId), body: reason ? { reason } : {} })),
});
