import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phone, type Visitor, Visitors } from './support/browser';
import { City, type Incident } from './support/city';

const own = 'partner-0001';
/** Where the seeded partner's cameras hang. */
const atTheShop = { latitude: 35.044925, longitude: -85.308887, address: '100 Market St' };

let city: City;
let visitors: Visitors;
beforeAll(async () => {
  [city, visitors] = await Promise.all([City.start(), Visitors.arrive()]);
  // Before anything happens: that a partner does not want to be told is believed for a minute.
  await notices(true);
});
afterAll(async () => {
  await visitors?.leave();
  await city?.end();
});

const asOwner = async (name?: string) => city.as('Partner.Owner', name ? { name } : {});
const pathOf = (partnerId: string) => ({ params: { path: { partnerId } } });

async function owner(section = 'cameras', options = phone, name?: string, partner = own): Promise<Visitor> {
  const visitor = await visitors.open(city, `/partner/#/${partner}/${section}`, options);
  await visitor.signIn('Partner.Owner', name ? { name } : {});
  return visitor;
}

/** Neither a barrier nor a complaint, and a picture to look at. */
async function seen(visitor: Visitor, name: string): Promise<void> {
  expect(await visitor.barriers()).toEqual([]);
  expect(visitor.complaints).toEqual([]);
  const wide = await visitor.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await visitor.picture(`partner-${name}`);
}

async function incident(id: string): Promise<Incident> {
  const rtic = await city.as('Rtic.Supervisor');
  const { data } = await rtic.GET('/incidents/{incidentId}', { params: { path: { incidentId: id } } });
  if (!data) throw new Error(`no incident ${id}`);
  return data;
}

const grantsOf = async (id: string) => (await incident(id)).grants.filter((grant) => grant.feedName.startsWith('Lanternel Hardware,'));

/** A robbery at the shop, once its cameras are open. */
async function robbery(number: string): Promise<string> {
  const id = await city.report({ number, location: atTheShop });
  await expect.poll(async () => (await grantsOf(id)).some((grant) => grant.state === 'unlocked'), { timeout: 15_000 }).toBe(true);
  return id;
}

async function closes(number: string): Promise<void> {
  await city.report({ number, status: 'Closed', location: atTheShop });
}

async function notices(wanted: boolean): Promise<void> {
  const api = await asOwner();
  const { response } = await api.GET('/partners/{partnerId}/sharing', pathOf(own));
  await api.PUT('/partners/{partnerId}/notices', {
    params: { path: { partnerId: own }, header: { 'If-Match': response.headers.get('ETag') ?? '' } },
    body: { wanted },
  });
}

/** Shares everything as it was, whatever a test left behind. */
async function shareAll(): Promise<void> {
  const api = await asOwner();
  const { response } = await api.GET('/partners/{partnerId}/sharing', pathOf(own));
  await api.PUT('/partners/{partnerId}/sharing', {
    params: { path: { partnerId: own }, header: { 'If-Match': response.headers.get('ETag') ?? '' } },
    body: { enabled: true },
  });
}

