import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitors } from './support/browser';
import { City } from './support/city';

let city: City;
let visitors: Visitors;
beforeAll(async () => {
  [city, visitors] = await Promise.all([City.start(), Visitors.arrive()]);
});
afterAll(async () => {
  await visitors?.leave();
  await city?.end();
});

describe('signing in', () => {
  it.each([
    ['/console/', 'Rtic.Investigator', 'RTIC console'],
    ['/partner/', 'Partner.Owner', 'Partner portal'],
    ['/officer/', 'Unit', 'Bulletins'],
    ['/admin/', 'Program.Admin', 'Administration'],
  ])('%s asks who is there, and nothing is shown before', async (path, role, title) => {
    const visitor = await visitors.open(city, path);
    await visitor.page.getByRole('heading', { name: title }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.signIn(role);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('a token is kept nowhere that outlives the tab', async () => {
    const visitor = await visitors.open(city, '/console/');
    await visitor.signIn('Rtic.Investigator');
    const kept = await visitor.page.evaluate(async () => ({
      local: Object.keys(localStorage).length,
      cookies: document.cookie,
      databases: (await indexedDB.databases()).length,
      session: sessionStorage.length,
    }));
    expect(kept).toEqual({ local: 0, cookies: '', databases: 0, session: 1 });
    await visitor.close();
  });
});
