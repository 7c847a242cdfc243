import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Visitor, Visitors } from './support/browser';
import { City } from './support/city';
import { reportMany } from './support/crowd';

let city: City;
let visitors: Visitors;
beforeAll(async () => {
  [city, visitors] = await Promise.all([City.start(), Visitors.arrive()]);
});
afterAll(async () => {
  await visitors?.leave();
  await city?.end();
});

/** A console at which somebody sits. */
async function console_(role: 'Rtic.Investigator' | 'Rtic.Supervisor' = 'Rtic.Investigator', name?: string): Promise<Visitor> {
  const visitor = await visitors.open(city, '/console/');
  await visitor.signIn(role, name ? { name } : {});
  await visitor.page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();
  return visitor;
}

const row = (visitor: Visitor, text: string | RegExp) => visitor.page.getByRole('option').filter({ hasText: text });
const panel = (visitor: Visitor, name: string | RegExp) => visitor.page.getByRole('region', { name });

describe('the queue', () => {
  it('is empty when nothing is open', async () => {
    const visitor = await console_();
    await visitor.page.getByText('No incident is open.').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('console-empty');
    await visitor.close();
  });

  it('shows a call the moment that CAD reports it, with its stage clock', async () => {
    const visitor = await console_();
    await city.report({ number: '26-0001', beat: 'Bravo' });
    await row(visitor, '26-0001')
      .filter({ hasText: /Unlocked (29|30):\d\d/ })
      .waitFor();
    const text = await row(visitor, '26-0001').textContent();
    for (const said of ['Robbery', '100 Market St', 'Beat Bravo', 'B12 C3']) expect(text).toContain(said);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('is worked with keys alone', async () => {
    const visitor = await console_();
    await city.report({ number: '26-0002', callType: 'NOISE', location: { latitude: 35.05, longitude: -85.31, address: '7 Broad St' } });
    await row(visitor, '26-0002').waitFor();
    await visitor.page.keyboard.press('j');
    expect(await visitor.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
    await visitor.page.keyboard.press('ArrowDown');
    await visitor.page.keyboard.press('Enter');
    await panel(visitor, /^Robbery/).waitFor();
    expect(await row(visitor, '26-0001').getAttribute('aria-selected')).toBe('true');
    await visitor.page.keyboard.press('k');
    await visitor.page.keyboard.press('Enter');
    await panel(visitor, /^Noise/).waitFor();
    expect(await panel(visitor, /^Noise/).textContent()).toContain('this kind of call unlocks no camera');
    await visitor.page.keyboard.press('Escape');
    await panel(visitor, /^Noise/).waitFor({ state: 'detached' });
    await visitor.page.keyboard.press('?');
    const dialog = visitor.page.getByRole('dialog', { name: 'Keys' });
    await dialog.getByText('Next incident').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('console-keys');
    await visitor.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('has the same incidents as the map, where a click selects', async () => {
    const visitor = await console_();
    const map = visitor.page.getByRole('application', { name: 'Map of the incidents' });
    expect(await map.evaluate((element) => getComputedStyle(element).backgroundColor), 'the room is dark').toBe('rgb(10, 14, 18)');
    await row(visitor, '26-0001').waitFor();
    // It is in the middle of the city, where the map begins; and stays there when another is selected.
    await visitor.page.getByLabel('Follow the selection').uncheck();
    await row(visitor, '26-0002').click();
    await panel(visitor, /^Noise/).waitFor();
    await map.click();
    await panel(visitor, /^Robbery/).waitFor();
    expect(await row(visitor, '26-0001').getAttribute('aria-selected')).toBe('true');
    await visitor.close();
  });

  it('can be narrowed by state and by text', async () => {
    const visitor = await console_();
    await row(visitor, '26-0002').waitFor();
    await visitor.page.getByRole('button', { name: /^Unlocked/ }).click();
    await row(visitor, '26-0002').waitFor({ state: 'detached' });
    await row(visitor, '26-0001').waitFor();
    await visitor.page.getByRole('button', { name: /^All/ }).click();
    await visitor.page.keyboard.press('/');
    await visitor.page.keyboard.type('broad noise');
    await row(visitor, '26-0001').waitFor({ state: 'detached' });
    await row(visitor, '26-0002').waitFor();
    await visitor.page.keyboard.type('zzz');
    await visitor.page.getByText('No incident is like that.').waitFor();
    await visitor.close();
  });

  it('shows what a hostile CAD sends as text, and stays as it is', async () => {
    const visitor = await console_();
    const evil = '<img src=x onerror="window.evil=1"><script>window.evil=1</script>\u202Egnp.exe\u2066';
    await city.report({
      number: `26-evil ${evil.slice(0, 40)}`,
      beat: `${evil.slice(0, 60)}`,
      location: { latitude: 35.0466, longitude: -85.3107, address: `${evil}${'W'.repeat(512)}`.slice(0, 512) },
      units: [{ id: '<b>X</b>' }, { id: '\u202Eabc' }],
    });
    await row(visitor, '26-evil').click();
    await panel(visitor, /^Robbery/).waitFor();
    expect(await panel(visitor, /^Robbery/).textContent()).toContain('<script>window.evil=1</script>');
    expect(await visitor.page.evaluate(() => (window as unknown as { evil?: number }).evil)).toBeUndefined();
    expect(await visitor.page.getByText('\u202E').count()).toBe(0);
    const box = await row(visitor, '26-evil').boundingBox();
    expect(box?.height).toBe(84);
    expect(box?.width).toBeLessThan(360);
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('console-hostile-call');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});

describe('an incident', () => {
  it('shows its facts and the feeds around it, and tells an investigator what only supervisors do', async () => {
    const visitor = await console_();
    await row(visitor, '26-0001').click();
    const incident = panel(visitor, /^Robbery/);
    await incident.getByText(/more cameras? nearby, locked/).waitFor();
    expect(
      await incident
        .getByRole('listitem')
        .filter({ hasText: /Unlocked \d+:\d\d/ })
        .count(),
    ).toBeGreaterThan(0);
    expect(await incident.getByRole('button', { name: /^Extend/ }).isDisabled()).toBe(true);
    await incident.getByText('Only a supervisor can extend, lock or approve.').waitFor();
    await visitor.page.keyboard.press('e');
    await visitor.page.getByText('Only a supervisor can extend.').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('console-incident');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('is extended and locked by a supervisor, with a reason', async () => {
    const id = await city.report({ number: '26-0003', location: { latitude: 35.0411, longitude: -85.3055, address: '1 Main St' } });
    const visitor = await console_('Rtic.Supervisor');
    await row(visitor, '26-0003').click();
    const incident = panel(visitor, /^Robbery/);
    await incident
      .getByRole('listitem')
      .filter({ hasText: /Unlocked/ })
      .first()
      .waitFor();
    await visitor.page.keyboard.press('e');
    const extend = visitor.page.getByRole('dialog', { name: 'Extend' });
    await extend.getByLabel('Minutes more').fill('600');
    await extend.getByLabel('Reason').fill('still inside');
    await extend.getByRole('button', { name: 'Extend', exact: true }).click();
    await extend.getByRole('alert').filter({ hasText: 'the policy lets a feed stay unlocked for 120 minutes in all' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('console-extend');
    await extend.getByLabel('Minutes more').fill('20');
    await extend.getByRole('button', { name: 'Extend', exact: true }).click();
    await extend.waitFor({ state: 'detached' });
    await row(visitor, '26-0003')
      .filter({ hasText: /Unlocked (49|50):\d\d/ })
      .waitFor();

    const before = await incident.getByRole('button', { name: /^Lock / }).count();
    await incident.getByRole('listitem').first().getByRole('button', { name: /^Lock/ }).click();
    const one = visitor.page.getByRole('dialog', { name: /^Lock / });
    await one.getByLabel('Reason').fill('shows a living room');
    await one.getByRole('button', { name: 'Lock this feed' }).click();
    await one.waitFor({ state: 'detached' });
    await incident.getByText(/Lock(ing|ed): a supervisor locked it/).waitFor();
    await expect.poll(() => incident.getByRole('button', { name: /^Lock / }).count()).toBe(before - 1);

    await visitor.page.keyboard.press('l');
    const all = visitor.page.getByRole('dialog', { name: 'Lock all feeds' });
    await all.getByLabel('Reason').fill('over');
    await all.getByRole('button', { name: 'Lock all feeds' }).click();
    await row(visitor, '26-0003')
      .filter({ hasText: /Locked/ })
      .waitFor();
    const { data } = await (await city.as('Rtic.Investigator')).GET('/incidents/{incidentId}', { params: { path: { incidentId: id } } });
    expect(data?.grants.some((grant) => grant.state === 'unlocked')).toBe(false);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('that two supervisors lock at once says so to the one who was late, and shows what holds', async () => {
    const id = await city.report({ number: '26-0004', location: { latitude: 35.0511, longitude: -85.3005, address: '2 Main St' } });
    const visitor = await console_('Rtic.Supervisor');
    await row(visitor, '26-0004').filter({ hasText: 'Unlocked' }).click();
    await visitor.page.keyboard.press('e');
    const extend = visitor.page.getByRole('dialog', { name: 'Extend' });
    await extend.getByLabel('Reason').fill('still inside');
    const other = await city.as('Rtic.Supervisor', { name: 'other' });
    await other.POST('/incidents/{incidentId}/lock', { params: { path: { incidentId: id } }, body: { reason: 'over' } });
    await extend.getByRole('button', { name: 'Extend', exact: true }).click();
    await extend.getByRole('alert').filter({ hasText: 'no feed is unlocked for this incident' }).waitFor();
    expect(await extend.getByLabel('Reason').inputValue()).toBe('still inside');
    await extend.getByRole('button', { name: 'Cancel' }).click();
    await row(visitor, '26-0004')
      .filter({ hasText: /Locked/ })
      .waitFor();
    await visitor.close();
  });
});

describe('a call that the policy makes wait', () => {
  it('is approved by a supervisor, who is told by the queue', async () => {
    const admin = await city.as('Program.Admin');
    const { data: policy, response } = await admin.GET('/policy');
    const { rules, threats } = policy ?? {};
    const weapon = rules?.['WEAPON'];
    if (!weapon || !threats) throw new Error('the policy has no rule for weapons, or none for threats');
    await admin.PUT('/policy', {
      params: { header: { 'If-Match': response.headers.get('ETag') ?? '' } },
      body: { rules: { ...rules, WEAPON: { ...weapon, requiresApproval: true } }, threats, reason: 'weapons calls wait' },
    });
    const visitor = await console_('Rtic.Supervisor');
    await city.report({ number: '26-0010', callType: 'WEAPON', location: { latitude: 35.0456, longitude: -85.3097, address: '9 Market St' } });
    await row(visitor, '26-0010').filter({ hasText: 'Waiting for approval' }).filter({ hasText: 'Needs approval' }).waitFor();
    // Once to look at it, once to approve it.
    await visitor.page.keyboard.press('a');
    await panel(visitor, /^Weapon/)
      .getByText('Waiting for approval')
      .first()
      .waitFor();
    await visitor.picture('console-waiting');
    await visitor.page.keyboard.press('a');
    await visitor.page.getByRole('dialog', { name: 'Approve the unlock' }).getByRole('button', { name: 'Approve', exact: true }).click();
    await row(visitor, '26-0010')
      .filter({ hasText: /Unlocked \d\d:\d\d/ })
      .waitFor();
    await visitor.page.keyboard.press('n');
    await visitor.page.getByRole('dialog', { name: 'Notices' }).getByText('Feeds wait for a supervisor’s approval.').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('console-notices');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});

describe('a public-safety threat', () => {
  it('is declared on the map by one supervisor and approved from the queue by another', async () => {
    const declarer = await console_('Rtic.Supervisor', 'first');
    await declarer.page.keyboard.press('t');
    const form = panel(declarer, 'Declare a public-safety threat');
    await form.getByLabel('What is it about').selectOption({ label: 'Active shooter' });
    await declarer.page.getByRole('application', { name: 'Map of the incidents' }).click({ position: { x: 200, y: 300 } });
    await form.getByLabel(/^Radius/).fill('350');
    await form.getByLabel('Minutes').fill('45');
    await form.getByLabel('Note').fill('two callers');
    expect(await declarer.barriers()).toEqual([]);
    await declarer.picture('console-threat');
    await form.getByRole('button', { name: 'Declare…' }).click();
    const confirm = declarer.page.getByRole('dialog', { name: 'Declare this threat?' });
    await confirm.getByText('within 350 m, for 45 minutes').waitFor();
    await confirm.getByRole('button', { name: 'Declare the threat' }).click();
    await panel(declarer, /^Threat: Active shooter/).waitFor();
    await declarer.page.keyboard.press('a');
    const own = declarer.page.getByRole('dialog', { name: 'Approve the threat' });
    await own.getByRole('button', { name: 'Approve', exact: true }).click();
    await own.getByRole('alert').waitFor();
    await declarer.close();

    const approver = await console_('Rtic.Supervisor', 'second');
    await approver.page.getByRole('button', { name: 'Needs approval 1' }).click();
    await row(approver, /Threat: .*Needs approval/s).click();
    await panel(approver, /^Threat/)
      .getByText(/another supervisor must approve within 0?\d:\d\d/)
      .waitFor();
    await approver.picture('console-needs-approval');
    expect(await approver.barriers()).toEqual([]);
    await approver.page.keyboard.press('a');
    const dialog = approver.page.getByRole('dialog', { name: 'Approve the threat' });
    await dialog.getByLabel('Reason (optional)').fill('confirmed by patrol');
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
    await approver.page.getByRole('button', { name: 'Needs approval 0' }).waitFor();
    await panel(approver, /^Threat/)
      .getByText(/approved, ends in 4\d:\d\d/)
      .waitFor();
    expect(approver.complaints).toEqual([]);
    await approver.close();
  });
});

describe('a fault', () => {
  it('that kills the server is seen, and what came meanwhile is caught up when it is back', async () => {
    const visitor = await console_();
    await row(visitor, '26-0001').click();
    await city.kill();
    await visitor.page
      .getByRole('alert')
      .filter({ hasText: /NOT LIVE since \d\d:\d\d:\d\d/ })
      .waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('console-stale');
    // It hears nothing of what comes before it is back itself: it must read that.
    await visitor.page.route('**/api/**', (route) => route.abort());
    await city.startAgain();
    await city.report({ number: '26-0005', callType: 'STABBING' });
    await visitor.page.unroute('**/api/**');
    await visitor.page.getByRole('alert').filter({ hasText: 'NOT LIVE' }).waitFor({ state: 'detached' });
    await row(visitor, '26-0005').filter({ hasText: 'Unlocked' }).waitFor();
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('in the middle of a change keeps what was typed', async () => {
    await city.report({ number: '26-0011', location: { latitude: 35.0391, longitude: -85.3091, address: '11 Main St' } });
    const visitor = await console_('Rtic.Supervisor');
    await row(visitor, '26-0011').filter({ hasText: 'Unlocked' }).click();
    await visitor.page.keyboard.press('e');
    const extend = visitor.page.getByRole('dialog', { name: 'Extend' });
    await extend.getByLabel('Reason').fill('still inside');
    await city.kill();
    await extend.getByRole('button', { name: 'Extend', exact: true }).click();
    await extend.getByRole('alert').filter({ hasText: 'The server cannot be reached.' }).waitFor();
    await city.startAgain();
    expect(await extend.getByLabel('Reason').inputValue()).toBe('still inside');
    await extend.getByRole('button', { name: 'Extend', exact: true }).click();
    await extend.waitFor({ state: 'detached' });
    await row(visitor, '26-0011')
      .filter({ hasText: /Unlocked 4\d:\d\d/ })
      .waitFor();
    await visitor.close();
  });

  it('that keeps the end of an incident from being heard shows no feed for longer than its grant', async () => {
    const visitor = await visitors.open(city, '/console/');
    await visitor.page.clock.install();
    await visitor.page.reload();
    await visitor.signIn('Rtic.Investigator');
    await city.report({ number: '26-0012', callType: 'PURSUIT', location: { latitude: 35.0456, longitude: -85.3097, address: '12 Market St' } });
    await row(visitor, '26-0012')
      .filter({ hasText: /Unlocked \d\d:\d\d/ })
      .click();
    const feeds = panel(visitor, /^.*Pursuit/i).getByRole('listitem');
    await feeds.filter({ hasText: 'Unlocked' }).first().waitFor();
    await visitor.page.route('**/api/**', (route) => route.abort());
    await city.kill();
    await visitor.page.getByRole('alert').filter({ hasText: 'NOT LIVE' }).waitFor();
    await visitor.page.clock.fastForward('16:00');
    await row(visitor, '26-0012')
      .filter({ hasText: /Closing in 0[34]:\d\d/ })
      .waitFor();
    await visitor.page.clock.fastForward('05:00');
    await row(visitor, '26-0012')
      .filter({ hasText: /Locked/ })
      .waitFor();
    expect(await feeds.filter({ hasText: 'Unlocked' }).count()).toBe(0);
    await visitor.close();
    await city.startAgain();
  });

  it('at load is said, and the console comes up by itself', async () => {
    const visitor = await visitors.open(city, '/console/');
    await visitor.signIn('Rtic.Investigator');
    await visitor.page.route('**/api/**', (route) => route.abort());
    await visitor.page.reload();
    await visitor.page.getByRole('alert').filter({ hasText: 'NOT LIVE' }).waitFor();
    await visitor.page.unroute('**/api/**');
    await row(visitor, '26-0005').waitFor();
    await visitor.close();
  });

  it('of the clock by an hour changes no countdown', async () => {
    const visitor = await visitors.open(city, '/console/');
    await visitor.context.addInitScript(() => {
      const Real = Date;
      const hour = 3_600_000;
      const Shifted = class extends Real {
        constructor(...given: [] | [number | string | Date]) {
          if (given.length === 0) super(Real.now() + hour);
          else super(...(given as [number]));
        }
        static override now() {
          return Real.now() + hour;
        }
      };
      window.Date = Shifted as DateConstructor;
    });
    await visitor.page.reload();
    await visitor.signIn('Rtic.Investigator');
    await city.report({ number: '26-0006' });
    await row(visitor, '26-0006')
      .filter({ hasText: /Unlocked (29:\d\d|30:00)/ })
      .waitFor();
    await visitor.close();
  });

  it('expired sign-in hides everything; signing in again brings it back', async () => {
    const visitor = await console_();
    await row(visitor, '26-0006').waitFor();
    await visitor.page.route('**/api/**', (route) =>
      route.fulfill({ status: 401, json: { type: 'x', title: 'x', status: 401, detail: 'x', code: 'tokenExpired' } }),
    );
    await row(visitor, '26-0006').click();
    await visitor.page.getByText('Your sign-in is over. Sign in again to go on.').waitFor();
    expect(await visitor.page.getByText('26-0006').count()).toBe(0);
    await visitor.page.unroute('**/api/**');
    await visitor.signIn('Rtic.Investigator');
    await row(visitor, '26-0006').waitFor();
    await visitor.close();
  });
});

describe('keys of one character', () => {
  it('can be turned off by who cannot help touching them, and stay so', async () => {
    const visitor = await console_();
    await visitor.page.getByRole('button', { name: 'Keys' }).click();
    const works = visitor.page.getByRole('checkbox', { name: 'Keys of one character work' });
    await works.uncheck();
    await visitor.page.reload();
    await visitor.page
      .getByRole('status')
      .filter({ hasText: /^Live$/ })
      .waitFor();
    await visitor.page.keyboard.press('n');
    await visitor.page.keyboard.press('?');
    expect(await visitor.page.getByRole('dialog').count()).toBe(0);
    await visitor.page.getByRole('button', { name: 'Keys' }).click();
    await works.check();
    await visitor.page.keyboard.press('Escape');
    await visitor.page.keyboard.press('n');
    await visitor.page.getByRole('dialog', { name: 'Notices' }).waitFor();
    await visitor.close();
  });
});

describe('a narrow window', () => {
  it.each([
    ['a tablet', 1024, 768],
    ['a phone, or a desk at 400 %', 360, 720],
  ])('%s scrolls down, never sideways', async (name, width, height) => {
    const visitor = await visitors.open(city, '/console/', { viewport: { width, height } });
    await visitor.signIn('Rtic.Supervisor');
    await row(visitor, '26-0006').click();
    await panel(visitor, /^Robbery/).waitFor();
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture(`console-${name.split(/[ ,]/)[1]}`);
    await visitor.close();
  });
});

describe('signing out', () => {
  it('leaves nothing behind', async () => {
    const visitor = await console_();
    await row(visitor, '26-0006').click();
    await visitor.page.getByRole('button', { name: 'Sign out' }).click();
    await visitor.page.getByText('You are signed out.').waitFor();
    expect(await visitor.page.getByText('26-0006').count()).toBe(0);
    expect(await visitor.page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});

describe('half an hour without anybody', () => {
  it('hides everything', async () => {
    const visitor = await visitors.open(city, '/console/');
    await visitor.page.clock.install();
    await visitor.page.reload();
    await visitor.signIn('Rtic.Investigator');
    await row(visitor, '26-0006').waitFor();
    await visitor.page.clock.fastForward('29:00');
    await row(visitor, '26-0006').waitFor();
    await visitor.page.clock.fastForward('02:00');
    await visitor.page.getByText('Nobody was here for half an hour').waitFor();
    expect(await visitor.page.getByText('26-0006').count()).toBe(0);
    await visitor.picture('console-idle');
    await visitor.close();
  });
});

describe('hundreds of incidents', () => {
  it('are all in the queue, of which only what is seen exists', async () => {
    const before = await console_();
    const many = await reportMany(city, 320);
    expect(many.length).toBe(320);
    await expect.poll(() => before.page.getByRole('button', { name: /^All/ }).textContent(), { timeout: 20_000 }).toMatch(/3[2-9]\d/);
    const list = before.page.getByRole('listbox');
    const rows = before.page.getByRole('option');
    expect(await rows.count()).toBeLessThan(60);
    await list.focus();
    await before.page.keyboard.press('End');
    await row(before, '26-0001').waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await before.page.keyboard.press('Home');
    await row(before, 'many-').first().waitFor();
    await before.page.keyboard.press('/');
    await before.page.keyboard.type('many-0317');
    await before.page.keyboard.press('Enter');
    await before.page.keyboard.press('Enter');
    await panel(before, /^Noise/)
      .getByText('many-0317')
      .waitFor();
    await before.picture('console-many');
    expect(await before.barriers()).toEqual([]);
    expect(before.complaints).toEqual([]);

    // One who comes now reads them all.
    const late = await console_();
    await expect.poll(() => late.page.getByRole('button', { name: /^All/ }).textContent()).toMatch(/3[2-9]\d/);
    await late.close();
    await before.close();
  });
});