describe('an owner on a phone', () => {
  it('stops all sharing in the middle of a robbery: with one tap, at once, and it is said what happened', async () => {
    const id = await robbery('26-100');
    const visitor = await owner();
    const { page } = visitor;
    await page.getByText('cameras are unlocked').waitFor();
    await page.getByRole('heading', { name: 'Cameras', exact: true }).waitFor();
    await page.getByText('Shared for every kind of call that unlocks cameras, at any hour.').first().waitFor();
    await seen(visitor, 'cameras-unlocked');
    const stop = page.getByRole('button', { name: 'Stop sharing now' });
    const box = await stop.boundingBox();
    const others = await page
      .getByRole('button')
      .evaluateAll((all) => all.filter((b) => b.textContent !== 'Stop sharing now').map((b) => b.clientWidth * b.clientHeight));
    expect((box?.width ?? 0) * (box?.height ?? 0)).toBeGreaterThan(Math.max(...others));
    await page.mouse.wheel(0, 5_000);
    expect(await stop.isVisible()).toBe(true);

    // Whatever anybody changed meanwhile: who wants to stop does.
    await notices(false);
    await stop.click();

    await page.getByText('All your cameras are locked. Anyone watching was cut off.').waitFor();
    expect((await grantsOf(id)).filter((grant) => grant.state === 'unlocked')).toEqual([]);
    expect(await page.getByText('Not shared: everything is stopped.').count()).toBe(7);
    await page.getByText('cameras are unlocked').waitFor({ state: 'detached' });
    await seen(visitor, 'stopped');

    await page.getByRole('button', { name: 'Start sharing again' }).click();
    await page.getByRole('button', { name: 'Stop sharing now' }).waitFor();
    await page.getByText('Shared for every kind of call that unlocks cameras, at any hour.').first().waitFor();
    await closes('26-100');
    await notices(true);
    await visitor.close();
  });

  it('switches a camera off and on again, with a sentence of what holds', async () => {
    const visitor = await owner();
    const { page } = visitor;
    const camera = page.getByRole('listitem').filter({ hasText: 'Patio' });
    const toggle = camera.getByRole('switch', { name: 'Lanternel Hardware, Patio' });
    await toggle.click();
    await camera.getByText('Not shared: this camera is switched off.').waitFor();
    expect(await toggle.getAttribute('aria-checked')).toBe('false');
    const api = await asOwner();
    const rule = () => api.GET('/partners/{partnerId}/feeds/{feedId}/sharing', { params: { path: { partnerId: own, feedId: 'feed-000007' } } });
    expect((await rule()).data?.enabled).toBe(false);
    // Somebody else set another rule meanwhile: the switch means what it says, and nothing of theirs is lost.
    const { response } = await rule();
    await api.PUT('/partners/{partnerId}/feeds/{feedId}/sharing', {
      params: { path: { partnerId: own, feedId: 'feed-000007' }, header: { 'If-Match': response.headers.get('ETag') ?? '' } },
      body: { enabled: false, callTypes: ['ROBBERY'] },
    });
    await toggle.press('Space');
    await camera.getByText('Shared for robberies, at any hour.').waitFor();
    expect((await rule()).data).toMatchObject({ enabled: true, callTypes: ['ROBBERY'] });
    await page.goto(`${city.address}/partner/#/${own}/rule/feed/feed-000007`);
    await page.getByLabel('Every kind of call that unlocks cameras').check();
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    await visitor.close();
  });

  it('sets a rule for certain calls and hours, which reads back as the sentence', async () => {
    const visitor = await owner('rules');
    const { page } = visitor;
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    await seen(visitor, 'rules');
    await page.getByRole('link', { name: /Change.*the rule for Lanternel Hardware$/ }).click();
    await page.getByRole('heading', { name: /Rule for Lanternel Hardware/ }).waitFor();
    await page.getByLabel('Only these kinds of calls').check();
    await page.getByLabel('Only in these hours').check();
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByText('Choose at least one kind of call, or every kind.').waitFor();
    await page.getByLabel('Robberies', { exact: true }).check();
    await page.getByLabel('Shootings', { exact: true }).check();
    await page.getByRole('button', { name: 'Add hours' }).click();
    await page.getByLabel('From').fill('22:00');
    await page.getByLabel('To', { exact: true }).fill('06:00');
    const sentence = 'Shared for robberies and shootings, Mon–Fri 22:00–06:00.';
    await page.getByText(sentence).waitFor();
    await seen(visitor, 'rule-editor');
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Cameras' }).click();
    await expect.poll(() => page.getByText(sentence).count()).toBe(7);
    const api = await asOwner();
    const { data } = await api.GET('/partners/{partnerId}/sites/{siteId}/sharing', { params: { path: { partnerId: own, siteId: `${own}-site-1` } } });
    expect(data).toMatchObject({ callTypes: expect.arrayContaining(['ROBBERY', 'SHOOT', 'ACTSHOOT']), hours: [{ from: '22:00:00' }] });

    await page.goto(`${city.address}/partner/#/${own}/rule/site/${own}-site-1`);
    await page.getByLabel('Every kind of call that unlocks cameras').check();
    await page.getByLabel('At any hour').check();
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Cameras' }).click();
    await page.getByText('Shared for every kind of call').first().waitFor();
    await visitor.close();
  });

  it('is told that somebody else changed a rule meanwhile, and loses nothing of what was typed', async () => {
    const visitor = await owner(`rule/site/${own}-site-1`);
    const { page } = visitor;
    await page.getByLabel('Only these kinds of calls').check();
    await page.getByLabel('Burglaries').check();
    const api = await asOwner();
    const params = { path: { partnerId: own, siteId: `${own}-site-1` } };
    const put = async (body: { enabled: boolean; callTypes?: string[] }) => {
      const { response } = await api.GET('/partners/{partnerId}/sites/{siteId}/sharing', { params });
      await api.PUT('/partners/{partnerId}/sites/{siteId}/sharing', {
        params: { ...params, header: { 'If-Match': response.headers.get('ETag') ?? '' } },
        body,
      });
    };
    await put({ enabled: true, callTypes: ['HOMICIDE'] });
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByText('Somebody else changed this meanwhile.').waitFor();
    await page.getByText('As it stands now: Shared for homicides, at any hour.').waitFor();
    expect(await page.getByLabel('Burglaries').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    await page.getByText('Shared for burglaries, at any hour.').waitFor();
    await put({ enabled: true });
    await visitor.close();
  });

  it('lets police look back with one switch, which sets all four levels', async () => {
    const visitor = await owner('rules');
    const { page } = visitor;
    const name = 'Police may also see minutes from before an unlock';
    await page.getByLabel('Up to how many minutes').fill('7');
    await page.getByRole('switch', { name }).click();
    await page.getByText('Of every camera, police may ask for up to 7 minutes from before the unlock.').waitFor();
    const api = await asOwner();
    const minutes = async () => {
      const [{ data: partner }, { data: sites }, { data: feeds }] = await Promise.all([
        api.GET('/partners/{partnerId}', pathOf(own)),
        api.GET('/partners/{partnerId}/sites', pathOf(own)),
        api.GET('/partners/{partnerId}/feeds', pathOf(own)),
      ]);
      const rules = [
        partner?.sharing,
        ...Object.values(partner?.agencies ?? {}),
        ...(sites?.items ?? []).map((s) => s.sharing),
        ...(feeds?.items ?? []).map((f) => f.sharing),
      ];
      return new Set(rules.map((rule) => rule?.lookBackMinutes ?? 0));
    };
    expect(await minutes()).toEqual(new Set([7]));
    await page.getByRole('navigation').getByRole('link', { name: 'Cameras' }).click();
    await page.getByText('Police may also see up to 7 minutes from before the unlock.').first().waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('switch', { name }).click();
    await page.getByText('Police see nothing that was recorded before a camera was unlocked.').waitFor();
    await visitor.close();
  });
});

describe('who looked', () => {
  it('shows the unlock with its reason, in a calendar and a list', async () => {
    await robbery('26-200');
    const visitor = await owner('log');
    const { page } = visitor;
    await page.getByRole('heading', { name: 'Robbery, call 26-200' }).waitFor();
    await closes('26-200');
    const call = page.getByRole('listitem').filter({ hasText: 'call 26-200' });
    await call.getByText('Locked again: the call was closed.').first().waitFor({ timeout: 30_000 });
    await seen(visitor, 'log');
    await page
      .getByRole('button', { name: /unlocks?/ })
      .last()
      .click();
    await page.getByRole('button', { name: 'Show the whole month' }).waitFor();
    await page.getByRole('heading', { name: 'Robbery, call 26-200' }).waitFor();
    await page.getByRole('button', { name: 'The month before' }).click();
    await page.getByText('Nothing: no camera of yours was unlocked, viewed or asked for.').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download all as a file (CSV)' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^who-looked-.*\.csv$/);
    await visitor.close();
  });

  it('says loudly that somebody is watching now, the moment they begin', async () => {
    const visitor = await owner('log');
    const { page } = visitor;
    const told = page.getByRole('switch', { name: 'Tell me of each access' });
    await told.click();
    await page.getByText('This page looks for news once a minute.').waitFor();
    await told.click();
    await page.getByText('This page shows each access the moment it begins.').waitFor();
    const id = await robbery('26-201');
    await page.getByText('cameras are unlocked').waitFor();
    const [grant] = (await grantsOf(id)).filter(({ state }) => state === 'unlocked');
    const investigator = await city.as('Rtic.Investigator');
    const ticket = await investigator.POST('/incidents/{incidentId}/grants/{grantId}/tickets', {
      params: { path: { incidentId: id, grantId: grant?.grantId ?? '' } },
      body: {},
    });
    expect(ticket.response.status).toBeLessThan(300);
    await page.getByText('Somebody is watching now.').waitFor();
    await page.getByText('Watching now', { exact: true }).waitFor();
    await seen(visitor, 'watching');
    await page.getByRole('button', { name: 'Stop sharing now' }).click();
    await page.getByText('Anyone watching was cut off.').waitFor();
    await page.getByText('Somebody is watching now.').waitFor({ state: 'detached' });
    await page.getByText('Cut off: sharing was switched off.').waitFor();
    const refused = await investigator.POST('/incidents/{incidentId}/grants/{grantId}/tickets', {
      params: { path: { incidentId: id, grantId: grant?.grantId ?? '' } },
      body: {},
    });
    expect(refused.response.status).toBe(403);
    await page.getByText('Not let in: sharing was switched off.').waitFor();
    await visitor.close();
    await shareAll();
    await closes('26-201');
  });
});

describe('the rest', () => {
  it('signs, asks for help, invites, and takes its cameras home', async () => {
    const visitor = await owner('agreement');
    const { page } = visitor;
    await page.getByLabel(/I have read version 1/).check();
    await seen(visitor, 'agreement');
    await page.getByRole('button', { name: 'Sign again' }).click();
    await page.getByText('Signed. Thank you.').waitFor();

    await page.getByRole('navigation').getByRole('link', { name: 'Help' }).click();
    await page.getByLabel('Connect my cameras').check();
    await page.getByRole('button', { name: 'Ask for help' }).click();
    await page.getByText('Asked. The installer will say when they come.').waitFor();
    const installer = await city.as('Installer');
    const { data } = await installer.GET('/work-orders');
    const order = data?.items.find(({ partner }) => partner.id === own);
    const params = { path: { partnerId: own, orderId: order?.id ?? '' }, header: { 'If-Match': `"${order?.version}"` } };
    const scheduled = await installer.POST('/partners/{partnerId}/work-orders/{orderId}/schedule', {
      params,
      body: { visitAt: new Date(Date.now() + 86_400_000).toISOString() },
    });
    await installer.POST('/partners/{partnerId}/work-orders/{orderId}/installed', {
      params: { ...params, header: { 'If-Match': `"${scheduled.data?.version}"` } },
    });
    await page.reload();
    await page.getByText('Have a look, and accept it.').waitFor();
    await seen(visitor, 'help');
    await page.getByRole('button', { name: 'Accept the work' }).click();
    await page.getByText('Done, and accepted.').waitFor();

    await page.getByRole('navigation').getByRole('link', { name: 'More' }).click();
    await seen(visitor, 'more');
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('button', { name: 'Make an invitation' }).click();
    const link = await page.getByLabel('Invitation link').inputValue();
    await seen(visitor, 'people');
    await page.goto(`${city.address}/partner/#/${own}/files`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'For a spreadsheet (CSV)' }).click()]);
    const csv = await file.path();
    await page
      .getByLabel('File (CSV or GeoJSON)')
      .setInputFiles({ name: 'home.csv', mimeType: 'text/csv', buffer: await import('node:fs/promises').then(({ readFile }) => readFile(csv)) });
    await page.getByText('Cameras: 0 new, 0 changed, 7 as they are.').waitFor();
    await seen(visitor, 'files');
    await visitor.close();

    const invited = await visitors.open(city, new URL(link).pathname + new URL(link).hash, phone);
    await invited.signIn('Partner.Owner', { name: 'an-invited-manager' });
    await seen(invited, 'invitation');
    await invited.page.getByRole('button', { name: 'Accept the invitation' }).click();
    await invited.page.getByRole('heading', { name: 'Cameras', exact: true }).waitFor();
    await invited.page.goto(`${city.address}/partner/#/${own}/agreement`);
    await invited.page.getByText('An owner of the partner signs it.').waitFor();
    await invited.close();
  });

  it('adds a site and a camera by tapping the map, and takes the camera back for good', async () => {
    const visitor = await owner('new-site');
    const { page } = visitor;
    await page.getByLabel('Name', { exact: true }).fill('The back lot');
    await page.getByRole('application').click({ position: { x: 120, y: 90 } });
    await seen(visitor, 'new-site');
    await page.getByRole('button', { name: 'Add the site' }).click();
    await page.getByRole('heading', { name: 'The back lot', level: 1 }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Cameras' }).click();
    await page.getByRole('region', { name: 'Cameras of The back lot' }).getByRole('link', { name: 'Add a camera here' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Gate');
    await page.getByRole('slider', { name: /It looks to the/ }).fill('90');
    await page.getByText('east (90°)').waitFor();
    await seen(visitor, 'new-camera');
    await page.getByRole('button', { name: 'Add the camera' }).click();
    await page.getByRole('heading', { name: 'Gate', level: 1 }).waitFor();
    await page.getByText('Not shared: this camera is switched off.').waitFor();
    await seen(visitor, 'camera');
    await page.getByRole('button', { name: 'Take this camera back for good…' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Take this camera back for good' }).isDisabled()).toBe(true);
    await dialog.getByLabel(/this is for good/).check();
    await seen(visitor, 'withdraw');
    await dialog.getByRole('button', { name: 'Take this camera back for good' }).click();
    await page.getByText('It is taken back, and locked.').waitFor();
    await page.getByRole('region', { name: 'Cameras of The back lot' }).getByText('No cameras here yet.').waitFor();
    await visitor.close();
  });

  it('shows what a name says and nothing else, whatever it is made of', async () => {
    const partner = 'partner-0002';
    const api = await asOwner(`owner-of-${partner}`);
    const hostile = '<img src=x onerror="document.title=1">\u202Egnorw\u202C';
    const { data: feeds } = await api.GET('/partners/{partnerId}/feeds', pathOf(partner));
    const { data: sites } = await api.GET('/partners/{partnerId}/sites', pathOf(partner));
    const [feed, site] = [feeds?.items[0], sites?.items[0]];
    if (!feed || !site) throw new Error('partner-0002 has nothing');
    const header = (version: number) => ({ 'If-Match': `"${version}"` });
    await api.PUT('/partners/{partnerId}/feeds/{feedId}', {
      params: { path: { partnerId: partner, feedId: feed.feedId }, header: header(feed.version) },
      body: { name: `${hostile}${'x'.repeat(60)}`.slice(0, 100), place: feed.place },
    });
    await api.PUT('/partners/{partnerId}/sites/{siteId}', {
      params: { path: { partnerId: partner, siteId: site.siteId }, header: header(site.version) },
      body: { name: `${'W'.repeat(50)}${hostile}`.slice(0, 100), place: site.place, timeZone: site.timeZone },
    });
    const { data: head } = await api.GET('/partners/{partnerId}', pathOf(partner));
    await api.PUT('/partners/{partnerId}', {
      params: { path: { partnerId: partner }, header: header(head?.version ?? 0) },
      body: { name: `${hostile}${'א'.repeat(40)}`, contact: hostile, email: 'a@example.org' },
    });
    for (const [form, options] of [
      ['phone', phone],
      ['desktop', {}],
    ] as const) {
      const visitor = await owner('cameras', options, `owner-of-${partner}`, partner);
      await visitor.page.getByText('<img src=x').first().waitFor();
      expect(await visitor.page.locator('img[src=x]').count()).toBe(0);
      expect(await visitor.page.evaluate(() => document.body.textContent?.includes('\u202e'))).toBe(false);
      await seen(visitor, `hostile-${form}`);
      await visitor.close();
    }
  });

  it('takes in a new partner: invited, accepted, signed', async () => {
    const anybody = await city.as('Partner.Owner', { name: 'someone-new' });
    await anybody.POST('/applications', { body: { name: 'Corner Books', contact: 'Sam Doe', email: 'sam@example.org' } });
    const admin = await city.as('Program.Admin');
    const applied = await admin.GET('/partners', { params: { query: { status: 'applied' } } });
    const applicant = applied.data?.items[0];
    const approved = await admin.POST('/partners/{partnerId}/approve', {
      params: { path: { partnerId: applicant?.partnerId ?? '' }, header: { 'If-Match': `"${applicant?.version}"` } },
    });
    const visitor = await visitors.open(city, `/partner/#/invitation/${approved.data?.code}`, phone);
    const { page } = visitor;
    await visitor.signIn('Partner.Owner', { name: 'someone-new' });
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByText('You are let in. Nothing is shared before the agreement is signed.').waitFor();
    await page.getByText('You have no sites yet.').waitFor();
    await seen(visitor, 'new');
    await page.getByRole('link', { name: 'Read and sign the agreement' }).click();
    await page.getByText('Nothing yet. Nothing is shared before you sign.').waitFor();
    await page.getByLabel(/I have read version 1/).check();
    await page.getByRole('button', { name: 'Sign the agreement' }).click();
    await page.getByText(/^Version 1, on /).waitFor();
    await page.getByText('You are let in.').waitFor({ state: 'detached' });
    await visitor.close();
  });

  it('lets an agency in no more, and in again', async () => {
    const visitor = await owner('rules');
    const { page } = visitor;
    await page.getByRole('button', { name: 'Do not let CPD in any more' }).click();
    await page.getByText('None: nothing can be unlocked.').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Cameras' }).click();
    await expect.poll(() => page.getByText('Not shared: no police agency is let in.').count()).toBe(7);
    await page.getByRole('navigation').getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('button', { name: 'Let CPD in' }).click();
    await page.getByText('Police agency CPD', { exact: true }).waitFor();
    await visitor.close();
  });

  it('lets one who acts for several partners choose', async () => {
    const twice = { name: 'owner-of-two' };
    for (const [partner, name] of [
      [own, undefined],
      ['partner-0002', 'owner-of-partner-0002'],
    ] as const) {
      const inviter = await asOwner(name);
      const { data } = await inviter.POST('/partners/{partnerId}/invitations', { ...pathOf(partner), body: { role: 'viewer' } });
      await (await city.as('Partner.Owner', twice)).POST('/invitations/accept', { body: { code: data?.code ?? '' } });
    }
    const visitor = await visitors.open(city, '/partner/', phone);
    await visitor.signIn('Partner.Owner', twice);
    const { page } = visitor;
    await page.getByRole('heading', { name: 'Your partners' }).waitFor();
    await seen(visitor, 'choose');
    await page.getByRole('link', { name: 'Lanternel Hardware' }).click();
    await page.getByRole('heading', { name: 'Cameras', exact: true }).waitFor();
    expect(await page.getByRole('switch').first().isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Stop sharing now' }).isDisabled()).toBe(true);
    await page.getByText('A manager or owner of the partner can stop sharing.').waitFor();
    await seen(visitor, 'viewer');
    await page.getByRole('link', { name: 'Other partners' }).click();
    await page.getByRole('heading', { name: 'Your partners' }).waitFor();
    await visitor.close();
  });

  it('says when only some of the look-back could be set', async () => {
    const manager = { name: 'a-manager' };
    const { data } = await (await asOwner()).POST('/partners/{partnerId}/invitations', { ...pathOf(own), body: { role: 'manager' } });
    await (await city.as('Partner.Owner', manager)).POST('/invitations/accept', { body: { code: data?.code ?? '' } });
    const visitor = await owner('rules', phone, manager.name);
    const { page } = visitor;
    await page.getByLabel('Up to how many minutes').fill('12');
    await page.getByRole('switch', { name: 'Police may also see minutes from before an unlock' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Only some of it could be set.' });
    await alert.getByText(/^The rule for CPD: /).waitFor();
    expect(await alert.getByRole('listitem').count()).toBe(1);
    await alert.scrollIntoViewIfNeeded();
    await seen(visitor, 'look-back-some');
    await page.getByRole('switch', { name: 'Police may also see minutes from before an unlock' }).click();
    await page.getByText('Police see nothing that was recorded before a camera was unlocked.').waitFor();
    await visitor.close();
  });

  it('keeps what was typed when the server is down at the saving of a form, and names a field at fault', async () => {
    const visitor = await owner('profile');
    const { page } = visitor;
    await page.getByLabel('Whom to speak to').fill('Pat Lee');
    await page.getByLabel('Email').fill('no address');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
    await seen(visitor, 'profile-fault');
    await page.getByLabel('Email').fill('pat@example.org');
    await page.route('**/api/partners/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Not saved. The server cannot be reached.').waitFor();
    expect(await page.getByLabel('Whom to speak to').inputValue()).toBe('Pat Lee');
    await page.unroute('**/api/partners/**');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    const { data } = await (await asOwner()).GET('/partners/{partnerId}', pathOf(own));
    expect(data?.profile).toMatchObject({ contact: 'Pat Lee', email: 'pat@example.org' });
    await visitor.close();
  });

  it('tells an owner of nobody what to do', async () => {
    const visitor = await visitors.open(city, '/partner/', phone);
    await visitor.signIn('Partner.Owner', { name: 'owner-of-nobody' });
    await visitor.page.getByText('You act for no partner yet.').waitFor();
    await seen(visitor, 'nobody');
    await visitor.page.getByLabel('Invitation code').fill('no-such-code');
    await visitor.page.getByRole('button', { name: 'Look at the invitation' }).click();
    await visitor.page.getByRole('button', { name: 'Accept the invitation' }).click();
    await visitor.page.getByText('This invitation is not good any more').waitFor();
    await visitor.close();
  });

  it.each([
    'cameras',
    'log',
    'rules',
    `rule/site/${own}-site-1`,
    'help',
    'more',
    'agreement',
    'people',
    'profile',
    'files',
    'leave',
    'camera/feed-000001',
    `site/${own}-site-1`,
  ])('is right on a desktop: %s', async (section) => {
    const visitor = await owner(section, {});
    await visitor.page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'One moment' }).waitFor();
    expect(await visitor.page.getByRole('heading', { level: 1 }).count()).toBe(1);
    await seen(visitor, `desktop-${section.replaceAll('/', '-')}`);
    await visitor.close();
  });

  it.each(['cameras', 'log', 'rules', `rule/site/${own}-site-1`, 'people', 'help'])('is right in the dark: %s', async (section) => {
    const visitor = await owner(section, { ...phone, colorScheme: 'dark' });
    await visitor.page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'One moment' }).waitFor();
    await seen(visitor, `dark-${section.replaceAll('/', '-')}`);
    await visitor.close();
  });

  it.each(['profile', 'leave', `site/${own}-site-1`])('is right on a phone: %s', async (section) => {
    const visitor = await owner(section);
    await visitor.page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'One moment' }).waitFor();
    await seen(visitor, section.replaceAll('/', '-'));
    await visitor.close();
  });
});

