import { type Signal, signal } from '@preact/signals';
import { type Api, answerOf, type Schemas, within } from '../../../shared/api';
import type { Box } from './box';

export type Subject = Schemas['BulletinSubject'];

export const subjects: readonly (readonly [Subject, string])[] = [
  ['suspect', 'A suspect'],
  ['vehicle', 'A vehicle'],
  ['other', 'Something else'],
];

/** What the API takes at most. */
export const most = { caption: 500, plate: 16, direction: 100, units: 50, unit: 128, imageBytes: 10 * 1024 * 1024 } as const;

/** What is typed of a bulletin. It stays until it is sent, whatever happens meanwhile. */
export interface Draft {
  readonly subject: Signal<Subject>;
  readonly caption: Signal<string>;
  readonly plate: Signal<string>;
  readonly direction: Signal<string>;
  /** Units of the incident that are not to have it. */
  readonly without: Signal<readonly string[]>;
  /** Units by name, beside the incident's. */
  readonly others: Signal<string>;
}

const drafts = new Map<string, Draft>();

/** The draft of one person for one incident. */
export function draftOf(accountId: string, incidentId: string): Draft {
  const key = `${accountId} ${incidentId}`;
  const known = drafts.get(key);
  if (known) return known;
  const draft: Draft = { subject: signal('suspect'), caption: signal(''), plate: signal(''), direction: signal(''), without: signal([]), others: signal('') };
  drafts.set(key, draft);
  return draft;
}

export const forgetDraft = (accountId: string, incidentId: string): void => void drafts.delete(`${accountId} ${incidentId}`);

/** To whom it goes: those of the incident that are not left out, and those that are named, each once. */
export function unitsOf(assigned: readonly string[], without: readonly string[], others: string): string[] {
  const named = others
    .split(/[\s,;]+/)
    .map((unit) => unit.trim())
    .filter((unit) => unit !== '');
  return [...new Set([...assigned.filter((unit) => !without.includes(unit)), ...named])];
}

/** What is said of the picture. */
export type BulletinSays = Omit<Schemas['BulletinBody'], 'clipId'>;

export function saysOf(draft: Draft, units: readonly string[]): BulletinSays {
  const [caption, plate, direction] = [draft.caption.value.trim(), draft.plate.value.trim(), draft.direction.value.trim()];
  return {
    subject: draft.subject.value,
    ...(caption ? { caption } : {}),
    ...(plate ? { plate } : {}),
    ...(direction ? { direction } : {}),
    units: [...units],
  };
}

/** Gives the same key for the same bulletin as long as it is the one that was last tried: a try that was not answered may have been heard. */
export class SendKeys {
  private last: { readonly content: string; readonly key: string } | null = null;

  keyFor(picture: string, box: Box | null, says: BulletinSays): string {
    const content = JSON.stringify([picture, box, says]);
    if (this.last?.content !== content) this.last = { content, key: crypto.randomUUID() };
    return this.last.key;
  }
}

/** Sends a still as it is, by its clip, or an image. */
export function sendBulletin(
  api: Api,
  incidentId: string,
  key: string,
  says: BulletinSays,
  picture: { readonly clipId: string } | { readonly image: Blob },
): Promise<Schemas['BulletinView']> {
  const params = { path: { incidentId }, header: { 'Idempotency-Key': key } };
  if ('clipId' in picture) return answerOf(api.POST('/incidents/{incidentId}/bulletins', { params, body: { ...says, clipId: picture.clipId } }));
  return answerOf(
    api.POST('/incidents/{incidentId}/bulletins', {
      params,
      // What the serializer makes of it is sent.
      body: { bulletin: {}, image: '' },
      fetch: within(5 * 60_000),
      bodySerializer: () => {
        const form = new FormData();
        form.append('bulletin', new Blob([JSON.stringify(says)], { type: 'application/json' }));
        form.append('image', picture.image);
        return form;
      },
    }),
  );
}
