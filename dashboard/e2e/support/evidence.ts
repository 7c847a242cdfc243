import { expect } from 'vitest';
import type { components } from '../../src/shared/api-types';
import type { City, Incident } from './city';

export type BulletinText = Partial<Omit<components['schemas']['BulletinBody'], 'clipId'>>;

/** An incident as the RTIC sees it. */
export async function incidentOf(city: City, incidentId: string): Promise<Incident> {
  const rtic = await city.as('Rtic.Investigator');
  const { data } = await rtic.GET('/incidents/{incidentId}', { params: { path: { incidentId } } });
  if (!data) throw new Error(`no incident ${incidentId}`);
  return data;
}

/** A picture of the nearest feed that is unlocked, as an investigator takes it. @returns the clip that it is. */
export async function takeStill(city: City, incidentId: string): Promise<string> {
  const rtic = await city.as('Rtic.Investigator');
  await expect.poll(async () => (await incidentOf(city, incidentId)).grants.some((grant) => grant.state === 'unlocked'), { timeout: 10_000 }).toBe(true);
  const grant = (await incidentOf(city, incidentId)).grants.find(({ state }) => state === 'unlocked');
  const { data, error } = await rtic.POST('/incidents/{incidentId}/grants/{grantId}/stills', {
    params: { path: { incidentId, grantId: grant?.grantId ?? '' } },
    body: { reason: 'ROBBERY' },
  });
  if (!data) throw new Error(`no still: ${JSON.stringify(error)}`);
  return data.clipId;
}

/** Sends a still to units, by default to those of the call. @returns the bulletin's id. */
export async function sendBulletin(city: City, incidentId: string, text: BulletinText = {}, clipId?: string): Promise<string> {
  const rtic = await city.as('Rtic.Investigator');
  const { data, error } = await rtic.POST('/incidents/{incidentId}/bulletins', {
    params: { path: { incidentId } },
    body: { clipId: clipId ?? (await takeStill(city, incidentId)), subject: 'vehicle', ...text },
  });
  if (!data) throw new Error(`no bulletin: ${JSON.stringify(error)}`);
  return data.bulletinId;
}

/** How far a bulletin is with a unit, as the incident's view tells the RTIC. */
export async function deliveryOf(city: City, incidentId: string, bulletinId: string, unit = 'B12'): Promise<string | undefined> {
  const { bulletins } = await incidentOf(city, incidentId);
  return bulletins?.find((bulletin) => bulletin.bulletinId === bulletinId)?.units.find((part) => part.unit === unit)?.state;
}

/** Takes a bulletin back. */
export async function recall(city: City, bulletinId: string): Promise<void> {
  const rtic = await city.as('Rtic.Supervisor');
  const { error } = await rtic.POST('/bulletins/{bulletinId}/recall', { params: { path: { bulletinId } }, body: { reason: 'wrong vehicle' } });
  if (error) throw new Error(JSON.stringify(error));
}
