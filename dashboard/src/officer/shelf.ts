import type { Schemas } from '../shared/api';

export type Bulletin = Schemas['UnitBulletin'];

/** What a device knows of its unit's bulletins. Pure: every function answers a new shelf. */
export interface Shelf {
  readonly bulletins: ReadonlyMap<string, Bulletin>;
  /** Those that were taken back or ended. What is said of one later, by an answer that was overtaken, does not bring it back. */
  readonly over: ReadonlySet<string>;
}

export const bare: Shelf = { bulletins: new Map(), over: new Set() };

/** One was pushed or read. */
export function heard(shelf: Shelf, bulletin: Bulletin): Shelf {
  const id = bulletin.bulletinId;
  if (shelf.over.has(id)) return shelf;
  return { ...shelf, bulletins: new Map(shelf.bulletins).set(id, newest(shelf.bulletins.get(id), bulletin)) };
}

/**
 * All that stand were read. What is not among them stands no longer, but for what came while they were being read.
 * @param before Those that were known when the reading began.
 */
export function listed(shelf: Shelf, items: readonly Bulletin[], before: ReadonlySet<string>): Shelf {
  const standing = new Set(items.map((item) => item.bulletinId));
  const bulletins = new Map([...shelf.bulletins].filter(([id]) => standing.has(id) || !before.has(id)));
  return items.reduce(heard, { ...shelf, bulletins });
}

/** One was taken back, or has ended. */
export function recalled(shelf: Shelf, id: string): Shelf {
  const bulletins = new Map(shelf.bulletins);
  bulletins.delete(id);
  return { bulletins, over: new Set(shelf.over).add(id) };
}

/** The newest first. */
export const inOrder = (shelf: Shelf): Bulletin[] =>
  [...shelf.bulletins.values()].sort((a, b) => Date.parse(b.sentAt) - Date.parse(a.sentAt) || a.bulletinId.localeCompare(b.bulletinId));

/** What has been received or seen stays so, whichever answer comes last. */
function newest(known: Bulletin | undefined, told: Bulletin): Bulletin {
  if (!known) return told;
  const [receivedAt, acknowledgedAt] = [told.receivedAt ?? known.receivedAt, told.acknowledgedAt ?? known.acknowledgedAt];
  return { ...told, ...(receivedAt ? { receivedAt } : {}), ...(acknowledgedAt ? { acknowledgedAt } : {}) };
}
