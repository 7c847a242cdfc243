import type { components } from '../../src/shared/api-types';
import type { City } from './city';

/** Says many calls at once, as CAD does after an outage, all over downtown. Every tenth is a robbery, which unlocks; the others are noise complaints, which do not. @returns their ids. */
export async function reportMany(city: City, count: number, prefix = 'many'): Promise<string[]> {
  const cad = await city.as('Cad.Write');
  const calls = Array.from({ length: count }, (_, i) => ({
    number: `${prefix}-${String(i).padStart(4, '0')}`,
    messageId: `${prefix}-m-${i}`,
    messageTime: new Date().toISOString(),
    callType: i % 10 === 0 ? 'ROBBERY' : 'NOISE',
    status: 'Active',
    location: { latitude: 35.03 + (i % 25) * 0.0015, longitude: -85.32 + Math.floor(i / 25) * 0.0015, address: `${100 + i} Market St` },
    beat: `B${i % 12}`,
    units: [{ id: `U${i % 40}` }],
  }));
  const ids: string[] = [];
  for (let i = 0; i < count; i += 50) {
    const { data, error } = await cad.POST('/cad/incidents', { body: calls.slice(i, i + 50) as never });
    const results = (data as components['schemas']['CadAnswer'] | undefined)?.results ?? [];
    if (results.length === 0) throw new Error(`CAD was refused: ${JSON.stringify(error ?? data)}`);
    for (const { incidentId } of results) if (incidentId) ids.push(incidentId);
  }
  return ids;
}
