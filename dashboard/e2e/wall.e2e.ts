import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitors } from './support/browser';
import { City } from './support/city';
import { Investigator, look } from './support/console';

let city: City;
let visitors: Visitors;
beforeAll(async () => {
  [city, visitors] = await Promise.all([City.start(), Visitors.arrive()]);
});
afterAll(async () => {
  await visitors?.leave();
  await city?.end();
});

/** Everything of one kind that an incident's timeline holds. */
async function views(incidentId: string): Promise<string[]> {
  const rtic = await city.as('Rtic.Supervisor', { name: 'reader' });
  const { data } = await rtic.GET('/incidents/{incidentId}/timeline', { params: { path: { incidentId } } });
  return data?.items.flatMap(({ event }) => (event.$type === 'viewsEnded' ? event.views.map(({ how }) => how) : [])) ?? [];
}

/** Stops or starts sharing everything, as the owner. */
async function share(partnerId: string, enabled: boolean): Promise<void> {
  const owner = await city.as('Partner.Owner', { name: `owner-of-${partnerId}` });
  const path = { partnerId };
  const { response } = await owner.GET('/partners/{partnerId}/sharing', { params: { path } });
  const put = await owner.PUT('/partners/{partnerId}/sharing', {
    params: { path, header: { 'If-Match': response.headers.get('ETag') ?? '' } },
    body: { enabled },
  });
  expect(put.response.status).toBe(200);
}

/**
 * Lets tickets be over sooner than the server does, which makes them good for 30 s.
 * @returns when those that were given are over, in ms since 1970.
 */
async function shortTickets(rtic: Investigator, ms: number): Promise<number[]> {
  const ends: number[] = [];
  await rtic.page.route(/\/tickets(\/[^/]+\/renew)?$/, async (route) => {
    // A server that is gone answers nothing, and so do we.
    const response = await route.fetch().catch(() => null);
    if (!response) return route.abort().catch(() => {});
    if (!response.ok()) return route.fulfill({ response });
    const end = Date.now() + ms;
    ends.push(end);
    await route.fulfill({ response, json: { ...(await response.json()), expiresAt: new Date(end).toISOString() } });
  });
  return ends;
}