describe('an owner who needs large text', () => {
  it.each([
    ['upright', { width: 390, height: 844 }],
    ['small', { width: 360, height: 640 }],
    ['lying', { width: 844, height: 390 }],
  ] as const)('has the stop in reach and room to read beside it: a phone, %s', async (name, viewport) => {
    const visitor = await owner('cameras', { viewport });
    const { page } = visitor;
    await visitor.enlargeText();
    await page.getByText('Shared for every kind of call').first().waitFor();
    const stop = page.getByRole('button', { name: 'Stop sharing now' });
    await expect.poll(() => stop.evaluate((button) => Number.parseFloat(getComputedStyle(button).fontSize))).toBeGreaterThanOrEqual(32);
    const rules = page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Rules' });
    const docked = await page.getByRole('region', { name: 'All sharing' }).evaluate((bar) => bar.parentElement?.clientHeight ?? 0);
    expect(docked).toBeLessThan(viewport.height * 0.6);
    await page.getByText('Shared for every kind of call').last().scrollIntoViewIfNeeded();
    const box = await stop.boundingBox();
    expect(box && box.y >= 0 && box.y + box.height <= viewport.height).toBe(true);
    // What was scrolled to is not beneath the dock.
    await page.mouse.wheel(0, 200);
    const hidden = await page.getByText('Shared for every kind of call').last().boundingBox();
    expect(hidden?.y).toBeLessThan(viewport.height - docked);
    await seen(visitor, `large-${name}`);
    await rules.click();
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    await seen(visitor, `large-${name}-rules`);
    await visitor.close();
  });

  it.each(['log', 'help', 'people', 'profile', 'files', 'new-site', `rule/site/${own}-site-1`, 'camera/feed-000001', `site/${own}-site-1`])(
    'need not scroll sideways: %s',
    async (section) => {
      const visitor = await owner(section, { viewport: { width: 360, height: 640 } });
      await visitor.enlargeText();
      await visitor.page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'One moment' }).waitFor();
      await seen(visitor, `large-${section.replaceAll('/', '-')}`);
      await visitor.close();
    },
  );
});

