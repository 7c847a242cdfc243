import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Visitors } from './support/browser';
import { City } from './support/city';
import { Clerk, policyOf, putCodes } from './support/office';

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
afterEach(() => clerk?.visitor.close());
async function enter(section: string, name?: string): Promise<Clerk> {
  clerk = await Clerk.enters(visitors, city, 'Program.Admin', section, name);
  return clerk;
}

describe('two administrators at once', () => {
  it('what was decided about a partner meanwhile is said, and the reason that was typed stays', async () => {
    const { by, dialog, page, text, visitor } = parts(await enter('partners/partner-0007'));
    await by('button', 'Suspend').click();
    await page.getByLabel('Why').fill('Asked by its owner on the phone');
    const admin = await city.as('Program.Admin', { name: 'somebody-else' });
    const path = { partnerId: 'partner-0007' };
    const { response } = await admin.GET('/partners/{partnerId}', { params: { path } });
    const profile = { name: 'Another name', contact: 'A', email: 'a@example.org' };
    const header = { 'If-Match': response.headers.get('ETag') ?? '' };
    expect((await admin.PUT('/partners/{partnerId}', { params: { path, header }, body: profile })).response.status).toBe(200);
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await text('Somebody else changed this partner meanwhile').waitFor();
    expect(await page.getByLabel('Why').inputValue()).toBe('Asked by its owner on the phone');
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await by('button', 'Reinstate').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('of two policies nothing is lost', async () => {
    const { by, page, text } = parts(await enter('policy/edit', 'first-admin'));
    await page.getByRole('textbox', { name: /^Most feeds, Bomb/ }).fill('30');
    await page.getByLabel('Why').fill('More cameras for bombs');
    const { policy, etag } = await policyOf(city);
    const { version: _, ...rest } = policy;
    const assault = rest.rules['ASSAULT'];
    if (!assault) throw new Error('no rule');
    const other = { ...rest, rules: { ...rest.rules, ASSAULT: { ...assault, radiusMeters: 222 } } };
    const admin = await city.as('Program.Admin', { name: 'second-admin' });
    await admin.PUT('/policy', { params: { header: { 'If-Match': etag } }, body: { ...other, reason: 'Wider for assaults' } });
    await by('button', 'Put this policy in place').click();
    await text('Somebody else has put another policy in place meanwhile.').waitFor();
    expect(await page.getByRole('textbox', { name: /^Most feeds, Bomb/ }).inputValue()).toBe('30');
    await clerk.looked('policy-two-at-once');
    await by('button', 'Bring my changes onto it').click();
    expect(
      await page
        .getByRole('textbox', { name: /^Radius, Assault/ })
        .first()
        .inputValue(),
    ).toBe('222');
    await by('button', 'Put this policy in place').click();
    await by('heading', 'More cameras for bombs').waitFor();
    const saved = (await policyOf(city)).policy.rules;
    expect([saved['BOMB']?.maxFeeds, saved['ASSAULT']?.radiusMeters]).toEqual([30, 222]);
  });

  it('who is listed meanwhile is not listed over unseen', async () => {
    const path = { personId: 'listed-twice' };
    const { by, dialog, page, text } = parts(await enter('people'));
    await by('button', 'List somebody').click();
    await page.getByLabel('Id').fill(path.personId);
    await page.getByLabel('Badge').fill('2');
    const admin = await city.as('Program.Admin', { name: 'second-admin' });
    const badge = async () => (await admin.GET('/people')).data?.items.find(({ id }) => id === path.personId)?.badge;
    await admin.PUT('/people/{personId}', { params: { path }, body: { badge: '1', name: 'Theirs' } });
    await by('button', 'Save').click();
    await dialog.getByText('Theirs; badge 1').waitFor();
    expect(await badge()).toBe('1');
    await clerk.looked('person-meanwhile');
    await by('button', 'Save').click();
    await by('cell', '2').waitFor();

    await by('button', `Change ${path.personId}`).click();
    await page.getByLabel('Badge').fill('4');
    await admin.DELETE('/people/{personId}', { params: { path } });
    await by('button', 'Save').click();
    await text('Somebody else has removed them meanwhile').waitFor();
    expect(await badge()).toBeUndefined();
    await by('button', 'Save').click();
    await by('cell', '4').waitFor();
  });

  it('a code table is not put over another that nobody looked at', async () => {
    await putCodes(city, {});
    const { by, page, text } = parts(await enter('codes'));
    await page.getByLabel('The table as CSV').fill('localCode,registryCode\nA1,ROBBERY\n');
    await by('button', 'What would it change?').click();
    await text('It adds 1').waitFor();
    await putCodes(city, { B2: 'BOMB' }, 'second-admin');
    await by('button', 'Put it in place').click();
    await text('Somebody else has replaced the table since you looked').waitFor();
    await by('rowheader', 'B2').waitFor();
    expect(await by('button', 'Put it in place').isDisabled()).toBe(true);
    await by('button', 'What would it change?').click();
    await text('It adds 1, changes 0 and removes 1.').waitFor();
    await by('button', 'Put it in place').click();
    await by('rowheader', 'A1').waitFor();
  });
});

describe('a sign-in that is over', () => {
  it('loses nothing of a policy', async () => {
    const { by, page } = parts(await enter('policy/edit'));
    const field = () => page.getByRole('textbox', { name: /^Most feeds, Bomb/ });
    await field().fill('31');
    await page.getByLabel('Why').fill('Thirty-one');
    await clerk.losesSignIn('**/api/policy', () => by('button', 'Put this policy in place').click());
    expect(await page.getByText('Thirty-one').count()).toBe(0);
    await clerk.signsIn();
    await field().waitFor();
    expect(await field().inputValue()).toBe('31');
    expect(await page.getByLabel('Why').inputValue()).toBe('Thirty-one');
  });

  it('loses nothing of a decision, nor of a person', async () => {
    const { by, dialog, page } = parts(await enter('partners/partner-0008'));
    await by('button', 'Suspend').click();
    await page.getByLabel('Why').fill('Cameras point at a school');
    await clerk.losesSignIn('**/suspend', () => dialog.getByRole('button', { name: 'Suspend' }).click());
    await clerk.signsIn();
    await by('button', 'Suspend').click();
    expect(await page.getByLabel('Why').inputValue()).toBe('Cameras point at a school');
    await by('button', 'Cancel').click();
    await by('button', 'Suspend').click();
    expect(await page.getByLabel('Why').inputValue()).toBe('');
    await by('button', 'Cancel').click();

    await by('link', 'People').click();
    await by('button', 'List somebody').click();
    await page.getByLabel('Id').fill('half-typed');
    await clerk.losesSignIn('**/api/people*', () => by('button', 'Save').click());
    await clerk.signsIn();
    await by('button', 'List somebody').click();
    expect(await page.getByLabel('Id').inputValue()).toBe('half-typed');
  });

  it('ends an export: nobody is given a log who is not signed in', async () => {
    const { by, page } = parts(await enter('verify'));
    await page.route('**/api/audit/export', () => {});
    const ended = page.waitForEvent('requestfailed', (request) => request.url().includes('/audit/export'));
    await by('button', 'Export the log').click();
    await by('button', 'Exporting…').waitFor();
    await by('button', 'Sign out').click();
    await ended;
  });
});

describe('what takes long', () => {
  it('a dry run is waited for', async () => {
    clerk = await enter('policy/edit');
    const { by, page, text } = parts(clerk);
    // Fifteen seconds go by in 150 ms.
    await page.evaluate(() => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = (ms) => timeout(ms / 100);
    });
    await page.route('**/api/policy/dry-run', async (route) => {
      const answer = await route.fetch();
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.fulfill({ response: answer }).catch(() => {});
    });
    await by('button', 'Which calls would have unlocked?').click();
    await text('Calls that unlocked').waitFor();
  });

  it('partners that are not read yet are not counted as none, and come when the API has had its rest', async () => {
    clerk = await enter('policy');
    const { by, page, text } = parts(clerk);
    const problem = {
      type: 'urn:dragonfly:problem:tooManyRequests',
      title: 'Too many',
      status: 429,
      detail: 'at most 60 calls a minute',
      code: 'tooManyRequests',
    };
    await page.route('**/api/partners?after=*', (route) =>
      route.fulfill({ status: 429, contentType: 'application/problem+json', headers: { 'Retry-After': '1' }, body: JSON.stringify(problem) }),
    );
    await by('link', 'Applications and partners').click();
    await text('More of the partners could not be read.').waitFor();
    await text('No application waits so far.').waitFor();
    await by('link', 'Agreements').click();
    await expect.poll(() => page.getByRole('option', { name: /^All \(\d+ so far\)$/ }).count()).toBe(1);
    await clerk.looked('agreements-so-far');
    await page.unroute('**/api/partners?after=*');
    await by('button', 'Try again').click();
    await expect.poll(() => page.getByRole('option', { name: /^All \(\d+\)$/ }).count()).toBe(1);
  });
});

it('a time that is half typed exports nothing, rather than all', async () => {
  const { by, page } = parts(await enter('verify'));
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/audit/') && asked.push(request.url()));
  await page.getByLabel('From').focus();
  await page.keyboard.type('11252026');
  for (const name of ['Export the log', 'Verify']) {
    await by('button', name).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('input:invalid'))).toBe(true);
  }
  expect(asked).toEqual([]);
});