describe('the wall', () => {
  it('an owner’s "stop sharing now" blanks the tile within two seconds, and the others go on', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    await city.report({ number: '26-2001' });
    await rtic.select('26-2001');
    await rtic.seesLive(4);
    // On the second page are the last camera of one owner, and three of another.
    await rtic.page.keyboard.press(']');
    await rtic.page.getByText('Page 2 of 3').waitFor();
    await rtic.seesLive(4);
    const first = rtic.tiles.filter({ hasText: 'Gorsewyn Hardware' });
    expect(await first.count()).toBe(1);
    const stopped = share('partner-0002', false);
    const from = Date.now();
    await first.getByText('The owner stopped sharing this camera.').waitFor();
    expect(Date.now() - from).toBeLessThan(2_000);
    expect(await first.getByRole('img').count()).toBe(0);
    await stopped;
    const other = rtic.pictures.first();
    const before = await look(other);
    await expect.poll(async () => (await look(other)).print).not.toBe(before.print);
    expect(await rtic.pictures.count()).toBe(3);
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-wall-stopped');
    await rtic.page.getByRole('button', { name: 'Hide what is locked' }).click();
    await rtic.page.getByText('Page 2 of 2').waitFor();
    await share('partner-0002', true);
    await city.report({ number: '26-2001', status: 'Closed' });
    await rtic.leaves();
  });

  it('is worked with keys, and gives back what is not looked at', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    const incidentId = await city.report({ number: '26-2002' });
    await rtic.select('26-2002');
    await rtic.seesLive(4);
    const focused = () => rtic.page.evaluate(() => document.activeElement?.getAttribute('data-grant') ?? null);
    const grants = await rtic.tiles.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-grant')));
    await rtic.page.keyboard.press('3');
    expect(await focused()).toBe(grants[2]);
    await rtic.page.keyboard.press('Enter');
    await rtic.page.getByRole('button', { name: 'Back to the wall' }).waitFor();
    expect(await rtic.tiles.nth(2).evaluate((tile) => tile.getBoundingClientRect().width)).toBe(1440);
    // What is behind it is not looked at.
    await expect.poll(() => rtic.pictures.count()).toBe(1);
    await expect.poll(() => views(incidentId)).toEqual(['released', 'released', 'released']);
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-full-screen');
    await rtic.page.keyboard.press('Escape');
    await rtic.seesLive(4);
    expect(await focused()).toBe(grants[2]);
    await rtic.page.keyboard.press('f');
    await rtic.page.getByRole('button', { name: 'Back to the wall' }).waitFor();
    await rtic.page.keyboard.press('f');
    await rtic.seesLive(4);
    expect((await views(incidentId)).length).toBe(6);
    await rtic.page.keyboard.press(']');
    await expect.poll(async () => (await views(incidentId)).length).toBe(10);
    await rtic.page.keyboard.press('[');
    await rtic.page.getByText('Page 1 of 3').waitFor();
    await rtic.seesLive(4);
    // Who leaves the incident looks away; and so does who closes the page.
    await rtic.page.keyboard.press('Escape');
    await expect.poll(async () => (await views(incidentId)).length).toBe(18);
    await rtic.select('26-2002');
    await rtic.seesLive(4);
    await rtic.page.goto('about:blank');
    await expect.poll(async () => (await views(incidentId)).length).toBe(22);
    expect(new Set(await views(incidentId))).toEqual(new Set(['released']));
    expect(rtic.visitor.complaints).toEqual([]);
    await rtic.leaves();
  });

  it('on the whole screen still says that the console is not live, and makes room for the map', async () => {
    const rtic = await Investigator.arrives(visitors, city, 'Rtic.Supervisor');
    await city.report({ number: '26-2010' });
    await rtic.select('26-2010');
    await rtic.seesLive(4);
    await rtic.page.keyboard.press('f');
    const back = rtic.page.getByRole('button', { name: 'Back to the wall' });
    await back.waitFor();
    // What is asked in a dialog is asked there.
    await rtic.page.keyboard.press('l');
    await rtic.page.keyboard.type('enough');
    expect(await rtic.page.getByRole('dialog', { name: 'Lock all feeds' }).getByLabel('Reason').inputValue()).toBe('enough');
    await rtic.page.keyboard.press('Escape');
    await rtic.page.keyboard.press('t');
    await rtic.page.getByRole('region', { name: 'Declare a public-safety threat' }).getByLabel('Radius').waitFor();
    expect(await back.count()).toBe(0);
    await rtic.page.keyboard.press('Escape');
    await back.waitFor();
    await city.kill();
    const band = rtic.page.locator('.stale-band');
    await band.filter({ hasText: 'NOT LIVE' }).waitFor();
    const [above, below] = await Promise.all([band.boundingBox(), rtic.page.locator('.tile.large').boundingBox()]);
    expect([above?.x, above?.y, above?.width]).toEqual([0, 0, 1440]);
    expect(below?.y).toBeGreaterThanOrEqual(above?.height ?? 900);
    await rtic.visitor.picture('console-full-screen-stale');
    await city.startAgain();
    await rtic.leaves();
  });

  it('is not printed', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    await city.report({ number: '26-2011' });
    await rtic.select('26-2011');
    await rtic.seesLive(4);
    const picture = rtic.page.locator('.picture').first();
    expect(await picture.isVisible()).toBe(true);
    await rtic.page.emulateMedia({ media: 'print' });
    expect(await picture.isVisible()).toBe(false);
    await rtic.leaves();
  });

  it.each([
    ['a small screen', 1280, 720],
    ['a large screen', 3840, 2160],
  ])('on %s says which camera it is, in full', async (_, width, height) => {
    const rtic = await Investigator.arrives(visitors, city);
    await rtic.page.setViewportSize({ width, height });
    await city.report({ number: `26-${width}` });
    await rtic.select(`26-${width}`);
    await rtic.seesLive(4);
    const cut = await rtic.tiles.getByRole('heading').evaluateAll((names) => names.filter((name) => name.scrollHeight > name.clientHeight + 1).length);
    expect(cut).toBe(0);
    await rtic.visitor.picture(`console-wall-${width}`);
    await rtic.leaves();
  });

  it('two investigators look at once, and one supervisor’s lock blanks both', async () => {
    const [one, two] = await Promise.all(['one', 'two'].map((name) => Investigator.arrives(visitors, city, 'Rtic.Investigator', { name })));
    if (!one || !two) throw new Error('nobody came');
    const incidentId = await city.report({ number: '26-2003' });
    await Promise.all([one.select('26-2003'), two.select('26-2003')]);
    await Promise.all([one.seesLive(4), two.seesLive(4)]);
    const supervisor = await city.as('Rtic.Supervisor');
    await supervisor.POST('/incidents/{incidentId}/lock', { params: { path: { incidentId } }, body: { reason: 'Enough was seen' } });
    for (const { tiles, pictures } of [one, two]) {
      await tiles.getByText('Locked by a supervisor.').nth(3).waitFor();
      expect(await pictures.count()).toBe(0);
    }
    await Promise.all([one.leaves(), two.leaves()]);
  });

  it('a clock an hour ahead closes nothing early', async () => {
    const rtic = await Investigator.arrives(visitors, city, 'Rtic.Investigator', { clockOff: 3_600_000 });
    await city.report({ number: '26-2004' });
    await rtic.select('26-2004');
    await rtic.seesLive(4);
    expect(await rtic.tiles.first().textContent()).toMatch(/30:0[01]|29:[345]\d/);
    await rtic.leaves();
  });

  it('a stream that stalls is opened again', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    await city.report({ number: '26-2006' });
    let opened = 0;
    await rtic.page.route('**/video/**', async (route) => {
      // The first shows one picture, and no other ever.
      if (opened++ === 0) await route.fulfill({ contentType: 'image/png', body: still });
      else await route.continue();
    });
    await rtic.select('26-2006');
    await rtic.seesLive(4);
    await rtic.tiles.getByText('No picture comes. Trying again…').waitFor();
    await expect.poll(() => opened, { timeout: 5_000 }).toBe(5);
    await rtic.seesLive(4);
    await rtic.leaves();
  });

  it('a sign-in that is over takes every picture away, and gives the tickets back; signing in again brings them', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    const incidentId = await city.report({ number: '26-2007' });
    await shortTickets(rtic, 6_000);
    await rtic.select('26-2007');
    await rtic.seesLive(4);
    expect(await rtic.page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0);
    await rtic.page.route('**/tickets/*/renew', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'tokenExpired', status: 401, title: 'Unauthorized', detail: 'over' }),
      }),
    );
    await rtic.page.getByText('Your sign-in is over.').waitFor();
    expect(await rtic.pictures.count()).toBe(0);
    await expect.poll(() => views(incidentId)).toEqual(['released', 'released', 'released', 'released']);
    await rtic.page.unroute('**/tickets/*/renew');
    await rtic.visitor.signIn('Rtic.Investigator');
    await rtic.select('26-2007');
    await rtic.seesLive(4);
    expect(rtic.visitor.complaints).toEqual([]);
    await rtic.leaves();
  });

  it('plays WebRTC where the video system sends it', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    await city.report({ number: '26-2008' });
    const camera = await Camera.start(rtic);
    await rtic.page.route('**/tickets', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), kind: 'whep', url: `${city.address}/whep/camera` } });
    });
    await rtic.page.route('**/tickets/*/renew', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), kind: 'whep', url: `${city.address}/whep/camera` } });
    });
    await rtic.page.route('**/whep/**', async (route) => {
      if (route.request().method() === 'DELETE') {
        camera.ended++;
        return route.fulfill({ status: 200 });
      }
      const body = await camera.answer(route.request().postData() ?? '');
      await route.fulfill({ status: 201, contentType: 'application/sdp', headers: { Location: '/whep/camera/1' }, body });
    });
    await rtic.select('26-2008');
    await rtic.seesLive(4);
    expect(
      await rtic.page
        .locator('video')
        .first()
        .evaluate((video) => (video as HTMLVideoElement).videoWidth),
    ).toBeGreaterThan(0);
    await rtic.page.keyboard.press('Escape');
    await expect.poll(() => camera.ended).toBe(4);
    expect(rtic.visitor.complaints).toEqual([]);
    await rtic.leaves();
  });

  it('with the server unreachable and the clock an hour behind, a picture is gone when its ticket is over, though the stream goes on', async () => {
    const rtic = await Investigator.arrives(visitors, city, 'Rtic.Investigator', { clockOff: -3_600_000 });
    await city.report({ number: '26-2005' });
    const ends = await shortTickets(rtic, 8_000);
    await rtic.select('26-2005');
    await rtic.seesLive(4);
    expect(await rtic.tiles.first().textContent()).toMatch(/30:0[01]|29:[345]\d/);
    // The tickets are good for what is left of them.
    await rtic.page.route('**/api/**', (route) => route.abort());
    const picture = rtic.pictures.first();
    const before = await look(picture);
    await expect.poll(async () => (await look(picture)).print).not.toBe(before.print);
    await rtic.tiles.getByText('The server cannot be reached. Trying again…').nth(3).waitFor();
    expect(Date.now() - Math.max(...ends)).toBeGreaterThan(-2_000);
    expect(Date.now() - Math.max(...ends)).toBeLessThan(2_000);
    expect(await rtic.pictures.count()).toBe(0);
    await rtic.page.unroute('**/api/**');
    await rtic.seesLive(4);
    await rtic.leaves();
  });

  it('goes dark with a server that is killed, says so, and comes back with it', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    await city.report({ number: '26-2009' });
    await shortTickets(rtic, 8_000);
    await rtic.select('26-2009');
    await rtic.seesLive(4);
    await city.kill();
    await rtic.tiles.getByText('The server cannot be reached. Trying again…').nth(3).waitFor();
    expect(await rtic.pictures.count()).toBe(0);
    await rtic.visitor.picture('console-wall-unreachable');
    await city.startAgain();
    await rtic.tiles.getByText('Live', { exact: true }).nth(3).waitFor({ timeout: 30_000 });
    expect(rtic.visitor.complaints).toEqual([]);
    await rtic.leaves();
  });
});

