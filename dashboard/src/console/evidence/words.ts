import type { Schemas } from '../../shared/api';
import { ApiProblem } from '../../shared/problem';
import { overText } from '../wall/known';

export type Clip = Schemas['ClipView'];
export type Bulletin = Schemas['BulletinView'];

export const kindText: Readonly<Record<Clip['kind'], string>> = { recording: 'Recording', still: 'Still', image: 'Image' };

const failures: Readonly<Record<string, string>> = {
  refused: 'the video system does not have it',
  exportUnknown: 'the video system lost track of it',
  exportFailed: 'the video system could not make it',
  notUploaded: 'it did not arrive',
  noVideo: 'it has no pictures in it',
  truncated: 'it breaks off',
  malformed: 'it is broken',
  notMedia: 'it is no video or picture',
  empty: 'it is empty',
};

const failureText = (code: string | undefined) => (code === undefined ? '' : `: ${failures[code] ?? code}`);

/** How far a clip is, in words. */
export function clipStateText({ state, failure, deletedAt }: Clip): string {
  switch (state) {
    case 'requested':
      return failure ? `Asked for; will be tried again${failureText(failure)}` : 'Asked for';
    case 'exporting':
      return 'On its way from the camera';
    case 'uploaded':
      return 'Arrived, being checked';
    case 'available':
      return 'Ready';
    case 'quarantined':
      return `Set aside${failureText(failure)}`;
    case 'failed':
      return `Did not come${failureText(failure)}`;
    case 'expiring':
      return 'Being deleted';
    case 'expired':
      return deletedAt ? 'Deleted' : 'Its time is over';
  }
}

const recordingRefusals: Readonly<Record<string, string>> = {
  beforeUnlock: 'The owner does not allow recordings from that long before the unlock.',
  beyondGrant: 'The camera was not unlocked for that long: end it earlier.',
  notYetUnlocked: 'The camera is not unlocked yet.',
  recordingForgotten: 'That is too long ago: the video system no longer has it.',
};

/** Why there is no recording, in words. */
export function recordingRefusedText(error: unknown): string {
  if (!(error instanceof ApiProblem)) return ApiProblem.textOf(error);
  const known = recordingRefusals[error.code];
  if (known) return known;
  return error.status === 403 ? overText(error.code) : ApiProblem.textOf(error);
}

/** How far a bulletin is with a unit: "seen by B12". The unit's name is shown apart, since it may be anything. */
export const deliveryText: Readonly<Record<Schemas['BulletinDelivery'], string>> = {
  pending: 'sent to',
  delivered: 'delivered to',
  acknowledged: 'seen by',
  undelivered: 'reached no device of',
};

export const subjectText: Readonly<Record<Schemas['BulletinSubject'], string>> = { suspect: 'Suspect', vehicle: 'Vehicle', other: 'Other' };

/** `1.4 MB` */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
