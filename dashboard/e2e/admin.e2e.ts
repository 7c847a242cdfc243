import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Visitor, Visitors } from './support/browser';
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

let visitor: Visitor;
afterEach(() => visitor?.close());
/** Opens a section as somebody. */
async function enter(role: string, section: string, name?: string): Promise<Visitor> {
  visitor = await visitors.open(city, `/admin/#/${section}`);
  await visitor.signIn(role, name ? { name } : {});
  return visitor;
}
const by = (role: Parameters<Visitor['page']['getByRole']>[0], name: string | RegExp) => visitor.page.getByRole(role, { name });
const text = (what: string | RegExp) => visitor.page.getByText(what).first();

/** All is well on the page, which is kept as a picture. */
async function looked(picture: string): Promise<void> {
  expect(await visitor.barriers()).toEqual([]);
  expect(visitor.complaints).toEqual([]);
  await visitor.picture(`admin-${picture}`);
}

/** Applies as anybody would. @returns the id that it gets. */
async function apply(name: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${city.address}/api/applications`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, contact: 'Rosa Marrow', email: 'rosa@example.org', ...more }),
  });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { reference: string }).reference;
}

async function statusOf(partnerId: string): Promise<string | undefined> {
  const { data } = await (await city.as('Program.Admin')).GET('/partners/{partnerId}', { params: { path: { partnerId } } });
  return data?.status;
}

const policyNow = async () => {
  const { data, response } = await (await city.as('Program.Admin')).GET('/policy');
  if (!data) throw new Error('no policy');
  return { policy: data, etag: response.headers.get('ETag') ?? '' };
};

describe('applications and partners', () => {
  it('an application is looked at, approved and then suspended, each with what it takes', async () => {
    const id = await apply('Marrow & Sons Bakery', { phone: '423 555 0100', address: '12 Market St' });
    await enter('Program.Admin', 'partners');
    await text('1 application waits for a decision.').waitFor();
    await looked('partners');
    await by('searchbox', 'Find').fill('marrow');
    await by('link', 'Marrow & Sons Bakery').click();
    await by('heading', 'Marrow & Sons Bakery').waitFor();
    await text('rosa@example.org').waitFor();
    await text('Applied to take part').waitFor();
    await looked('partner-applied');

    await by('button', 'Approve').click();
    await visitor.page.getByLabel('Only some').check();
    await visitor.page.getByLabel('Their ids').fill('nowhere');
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await text('Must be one of cpd').waitFor();
    await looked('partner-approve');
    await visitor.page.getByLabel('All of the program').check();
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await by('heading', 'The invitation').waitFor();
    await text('This is told once and kept nowhere.').waitFor();
    await looked('partner-invitation');
    await by('button', 'I have it').click();
    expect(await statusOf(id)).toBe('approved');
    await text('Approved, for cpd').waitFor();

    await by('button', 'Suspend').click();
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await visitor.page.getByRole('dialog').getByText('Must not be empty').waitFor();
    await visitor.page.getByLabel('Why').fill('Cameras point at a school');
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await by('button', 'Reinstate').waitFor();
    expect(await statusOf(id)).toBe('suspended');
    await text('Cameras point at a school').waitFor();
    await looked('partner-suspended');
  });

  it('what was decided by somebody else meanwhile is said, and the reason that was typed stays', async () => {
    await enter('Program.Admin', 'partners/partner-0007');
    await by('button', 'Suspend').click();
    await visitor.page.getByLabel('Why').fill('Asked by its owner on the phone');
    const admin = await city.as('Program.Admin', { name: 'somebody-else' });
    const path = { partnerId: 'partner-0007' };
    const { response } = await admin.GET('/partners/{partnerId}', { params: { path } });
    const profile = { name: 'Another name', contact: 'A', email: 'a@example.org' };
    const header = { 'If-Match': response.headers.get('ETag') ?? '' };
    expect((await admin.PUT('/partners/{partnerId}', { params: { path, header }, body: profile })).response.status).toBe(200);
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await text('Somebody else changed this partner meanwhile').waitFor();
    expect(await visitor.page.getByLabel('Why').inputValue()).toBe('Asked by its owner on the phone');
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await by('button', 'Reinstate').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('a hostile name is only a name', async () => {
    const hostile = `<img src=x onerror=alert(1)>\u202Egnp.exe ${'Ж'.repeat(60)}`;
    const id = await apply(hostile, { contact: '\u202Etxet desrever', address: '<script>alert(1)</script>' });
    await enter('Program.Admin', 'partners');
    await visitor.page.getByLabel('Find').fill('onerror');
    await by('link', /<img src=x onerror=alert\(1\)>gnp\.exe/).click();
    await visitor.page.getByText('<script>alert(1)</script>').waitFor();
    expect(await visitor.page.locator('img').count()).toBe(0);
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await looked('partner-hostile');
    await by('button', 'Decline').click();
    await visitor.page.getByLabel('Why').fill('Not a business');
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
    await expect.poll(() => statusOf(id)).toBe('declined');
  });
});

describe('agreements', () => {
  it('shows who has signed which text, and who has not', async () => {
    await enter('Auditor', 'agreements');
    await text('Version 1. A signature holds for 730 days.').waitFor();
    await by('heading', 'Who has signed').waitFor();
    await expect.poll(() => visitor.page.getByRole('option', { name: /^All \(\d{3}\)$/ }).count()).toBe(1);
    await looked('agreements');
  });
});

describe('the policy', () => {
  it('is tried on the calls that were, saved with a reason, and its history shows what changed', async () => {
    await city.report({ number: 'CAD-1001' });
    await city.report({ number: 'CAD-1002' });
    await enter('Program.Admin', 'policy');
    await by('rowheader', /Robbery/)
      .first()
      .waitFor();
    await looked('policy');
    await by('link', 'Change it').click();
    const robbery = 'Robbery';
    await visitor.page.getByRole('button', { name: `Remove ${robbery}`, exact: true }).click();
    await text('unlocks no more').waitFor();
    await by('button', 'Which calls would have unlocked?').click();
    await text('Unlocked, and would not: 2 calls').waitFor();
    await text('CAD-1001').waitFor();
    await looked('policy-dry-run');
    // A second thought: robberies unlock within less.
    await by('button', 'Drop my changes').click();
    await visitor.page.getByRole('textbox', { name: `Radius, ${robbery}`, exact: true }).fill('250');
    await text('You have changed the policy since').waitFor();
    await by('button', 'Which calls would have unlocked?').click();
    await text('Unlocked, and would not: 0 calls').waitFor();
    await by('button', 'Put this policy in place').click();
    await text('Must not be empty').waitFor();
    await visitor.page.getByLabel('Why').fill('Fewer cameras for robberies');
    await by('button', 'Put this policy in place').click();
    await by('heading', 'Fewer cameras for robberies').waitFor();
    await visitor.page.getByText('300 m').first().waitFor();
    await visitor.page.getByText('250 m').first().waitFor();
    await looked('policy-history');
    expect((await policyNow()).policy.rules['ROBBERY']?.radiusMeters).toBe(250);
  });

  it('a call type that may never unlock is refused beside its field, and a wrong number before anything is sent', async () => {
    await enter('Program.Admin', 'policy/edit');
    await visitor.page.getByLabel('Another call type').fill('no such thing');
    await by('button', 'Add call type').click();
    await text('The registry has no such call type').waitFor();
    await visitor.page.getByLabel('Another call type').fill('CIVDIS');
    await visitor.page.getByLabel('Another call type').press('Enter');
    const row = visitor.page.getByRole('row', { name: /CIVDIS/ });
    await row.getByRole('textbox').first().fill('0');
    await row.getByText('Must be a whole number from 1 to 5000').waitFor();
    await visitor.page.getByLabel('Why').fill('Festival');
    await by('button', 'Put this policy in place').click();
    await text('Nothing was sent').waitFor();
    await row.getByRole('textbox').first().fill('100');
    await by('button', 'Put this policy in place').click();
    await row.getByText('May never unlock a feed').waitFor();
    await row.scrollIntoViewIfNeeded();
    await looked('policy-refused');
    await row.getByRole('button', { name: /^Remove/ }).click();
    await by('link', 'History').click();
    await text('At fault: $.rules.CIVDIS').waitFor();
  });

  it('of two administrators at once neither loses anything', async () => {
    await enter('Program.Admin', 'policy/edit', 'first-admin');
    await visitor.page.getByRole('textbox', { name: /^Most feeds, Bomb/ }).fill('30');
    await visitor.page.getByLabel('Why').fill('More cameras for bombs');
    const { policy, etag } = await policyNow();
    const { version: _, ...rest } = policy;
    const assault = rest.rules['ASSAULT'];
    if (!assault) throw new Error('no rule');
    const other = { ...rest, rules: { ...rest.rules, ASSAULT: { ...assault, radiusMeters: 222 } } };
    const admin = await city.as('Program.Admin', { name: 'second-admin' });
    await admin.PUT('/policy', { params: { header: { 'If-Match': etag } }, body: { ...other, reason: 'Wider for assaults' } });
    await by('button', 'Put this policy in place').click();
    await text('Somebody else has put another policy in place meanwhile.').waitFor();
    expect(await visitor.page.getByRole('textbox', { name: /^Most feeds, Bomb/ }).inputValue()).toBe('30');
    await looked('policy-two-at-once');
    await by('button', 'Bring my changes onto it').click();
    expect(
      await visitor.page
        .getByRole('textbox', { name: /^Radius, Assault/ })
        .first()
        .inputValue(),
    ).toBe('222');
    await by('button', 'Put this policy in place').click();
    await by('heading', 'More cameras for bombs').waitFor();
    const saved = (await policyNow()).policy.rules;
    expect([saved['BOMB']?.maxFeeds, saved['ASSAULT']?.radiusMeters]).toEqual([30, 222]);
  });

  it('what was typed outlives an expired token', async () => {
    await enter('Program.Admin', 'policy/edit');
    const field = () => visitor.page.getByRole('textbox', { name: /^Most feeds, Bomb/ });
    await field().fill('31');
    await visitor.page.getByLabel('Why').fill('Thirty-one');
    await visitor.page.route('**/api/policy', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        headers: { 'WWW-Authenticate': 'Bearer' },
        body: JSON.stringify({
          type: 'urn:dragonfly:problem:tokenExpired',
          title: 'Unauthorized',
          status: 401,
          detail: 'The token has expired',
          code: 'tokenExpired',
        }),
      }),
    );
    await by('button', 'Put this policy in place').click();
    await text('Your sign-in is over.').waitFor();
    expect(await visitor.page.getByText('Thirty-one').count()).toBe(0);
    await visitor.page.unroute('**/api/policy');
    await visitor.signIn('Program.Admin');
    await field().waitFor();
    expect(await field().inputValue()).toBe('31');
    expect(await visitor.page.getByLabel('Why').inputValue()).toBe('Thirty-one');
  });
});

describe('people', () => {
  it('are listed with badge and shift, changed and removed', async () => {
    await enter('Program.Admin', 'people');
    await text('Nobody is listed yet.').waitFor();
    await by('button', 'List somebody').click();
    await visitor.page.getByLabel('Id').fill('dev-rtic-investigator');
    await visitor.page.getByLabel('Badge').fill('4711');
    await visitor.page.getByRole('textbox', { name: 'Name' }).fill('A. Example');
    await by('button', 'Add hours').click();
    await visitor.page.getByLabel('Time zone').fill('Mars/Olympus');
    await by('button', 'Save').click();
    await text('Must be an IANA time zone').waitFor();
    await looked('person');
    await visitor.page.getByLabel('Time zone').fill('America/New_York');
    await by('button', 'Save').click();
    await text('Monday to Friday, 08:00–16:00 (America/New_York)').waitFor();
    await looked('people');
    await by('button', 'Change dev-rtic-investigator').click();
    await visitor.page.getByLabel('Badge').fill('4712');
    await by('button', 'Save').click();
    await by('cell', '4712').waitFor();
    await by('button', 'Remove dev-rtic-investigator').click();
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await text('Nobody is listed yet.').waitFor();
  });

  it('installers and CAD codes are replaced after a look at what changes', async () => {
    await enter('Program.Admin', 'installers');
    await by('button', 'Add an installer').click();
    await visitor.page.getByLabel('Id').last().fill('Not Allowed');
    await by('button', 'Put this list in place').click();
    await text('Must be of lower-case letters, digits and hyphens').waitFor();
    await looked('installers');
    await visitor.page.getByLabel('Id').last().fill('second-company');
    await by('button', 'Put this list in place').click();
    await text('The list stands from now on.').waitFor();

    await by('link', 'CAD codes').click();
    const csv = visitor.page.getByLabel('The table as CSV');
    await csv.fill('localCode,registryCode\nR1,NOSUCH\n');
    await by('button', 'What would it change?').click();
    await text(/line 2: /).waitFor();
    await csv.fill('localCode,registryCode\nR1,ROBBERY\nP9,CIVDIS\n');
    await by('button', 'What would it change?').click();
    await text('It adds 2, changes 0 and removes 0.').waitFor();
    await by('cell', 'yes, by the policy').waitFor();
    await looked('codes');
    await by('button', 'Put it in place').click();
    await by('rowheader', 'R1').waitFor();
  });
});

describe('oversight', () => {
  it('the log is searched, an entry is opened, and the log is verified and taken home', async () => {
    const id = await apply('Found by an auditor');
    const admin = await city.as('Program.Admin');
    const path = { partnerId: id };
    const { response } = await admin.GET('/partners/{partnerId}', { params: { path } });
    await admin.POST('/partners/{partnerId}/approve', { params: { path, header: { 'If-Match': response.headers.get('ETag') ?? '' } }, body: {} });

    await enter('Auditor', 'audit');
    await by('columnheader', 'Incident').waitFor();
    await by('columnheader', 'Reason').waitFor();
    await looked('audit');
    await visitor.page.getByLabel('What').selectOption('partnerApproved');
    await visitor.page.getByLabel('Timeline').fill(`partners/${id}`);
    await by('button', 'Search').click();
    await by('cell', 'Approved, for cpd').waitFor();
    await by('button', new RegExp(`of partners/${id}`)).click();
    await by('heading', 'Entry of the log').waitFor();
    await text('Previous hash').waitFor();
    await looked('audit-entry');
    await by('button', 'Close').click();

    await by('link', 'Verify and export').click();
    await by('button', 'Verify').click();
    await text('No fault was found.').waitFor();
    await looked('verify');
    const [file] = await Promise.all([visitor.page.waitForEvent('download'), by('button', 'Export the log').click()]);
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ end: true });
  });

  it('an auditor reads and changes nothing', async () => {
    await enter('Auditor', 'partners/partner-0003');
    await by('heading', 'Who acts for it').waitFor();
    expect(await by('button', /Suspend|Approve/).count()).toBe(0);
    expect(await visitor.page.getByRole('navigation', { name: 'Sections' }).getByRole('link').allTextContents()).toEqual([
      'Applications and partners',
      'Agreements',
      'Unlock policy',
      'Yearly report',
      'Installers',
      'Audit log',
      'Verify and export',
      'Incidents',
      'Odd use of video',
    ]);
    await by('link', 'Unlock policy').click();
    await by('link', 'History').waitFor();
    expect(await by('link', 'Change it').count()).toBe(0);
    await by('link', 'Installers').click();
    await text('dev-installer').waitFor();
    expect(await by('button', /in place/).count()).toBe(0);
    await by('link', 'Incidents').click();
    await by('rowheader', 'CAD-1001').waitFor();
    await looked('incidents');
    await by('link', 'Log of CAD-1001').click();
    await text('The policy qualified the call').waitFor();
    await looked('audit-incident');
    await by('link', 'Odd use of video').click();
    await text('Nothing odd was found.').waitFor();
    await looked('misuse');
  });

  it('operators look at what CAD sent and nobody understood', async () => {
    await fetch(`${city.address}/api/cad/incidents`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await city.token('Cad.Write')}` },
      body: JSON.stringify({ number: 'CAD-<b>bad</b>', messageId: 'x', messageTime: 'yesterday', callType: 'ROBBERY', status: 'Active' }),
    });
    await enter('Ops', 'rejected');
    await by('button', /^Look at/)
      .first()
      .click();
    await by('heading', 'A message that was not understood').waitFor();
    await text('"messageTime":"yesterday"').waitFor();
    await looked('rejected');
    await by('button', 'Take it in as if it came now').click();
    await visitor.page.getByRole('dialog').getByRole('alert').waitFor();
  });

  it('what the log cannot know of a year is stated, and the report shows it', async () => {
    await enter('Program.Admin', 'report');
    await visitor.page.getByLabel('Complaints').fill('None were made.');
    await by('button', /^File the statements of/).click();
    await visitor.page.getByText('None were made.').last().waitFor();
    await expect.poll(() => visitor.page.getByRole('region', { name: 'How it reads' }).textContent()).toContain('None were made.');
    await looked('report');
  });
});

describe('a server that is down', () => {
  it('at a save: what was typed stays, and is saved when it is back', async () => {
    await enter('Program.Admin', 'policy/edit');
    const field = () => visitor.page.getByRole('textbox', { name: /^Most feeds, Bomb/ });
    await field().fill('31');
    await visitor.page.getByLabel('Why').fill('Thirty-one');
    await city.kill();
    await by('button', 'Put this policy in place').click();
    await visitor.page.getByText('The server cannot be reached.').first().waitFor();
    expect(await field().inputValue()).toBe('31');
    await looked('policy-server-down');
    await city.startAgain();
    await by('button', 'Put this policy in place').click();
    await by('heading', 'Thirty-one').waitFor();
  });

  it('at load: the page says so, and comes back by itself', async () => {
    await enter('Program.Admin', 'partners');
    await by('link', 'Unlock policy').waitFor();
    await visitor.page.waitForLoadState('networkidle');
    await city.kill();
    await by('link', 'Unlock policy').click();
    await text('The policy could not be read.').waitFor();
    await looked('server-down');
    await city.startAgain();
    await by('rowheader', /Robbery/)
      .first()
      .waitFor();
    expect(await visitor.page.getByText('could not be read').count()).toBe(0);
  });
});