describe('when something is wrong', () => {
  it('tells who signs out before the server answered that it may not be stopped', async () => {
    const visitor = await owner();
    const { page, context } = visitor;
    await page.getByText('Shared for every kind of call').first().waitFor();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Stop sharing now' }).click();
    await page.getByText('Not stopped yet:').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('alert').filter({ hasText: 'Perhaps not stopped: You were signed out' }).waitFor();
    await context.setOffline(false);
    await visitor.close();
  });

  it('goes by the server’s clock, though the phone’s is an hour ahead', async () => {
    const visitor = await owner(`rule/site/${own}-site-1`);
    const { page } = visitor;
    const soon = new Date(Date.now() + 30 * 60_000);
    const api = await asOwner();
    const params = { path: { partnerId: own, siteId: `${own}-site-1` } };
    const { response } = await api.GET('/partners/{partnerId}/sites/{siteId}/sharing', { params });
    const put = (tag: string, pausedUntil?: string) =>
      api.PUT('/partners/{partnerId}/sites/{siteId}/sharing', {
        params: { ...params, header: { 'If-Match': tag } },
        body: { enabled: true, ...(pausedUntil ? { pausedUntil } : {}) },
      });
    const paused = await put(response.headers.get('ETag') ?? '', soon.toISOString());
    await page.addInitScript(() => {
      const ahead = 3_600_000;
      const RealDate = Date;
      class ShiftedDate extends RealDate {
        constructor(...args: [] | [number]) {
          super(...(args.length === 0 ? ([RealDate.now() + ahead] as const) : args));
        }
        static override now = () => RealDate.now() + ahead;
      }
      globalThis.Date = ShiftedDate as DateConstructor;
    });
    await page.goto(`${city.address}/partner/?again#/${own}/cameras`);
    await expect.poll(() => page.getByText(/^Paused until /).count()).toBe(7);
    await put(paused.response.headers.get('ETag') ?? '');
    await visitor.close();
  });

  it('asks to sign in again when the token is over, and goes on where it was', async () => {
    const visitor = await owner('rules');
    const { page } = visitor;
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    await page.route('**/api/partners/**', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 't', title: 't', status: 401, detail: 'd', code: 'tokenExpired' }),
      }),
    );
    // Whichever asks first, the switch or the page by itself.
    const tapped = page
      .getByRole('switch')
      .first()
      .click()
      .catch(() => undefined);
    await page.getByText('Your sign-in is over.').waitFor();
    expect(await page.getByRole('heading', { name: 'Rules', exact: true }).count()).toBe(0);
    await page.unroute('**/api/partners/**');
    await visitor.signIn('Partner.Owner');
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    await visitor.close();
    await tapped;
  });

  it('says that the server is down at a switch, which goes back; stops as soon as it is there again; and comes back by itself at load', async () => {
    const visitor = await owner();
    const { page } = visitor;
    const toggle = page.getByRole('switch', { name: 'Lanternel Hardware, Entrance' });
    await toggle.waitFor();
    await city.kill();
    await toggle.click();
    await page.getByText('The camera stays on: The server cannot be reached.').waitFor();
    expect(await toggle.getAttribute('aria-checked')).toBe('true');
    await page.getByRole('button', { name: 'Stop sharing now' }).click();
    await page.getByText('Not stopped yet:').waitFor();
    await seen(visitor, 'not-stopped-yet');
    await city.startAgain();
    await page.getByText('All your cameras are locked.').waitFor();
    await page.getByRole('button', { name: 'Start sharing again' }).click();
    await page.getByRole('button', { name: 'Stop sharing now' }).waitFor();

    await page.route('**/api/partners**', (route) => route.abort());
    await page.reload();
    await page.getByText('The server cannot be reached. Trying again…').waitFor();
    await seen(visitor, 'down-at-load');
    await page.unroute('**/api/partners**');
    await page.getByRole('heading', { name: 'Cameras', exact: true }).waitFor();
    await visitor.close();
  });
});