/** A PNG of one pixel. */
const still = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Another page, which answers WHEP offers with a picture that changes. */
class Camera {
  ended = 0;

  private constructor(private readonly page: Page) {}

  static async start({ visitor }: Investigator): Promise<Camera> {
    const page = await visitor.context.newPage();
    await page.goto(`${city.address}/favicon.svg`);
    return new Camera(page);
  }

  answer(offer: string): Promise<string> {
    return this.page.evaluate(async (sdp) => {
      const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas') as HTMLCanvasElement;
      [canvas.width, canvas.height] = [160, 90];
      const context = canvas.getContext('2d');
      let frame = 0;
      setInterval(() => {
        if (!context) return;
        context.fillStyle = `hsl(${frame++ * 7} 80% 50%)`;
        context.fillRect(0, 0, 160, 90);
      }, 50);
      const connection = new RTCPeerConnection();
      for (const track of canvas.captureStream(20).getTracks()) connection.addTrack(track);
      await connection.setRemoteDescription({ type: 'offer', sdp });
      await connection.setLocalDescription(await connection.createAnswer());
      await new Promise<void>((resolve) => {
        const look = () => connection.iceGatheringState === 'complete' && resolve();
        connection.addEventListener('icegatheringstatechange', look);
        look();
      });
      return connection.localDescription?.sdp ?? '';
    }, offer);
  }
}
