import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phone, type Visitor, Visitors } from './support/browser';
import { City } from './support/city';
import { deliveryOf, recall, sendBulletin, takeStill } from './support/evidence';
import { Stalling } from './support/stalling';

let city: City;
let visitors: Visitors;
beforeAll(async () => {
  [city, visitors] = await Promise.all([City.start(), Visitors.arrive()]);
});
afterAll(async () => {
  await visitors?.leave();
  await city?.end();
});

let calls = 0;

/** A robbery, to which these units were sent. */
const robbery = (...units: string[]) => city.report({ number: `26-${++calls}`, units: units.map((id) => ({ id })) });

async function officer(unit: string, options = phone): Promise<Visitor> {
  const visitor = await visitors.open(city, '/officer/', options);
  await visitor.signIn('Unit', { unit });
  await contact(visitor, 'Live');
  return visitor;
}

const contact = (visitor: Visitor, text: string | RegExp) => visitor.page.getByRole('banner').getByRole('status').filter({ hasText: text }).waitFor();
const bulletin = (visitor: Visitor, plate: string) => visitor.page.getByRole('article').filter({ hasText: plate });

describe('an officer', () => {
  it('gets a bulletin, sees its photo on the whole screen, acknowledges it, and the RTIC sees that', async () => {
    const visitor = await officer('B12');
    const { page } = visitor;
    await page.getByText('No bulletin for B12 stands.').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('officer-none');

    const incident = await robbery('B12', 'C3');
    const id = await sendBulletin(city, incident, { plate: '4-XYZ 123', direction: 'north on Broad St', caption: 'Gray van, broken left tail light' });
    const card = bulletin(visitor, '4-XYZ 123');
    await card.getByRole('heading', { name: 'Vehicle' }).waitFor();
    await card.getByText('north on Broad St').waitFor();
    await card.getByText(/Robbery.* · 26-1 · sent/).waitFor();
    await page.getByRole('status').filter({ hasText: 'New bulletin, vehicle, plate 4-XYZ 123' }).waitFor();
    await expect.poll(() => page.title()).toMatch(/^\(1\) Bulletins/);
    await expect.poll(() => deliveryOf(city, incident, id)).toBe('delivered');
    const photo = card.getByRole('link', { name: 'Show the photo' });
    await photo.waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('officer-bulletin');

    await photo.click();
    const dialog = page.getByRole('dialog', { name: 'Vehicle · 4-XYZ 123' });
    const image = dialog.getByRole('img', { name: 'What the bulletin is of' });
    await image.waitFor();
    expect(await image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
    const box = await dialog.boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('officer-photo');
    await image.tap({ position: { x: 100, y: 100 } });
    await dialog.getByText('300 %').waitFor();
    await visitor.picture('officer-photo-enlarged');
    await dialog.getByRole('button', { name: 'Show all' }).click();
    await dialog.getByText('100 %').waitFor();
    await pinch(visitor, 60, 120);
    await dialog.getByText('200 %').waitFor();
    await pinch(visitor, 120, 30);
    await dialog.getByText('100 %').waitFor();

    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
    await dialog.getByText(/Acknowledged \d\d:\d\d/).waitFor();
    await expect.poll(() => deliveryOf(city, incident, id)).toBe('acknowledged');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await card.getByText(/Acknowledged \d\d:\d\d/).waitFor();
    await expect.poll(() => page.title()).toMatch(/^Bulletins/);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('officer-acknowledged');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('leaves the photo as one leaves a page on a phone, and works it with keys', async () => {
    const visitor = await officer('K1', { viewport: { width: 1024, height: 768 } });
    await sendBulletin(city, await robbery('K1'), { plate: 'KEYS 1' });
    const { page } = visitor;
    await bulletin(visitor, 'KEYS 1').getByRole('link', { name: 'Show the photo' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img').waitFor();
    await page.keyboard.press('+');
    await dialog.getByText('150 %').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('0');
    await dialog.getByText('100 %').waitFor();
    await visitor.picture('officer-photo-desktop');
    await page.goBack();
    await dialog.waitFor({ state: 'detached' });
    await page.goForward();
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it.each([
    ['lying', 'P1', { width: 844, height: 390 }, 1],
    ['lying, with large text', 'P2', { width: 844, height: 390 }, 2],
    ['small, with large text', 'P3', { width: 320, height: 568 }, 2],
  ] as const)('sees all of the photo on a phone, %s', async (name, unit, viewport, text) => {
    const visitor = await officer(unit, { viewport });
    const { page } = visitor;
    if (text > 1) await visitor.enlargeText();
    await sendBulletin(city, await robbery(unit), { plate: 'WHOLE 1' });
    await bulletin(visitor, 'WHOLE 1').getByRole('link', { name: 'Show the photo' }).click();
    const dialog = page.getByRole('dialog');
    const image = dialog.getByRole('img');
    await image.waitFor();
    const [photo, frame] = await image.evaluate((img) =>
      [img, img.parentElement as HTMLElement].map((one) => one.getBoundingClientRect()).map(({ width, height }) => ({ width, height })),
    );
    expect(photo).toEqual(frame);
    expect(frame?.height).toBeGreaterThanOrEqual(viewport.height * 0.49);
    expect(await dialog.evaluate((open) => open.scrollWidth - open.clientWidth)).toBe(0);
    await visitor.picture(`officer-photo-${name.replaceAll(/\W+/g, '-')}`);
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
    await dialog.getByText(/Acknowledged \d\d:\d\d/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.close();
  });

  it('who acknowledges with no network need not think of it again', async () => {
    const visitor = await officer('N1');
    const incident = await robbery('N1');
    const id = await sendBulletin(city, incident, { plate: 'NET 1' });
    const card = bulletin(visitor, 'NET 1');
    await card.getByRole('link', { name: 'Show the photo' }).waitFor();
    await visitor.context.setOffline(true);
    await contact(visitor, /^Offline: showing what came until \d\d:\d\d$/);
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await card.getByText(/Sending….*goes out by itself/).waitFor();
    expect(await deliveryOf(city, incident, id, 'N1')).not.toBe('acknowledged');
    await card.getByRole('link', { name: 'Show the photo' }).click();
    await visitor.page.getByRole('dialog').getByRole('img').waitFor();
    await visitor.picture('officer-offline-photo');
    await visitor.page.keyboard.press('Escape');
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('officer-offline');

    await visitor.context.setOffline(false);
    await card.getByText(/Acknowledged \d\d:\d\d/).waitFor();
    await expect.poll(() => deliveryOf(city, incident, id, 'N1')).toBe('acknowledged');
    await contact(visitor, 'Live');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('a recalled bulletin goes at once, photo and all', async () => {
    const visitor = await officer('R1');
    const id = await sendBulletin(city, await robbery('R1'), { plate: 'WRONG 1' });
    await bulletin(visitor, 'WRONG 1').getByRole('link', { name: 'Show the photo' }).click();
    const image = visitor.page.getByRole('dialog').getByRole('img');
    const address = await image.getAttribute('src');
    expect(await isKept(visitor, address)).toBe(true);
    await recall(city, id);
    await visitor.page.getByText('No bulletin for R1 stands.').waitFor();
    await visitor.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await isKept(visitor, address)).toBe(false);
    await visitor.close();
  });

  it('what was recalled while there was no network goes when there is one', async () => {
    const visitor = await officer('R2');
    const id = await sendBulletin(city, await robbery('R2'), { plate: 'WRONG 2' });
    const card = bulletin(visitor, 'WRONG 2');
    await card.waitFor();
    await visitor.context.setOffline(true);
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await card.getByText('Sending…').waitFor();
    await recall(city, id);
    await visitor.context.setOffline(false);
    await card.waitFor({ state: 'detached' });
    await contact(visitor, 'Live');
    await visitor.close();
  });

  it('sees nothing of what was sent to another unit', async () => {
    const [mine, other] = [await officer('U1'), await officer('U2')];
    const incident = await robbery('U1', 'U2');
    await sendBulletin(city, incident, { plate: 'ONLY U1', units: ['U1'] });
    await bulletin(mine, 'ONLY U1').waitFor();
    await sendBulletin(city, incident, { plate: 'FOR U2', units: ['U2'] });
    await bulletin(other, 'FOR U2').waitFor();
    expect(await other.page.getByText('ONLY U1').count()).toBe(0);
    expect(await mine.page.getByText('FOR U2').count()).toBe(0);
    await Promise.all([mine.close(), other.close()]);
  });

  it('whose sign-in is over is asked for it, finds nothing left on the screen, and what was unsaid is said after', async () => {
    const visitor = await officer('E1');
    const incident = await robbery('E1');
    const id = await sendBulletin(city, incident, { plate: 'EXPIRED 1' });
    const { page } = visitor;
    const card = bulletin(visitor, 'EXPIRED 1');
    const address = await card.getByRole('presentation').getAttribute('src');
    await page.route('**/api/bulletins/**', (route) =>
      route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"tokenExpired"}' }),
    );
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('Your sign-in is over. Sign in again to go on.').waitFor();
    expect(await page.getByText('EXPIRED 1').count()).toBe(0);
    expect(await isKept(visitor, address)).toBe(false);
    expect(await visitor.barriers()).toEqual([]);

    await page.unroute('**/api/bulletins/**');
    await visitor.signIn('Unit', { unit: 'E1' });
    await card.getByText(/Acknowledged \d\d:\d\d/).waitFor();
    await expect.poll(() => deliveryOf(city, incident, id, 'E1')).toBe('acknowledged');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('is shown hostile words as words', async () => {
    const visitor = await officer('H1');
    const hostile = `<img src=x onerror=alert(1)>\u202Etxet desrever\u202C ${'W'.repeat(400)}`;
    await sendBulletin(city, await robbery('H1'), { caption: hostile, plate: '<b>\u202E321', direction: '<script>alert(1)</script>' });
    const { page } = visitor;
    const card = page.getByRole('article');
    await card.getByText('<script>alert(1)</script>').waitFor();
    await card.getByText('<b>321').waitFor();
    expect(await card.textContent()).not.toMatch(/[\u202a-\u202e]/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await card.getByRole('link', { name: 'Show the photo' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('officer-hostile');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('has the bulletins even where the live channel does not get through', async () => {
    const visitor = await visitors.open(city, '/officer/', phone);
    await visitor.page.route('**/api/units/negotiate*', (route) => route.abort());
    const incident = await robbery('Q1');
    const id = await sendBulletin(city, incident, { plate: 'QUIET 1' });
    await visitor.signIn('Unit', { unit: 'Q1' });
    await bulletin(visitor, 'QUIET 1').getByRole('button', { name: 'Acknowledge' }).click();
    await expect.poll(() => deliveryOf(city, incident, id, 'Q1')).toBe('acknowledged');
    await contact(visitor, /^Not live: asking every minute, last at \d\d:\d\d$/);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('officer-not-live');
    await visitor.close();
  });

  it('a photo whose link does not work is asked for anew', async () => {
    const visitor = await officer('L1');
    let failures = 0;
    await visitor.page.route('**/clips/**', (route) =>
      ++failures <= 2 ? route.fulfill({ status: failures === 1 ? 403 : 200, body: 'not the picture' }) : route.continue(),
    );
    const asked = visitor.page.waitForRequest(/\/api\/bulletins\/[^/]+$/);
    await sendBulletin(city, await robbery('L1'), { plate: 'LINK 1' });
    await bulletin(visitor, 'LINK 1').getByText('The photo has not come yet').waitFor();
    await visitor.picture('officer-photo-awaited');
    await asked;
    await bulletin(visitor, 'LINK 1').getByRole('link', { name: 'Show the photo' }).waitFor();
    await visitor.close();
  });
});

describe('the page', () => {
  it('opens with no network, and keeps nothing but itself', async () => {
    const visitor = await officer('W1');
    const { page, context } = visitor;
    await sendBulletin(city, await robbery('W1'), { plate: 'SECRET 1' });
    await bulletin(visitor, 'SECRET 1').getByRole('link', { name: 'Show the photo' }).waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
    const kept = await page.evaluate(async () => {
      const paths: string[] = [];
      for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
      return paths;
    });
    expect(kept).toContain('/officer/');
    expect(kept.filter((path) => !/^\/(officer\/|officer\/manifest\.webmanifest|config\.json|favicon\.svg|assets\/[\w.-]+\.(js|css))$/.test(path))).toEqual([]);

    await context.setOffline(true);
    await page.reload();
    await contact(visitor, 'Offline: nothing has come yet');
    await page.getByText('Whether there are bulletins for W1 is not known yet.').waitFor();
    expect(await page.getByText('SECRET 1').count()).toBe(0);
    await visitor.picture('officer-opened-offline');
    await context.setOffline(false);
    await bulletin(visitor, 'SECRET 1').waitFor();
    await contact(visitor, 'Live');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('opens where the network stalls half-way through the page', async () => {
    const stalling = await Stalling.before(city);
    const visitor = await visitors.open(city, '/officer/', phone);
    const { page } = visitor;
    const title = page.getByRole('heading', { level: 1, name: 'Bulletins' });
    await page.goto(`${stalling.address}/officer/`);
    await title.waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
    stalling.at = /^\/officer\/$/;
    await page.reload();
    await title.waitFor();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    stalling.at = /^\/config\.json$/;
    await page.reload();
    await title.waitFor();
    expect(stalling.stalled).toEqual(['/officer/', '/config.json']);
    await visitor.close();
    await stalling.end();
  });

  it('lives on when the server is killed and started again', async () => {
    const visitor = await officer('S1');
    const incident = await robbery('S1');
    const still = await takeStill(city, incident);
    const id = await sendBulletin(city, incident, { plate: 'BEFORE 1' }, still);
    const card = bulletin(visitor, 'BEFORE 1');
    await card.waitFor();
    await city.kill();
    await contact(visitor, /^Offline: showing what came until/);
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await card.getByText(/Sending…/).waitFor();
    await visitor.page.reload();
    await visitor.page
      .getByText(/Offline|Sign in/)
      .first()
      .waitFor();

    await city.startAgain();
    await contact(visitor, 'Live');
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await expect.poll(() => deliveryOf(city, incident, id, 'S1')).toBe('acknowledged');
    await sendBulletin(city, incident, { plate: 'AFTER 1' }, still);
    await bulletin(visitor, 'AFTER 1').waitFor();
    expect(await visitor.page.getByRole('article').first().textContent()).toContain('AFTER 1');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});

/** Two fingers, so far apart about the middle of the screen, and then so far. */
async function pinch({ context, page }: Visitor, from: number, to: number): Promise<void> {
  const touch = await context.newCDPSession(page);
  const fingers = (apart: number) => [195 - apart / 2, 195 + apart / 2].map((x, id) => ({ x, y: 380, id }));
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(from) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(to) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** Whether a blob's address still gives the picture. */
async function isKept(visitor: Visitor, address: string | null): Promise<boolean> {
  return visitor.page.evaluate(
    (src) =>
      new Promise<boolean>((resolve) => {
        const image = new Image();
        image.onload = () => resolve(true);
        image.onerror = () => resolve(false);
        image.src = src;
      }),
    address ?? '',
  );
}
