import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Visitor, Visitors } from './support/browser';
import { City } from './support/city';
import { apply, Clerk, policyOf, putCodes, waiting } from './support/office';

let city: City;
let visitors: Visitors;
beforeAll(async () => {
  [city, visitors] = await Promise.all([City.start(), Visitors.arrive()]);
});
afterAll(async () => {
  await visitors?.leave();
  await city?.end();
});

let clerk: Clerk;
let visitor: Visitor;
afterEach(() => visitor?.close());
/** Opens a section as somebody, who signs in later. */
async function come(role: string, section: string, options: BrowserContextOptions = {}): Promise<void> {
  visitor = await visitors.open(city, `/admin/#/${section}`, options);
  clerk = Clerk.of(visitor, role);
}
/** Opens a section as somebody. */
async function enter(role: string, section: string, options: BrowserContextOptions = {}): Promise<void> {
  await come(role, section, options);
  await clerk.signsIn();
}
const by: Clerk['by'] = (role, name) => clerk.by(role, name);
const text: Clerk['text'] = (what) => clerk.text(what);
const looked: Clerk['looked'] = (picture) => clerk.looked(picture);

async function statusOf(partnerId: string): Promise<string | undefined> {
  const { data } = await (await city.as('Program.Admin')).GET('/partners/{partnerId}', { params: { path: { partnerId } } });
  return data?.status;
}