describe('a server that is down', () => {
  it('at a save: what was typed stays, and is saved when it is back', async () => {
    const { by, page } = parts(await enter('policy/edit'));
    const field = () => page.getByRole('textbox', { name: /^Most feeds, Bomb/ });
    await field().fill('32');
    await page.getByLabel('Why').fill('Thirty-two');
    await city.kill();
    await by('button', 'Put this policy in place').click();
    await page.getByText('The server cannot be reached.').first().waitFor();
    expect(await field().inputValue()).toBe('32');
    await clerk.looked('policy-server-down');
    await city.startAgain();
    await by('button', 'Put this policy in place').click();
    await by('heading', 'Thirty-two').waitFor();
  });

  it('at load: the page says so, and comes back by itself', async () => {
    const { by, page, text } = parts(await enter('partners'));
    await by('link', 'Unlock policy').waitFor();
    await page.waitForLoadState('networkidle');
    await city.kill();
    await by('link', 'Unlock policy').click();
    await text('The policy could not be read.').waitFor();
    await clerk.looked('server-down');
    await city.startAgain();
    await by('rowheader', /Robbery/)
      .first()
      .waitFor();
    expect(await page.getByText('could not be read').count()).toBe(0);
  });
});

/** A clerk's ways to find things, by short names. */
function parts(of: Clerk) {
  return { by: of.by.bind(of), text: of.text.bind(of), dialog: of.dialog, page: of.page, visitor: of.visitor };
}
