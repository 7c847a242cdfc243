import { type Grant, type Incident, isLive } from '../board';

/**
 * The cameras that have a place on the wall, nearest first: those that are live, and those that were while one looked, so that a tile that goes dark says
 * why where it was, and no other jumps into its place.
 */
export const placesOf = (incident: Incident, nowMs: number, keeps: ReadonlySet<string>): Grant[] =>
  incident.grants
    .filter((grant) => isLive(incident, grant, nowMs) || keeps.has(grant.grantId))
    .sort((a, b) => a.distanceMeters - b.distanceMeters || a.grantId.localeCompare(b.grantId));

export interface WallPage<T> {
  readonly items: readonly T[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** One page of many; one that is not there is the nearest that is. */
export function pageOf<T>(all: readonly T[], wanted: number, size: number): WallPage<T> {
  const per = Math.max(1, Math.floor(size));
  const pages = Math.max(1, Math.ceil(all.length / per));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { items: all.slice(page * per, (page + 1) * per), page, pages };
}