describe('applications and partners', () => {
  it('an application is looked at, approved and then suspended, each with what it takes', async () => {
    const id = await apply(city, 'Marrow & Sons Bakery', { phone: '423 555 0100', address: '12 Market St' });
    await enter('Program.Admin', 'partners');
    const count = await waiting(city);
    await text(`${count} ${count === 1 ? 'application waits' : 'applications wait'} for a decision.`).waitFor();
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
    const code = (await visitor.page.getByRole('dialog').getByRole('definition').first().textContent()) ?? '';
    await by('button', 'I have it').click();
    expect(await statusOf(id)).toBe('approved');
    await text('Approved, for cpd').waitFor();

    // Its owner comes in and signs; from then on it shares, and can be kept from it.
    const owner = await city.as('Partner.Owner', { name: 'rosa' });
    expect((await owner.POST('/invitations/accept', { body: { code: code.trim() } })).response.status).toBe(200);
    const { response } = await owner.GET('/partners/{partnerId}', { params: { path: { partnerId: id } } });
    const params = { path: { partnerId: id }, header: { 'If-Match': response.headers.get('ETag') ?? '' } };
    expect((await owner.POST('/partners/{partnerId}/agreement', { params, body: { version: 1 } })).response.status).toBe(200);
    await by('link', '← All partners').click();
    await visitor.page.getByLabel('Find').fill('marrow & sons');
    await by('link', 'Marrow & Sons Bakery').click();
    await text('Signed version 1 of the agreement').waitFor();
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

  it('a hostile name is only a name', async () => {
    const hostile = `<img src=x onerror=alert(1)>\u202Egnp.exe ${'Ж'.repeat(60)}`;
    const id = await apply(city, hostile, { contact: '\u202Etxet desrever', address: '<script>alert(1)</script>' });
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
    const { policy } = await policyOf(city);
    const before = policy.rules['ROBBERY']?.radiusMeters ?? 0;
    const after = before - 50;
    // Robberies are everybody's; no other here is a homicide.
    await city.report({ number: 'CAD-1001', callType: 'HOMICIDE' });
    await city.report({ number: 'CAD-1002', callType: 'HOMICIDE' });
    await enter('Program.Admin', 'policy');
    await by('rowheader', /Robbery/)
      .first()
      .waitFor();
    await looked('policy');
    await by('link', 'Change it').click();
    await visitor.page.getByRole('button', { name: 'Remove Homicide', exact: true }).click();
    await text('unlocks no more').waitFor();
    await by('button', 'Which calls would have unlocked?').click();
    await text('Unlocked, and would not: 2 calls').waitFor();
    await text('CAD-1001').waitFor();
    await looked('policy-dry-run');
    // A second thought: robberies unlock within less.
    await by('button', 'Drop my changes').click();
    await visitor.page.getByRole('textbox', { name: 'Radius, Robbery', exact: true }).fill(String(after));
    await text('You have changed the policy since').waitFor();
    await by('button', 'Which calls would have unlocked?').click();
    await text('Unlocked, and would not: 0 calls').waitFor();
    await by('button', 'Put this policy in place').click();
    await text('Must not be empty').waitFor();
    await visitor.page.getByLabel('Why').fill('Fewer cameras for robberies');
    await by('button', 'Put this policy in place').click();
    await by('heading', 'Fewer cameras for robberies').waitFor();
    await visitor.page.getByText(`${before} m`).first().waitFor();
    await visitor.page.getByText(`${after} m`).first().waitFor();
    await looked('policy-history');
    expect((await policyOf(city)).policy.rules['ROBBERY']?.radiusMeters).toBe(after);
  });

  it('a call type that may never unlock is refused beside its field, and a wrong number before anything is sent', async () => {
    await enter('Program.Admin', 'policy/edit');
    await visitor.page.getByLabel('Another call type').fill('no such thing');
    await by('button', 'Add call type').click();
    await text('The registry has no such call type').waitFor();
    await visitor.page.getByLabel('Another call type').fill('CIVDIS');
    await visitor.page.getByLabel('Another call type').press('Enter');
    const row = visitor.page.getByRole('row', { name: /CIVDIS/ });
    await expect
      .poll(() =>
        row
          .getByRole('textbox')
          .first()
          .evaluate((field) => field === document.activeElement),
      )
      .toBe(true);
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
    await text('At fault: Civil disobedience').waitFor();
  });
});

describe('people', () => {
  it('are listed with badge and shift, changed and removed', async () => {
    await enter('Program.Admin', 'people');
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
    await by('button', 'Remove dev-rtic-investigator').waitFor({ state: 'detached' });
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

    await putCodes(city, {});
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
    const id = await apply(city, 'Found by an auditor');
    const admin = await city.as('Program.Admin');
    const path = { partnerId: id };
    const { response } = await admin.GET('/partners/{partnerId}', { params: { path } });
    await admin.POST('/partners/{partnerId}/approve', { params: { path, header: { 'If-Match': response.headers.get('ETag') ?? '' } }, body: {} });

    await enter('Auditor', 'audit');
    await by('columnheader', 'Incident').waitFor();
    await by('columnheader', 'Reason').waitFor();
    await looked('audit');
    await by('button', 'Show more').click();
    await text('200 entries, and more').waitFor();
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

    // Half a log is none: nobody is given a file that would pass for one.
    await visitor.page.route('**/api/audit/export', (route) => route.fulfill({ contentType: 'application/x-ndjson', body: `${lines[0]}\n${lines[1]}\n` }));
    await by('button', 'Export the log').click();
    await text('The export broke off before its last line. Nothing was saved.').waitFor();
  });

  it('an auditor reads and changes nothing', async () => {
    await city.report({ number: 'CAD-3001' });
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
    await by('rowheader', 'CAD-3001').waitFor();
    await looked('incidents');
    await by('link', 'Log of CAD-3001').click();
    await text('The policy qualified the call').waitFor();
    await looked('audit-incident');
    await by('link', 'Odd use of video').click();
    await text('Nothing odd was found.').waitFor();
    await looked('misuse');
  });

  it('a supervisor reads what was found odd, and sees only what a supervisor can use', async () => {
    await come('Rtic.Supervisor', 'misuse');
    await visitor.page.route('**/api/misuse*', (route) =>
      route.fulfill({
        json: {
          items: [
            {
              sequence: 4,
              at: '2026-11-25T03:00:00Z',
              rule: 'repeat',
              by: { text: 'investigator, badge 4711', role: 'Rtic.Investigator', badge: '4711', name: '<b>A.</b> Example' },
              feedId: 'feed-000017',
              from: '2026-11-24T22:00:00Z',
              to: '2026-11-25T02:00:00Z',
              count: 9,
              threshold: 5,
              explanation: 'Looked at the same camera for 9 incidents in 24 hours; 5 are much.',
            },
          ],
        },
      }),
    );
    await clerk.signsIn();
    await by('rowheader', '<b>A.</b> Example').waitFor();
    await text('the same camera again and again').waitFor();
    expect(await visitor.page.getByRole('navigation', { name: 'Sections' }).getByRole('link').allTextContents()).toEqual([
      'Unlock policy',
      'Incidents',
      'Odd use of video',
    ]);
    await looked('misuse-found');
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

describe('every section', () => {
  const dark = { colorScheme: 'dark' as const, viewport: { width: 700, height: 900 } };

  it.each(['Program.Admin', 'Auditor', 'Rtic.Supervisor', 'Ops'])('is readable in the dark and in a narrow window, to %s', async (role) => {
    await enter(role, '', dark);
    const links = visitor.page.getByRole('navigation', { name: 'Sections' }).getByRole('link');
    for (const name of await links.allTextContents()) {
      await visitor.page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name }).click();
      await expect.poll(() => visitor.page.title()).toContain(name);
      await visitor.page.getByRole('heading', { level: 1, name }).waitFor();
      await expect.poll(() => visitor.page.getByText('Reading…').count()).toBe(0);
      // What scrolls can be reached by keys once it was measured.
      await expect.poll(async () => [name, await visitor.barriers()], { timeout: 5_000 }).toEqual([name, []]);
      expect([name, await visitor.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)]).toEqual([name, 0]);
      if (role === 'Program.Admin') await visitor.picture(`admin-dark-${name.toLowerCase().replaceAll(' ', '-')}`);
    }
    expect(visitor.complaints).toEqual([]);
  });

  it('the policy’s form is so as well', async () => {
    await enter('Program.Admin', 'policy/edit', dark);
    await visitor.page.getByRole('button', { name: 'Remove Robbery', exact: true }).click();
    await by('button', 'Which calls would have unlocked?').click();
    await text('Calls that unlocked').waitFor();
    await looked('dark-policy-edit');
  });
});
