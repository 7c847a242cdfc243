import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { components } from '../src/shared/api-types';
import { phone, type Visitor, Visitors } from './support/browser';
import { City } from './support/city';
import { publishedMonths } from './support/figures';

type Transparency = components['schemas']['TransparencyAnswer'];

let city: City;
let visitors: Visitors;
beforeAll(async () => {
  [city, visitors] = await Promise.all([City.start(), Visitors.arrive()]);
});
afterAll(async () => {
  await visitors?.leave();
  await city?.end();
});

/** The whole page, which is long. */
const whole = (visitor: Visitor, name: string) =>
  visitor.page.screenshot({ path: new URL(`../artifacts/screenshots/${name}.png`, import.meta.url).pathname, fullPage: true });

/**
 * Has the page read published months. A month is published when it has been over for three days, which no test of a real server can wait for; that the API
 * counts and publishes rightly is tested where its clock can be driven. All but the months is what the server really answers.
 */
async function publish(
  visitor: Visitor,
  change: (answer: Transparency) => Transparency = (answer) => ({ ...answer, months: publishedMonths() }),
): Promise<void> {
  await visitor.page.route('**/api/transparency?*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as Transparency) });
  });
  await visitor.page.reload();
}

describe('the public page, without JavaScript', () => {
  it('says all that it has to say', async () => {
    const visitor = await visitors.open(city, '/', { javaScriptEnabled: false });
    const { page } = visitor;
    await page.getByRole('heading', { level: 1, name: 'Your cameras. Your decision.' }).waitFor();
    for (const name of [
      'What it is, and what it is not',
      'How it works, in four steps',
      'What is promised',
      'Who can see what',
      'Questions and answers',
      'Take part',
    ])
      await page.getByRole('heading', { level: 2, name }).waitFor();
    await page.getByText('No facial recognition', { exact: true }).waitFor();
    await page.getByText('Without it, ask the Chattanooga Police Department').waitFor();
    const tables = await page.getByRole('link', { name: 'as a page of tables' }).getAttribute('href');
    const answer = await page.request.get(`${city.address}${tables}`);
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    await page.getByText('Can I stop in the middle of a call?').click();
    await page.getByText('it works in the middle of a call').waitFor();
    await whole(visitor, 'public-no-javascript');
    await visitor.close();
  });
});

describe('the public page', () => {
  it('calls nobody but its own server, and says that no month is published yet', async () => {
    const context = await visitors.open(city, '/');
    const hosts = new Set<string>();
    context.page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await context.page.reload();
    await context.page.getByText('No month is published yet.').waitFor();
    await context.page.getByText('facial recognition, or any other identification of persons by machine').waitFor();
    await context.page.getByText('Which calls may unlock cameras, and which never').click();
    await context.page.getByText('Civil Disturbance', { exact: false }).first().waitFor();
    await context.page.waitForLoadState('networkidle');
    expect([...hosts]).toEqual([new URL(city.address).host]);
    expect(await context.barriers()).toEqual([]);
    await context.page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await context.picture('public-top');
    await whole(context, 'public-no-months');
    expect(context.complaints).toEqual([]);
    await context.close();
  });

  it.each([
    ['desktop', {}],
    ['phone', phone],
    ['dark', { colorScheme: 'dark' as const }],
    ['phone-dark', { ...phone, colorScheme: 'dark' as const }],
  ])('draws the figures, and says the same in tables (%s)', async (name, options) => {
    const visitor = await visitors.open(city, '/', options);
    await publish(visitor);
    const { page } = visitor;
    await page.getByRole('img', { name: /^October 2026: unlocked for which calls/ }).waitFor();
    await expect.poll(() => drawn(visitor)).toBe(4);
    const calls = page.getByRole('figure').filter({ hasText: 'October 2026: unlocked for which calls' });
    await calls.getByText('The same as a table').click();
    await calls.getByRole('row', { name: 'Robbery 27' }).waitFor();
    await calls.getByRole('row', { name: 'All others together 9' }).waitFor();
    await page.getByText('In October 2026, 109 of 60,915 calls unlocked cameras: 0.2 %.').waitFor();
    await page.getByText('Counted from the log: verify it yourself').click();
    await page.getByText('5'.repeat(64)).waitFor();
    await page.getByText('More of October 2026').click();
    await page.getByRole('row', { name: 'Somebody looked 97' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('heading', { name: 'Who can see what' }).evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
    await visitor.picture(`public-who-${name}`);
    await page.getByRole('heading', { name: 'How it is used' }).evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
    await visitor.picture(`public-figures-${name}`);
    await page.getByRole('heading', { name: 'Month by month' }).evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
    await visitor.picture(`public-charts-${name}`);
    await whole(visitor, `public-${name}`);

    await page.getByLabel('Month').selectOption('August 2026');
    await page.getByRole('img', { name: /^August 2026: unlocked for which calls/ }).waitFor();
    await page.getByRole('combobox', { name: 'Agency' }).selectOption('hcso');
    await page.getByText('More of these calls is not told').waitFor();
    await page.getByText('fewer than 5').first().waitFor();
    expect(await visitor.barriers()).toEqual([]);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('is whole on paper: with every answer and every table, and dark on light', async () => {
    const visitor = await visitors.open(city, '/', { colorScheme: 'dark' });
    await publish(visitor);
    const { page } = visitor;
    await page.getByText('What holds now').waitFor();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.getByText('it works in the middle of a call').waitFor();
    await page.getByRole('table', { name: 'Minutes that somebody looked' }).waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
    await whole(visitor, 'public-printed');
    await visitor.close();
  });

  it('tells numbers whole, however large they and the text are', async () => {
    const visitor = await visitors.open(city, '/', { viewport: { width: 390, height: 844 } });
    await visitor.enlargeText();
    await publish(visitor, (answer) => {
      const [month] = publishedMonths();
      if (!month) throw new Error('no month');
      const agencies = month.figures.agencies.map((one) => ({ ...one, incidents: 9_007_199_254_740_991, refusals: 0 }));
      return { ...answer, months: [{ ...month, figures: { ...month.figures, agencies } }] };
    });
    const number = visitor.page.getByText('9,007,199,254,740,991', { exact: true });
    await number.waitFor();
    expect(await number.evaluate((cell) => cell.scrollWidth - cell.clientWidth)).toBe(0);
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await visitor.close();
  });

  it('shows what CAD calls a beat as words, whatever it is', async () => {
    const visitor = await visitors.open(city, '/', phone);
    const hostile = `<img src=x onerror=alert(1)>\u202E${'W'.repeat(10_000)}`;
    await publish(visitor, (answer) => {
      const months = publishedMonths().slice(-1);
      for (const { figures } of months) for (const { uses } of figures.agencies) uses?.byArea.rows.push({ code: hostile, count: 6 });
      return { ...answer, months };
    });
    const areas = visitor.page.getByRole('figure').filter({ hasText: 'unlocked where' });
    await areas.getByText('The same as a table').click();
    await areas.getByText('<img src=x onerror=alert(1)>W').waitFor();
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await areas.scrollIntoViewIfNeeded();
    await visitor.picture('public-hostile');
    expect(await visitor.barriers()).toEqual([]);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('shows the yearly report in the page', async () => {
    const visitor = await visitors.open(city, '/');
    const { page } = visitor;
    const year = new Date().getUTCFullYear();
    await page.getByRole('button', { name: 'Read it here' }).click();
    const report = page.getByRole('article', { name: `The report of ${year}` });
    await report.getByRole('heading', { level: 3 }).waitFor();
    await report.getByText('has filed no statement on this').first().waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await report.scrollIntoViewIfNeeded();
    await visitor.picture('public-report');
    await page.getByRole('combobox', { name: 'Year' }).selectOption(String(year - 1));
    const prints = await page.getByRole('link', { name: 'A page that prints well' }).getAttribute('href');
    expect((await page.request.get(`${city.address}${prints}`)).status()).toBe(200);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('comes to life when the server comes back', async () => {
    const visitor = await visitors.open(city, '/');
    await visitor.page.route('**/api/transparency?*', (route) => route.abort());
    await visitor.page.reload();
    await visitor.page.getByText('The figures cannot be shown now.').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await whole(visitor, 'public-figures-failed');
    await visitor.page.unroute('**/api/transparency?*');
    await visitor.page.getByRole('button', { name: 'Try again now' }).click();
    await visitor.page.getByText('What holds now').waitFor();
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('has its words even when it does not know where its server is', async () => {
    const visitor = await visitors.open(city, '/');
    await visitor.page.route('**/config.json', (route) => route.abort());
    await visitor.page.reload();
    await visitor.page.getByText('The form cannot be shown now.').waitFor();
    await visitor.page.getByRole('heading', { name: 'What is promised' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.page.unroute('**/config.json');
    await visitor.page.getByRole('alert').filter({ hasText: 'The form' }).getByRole('button', { name: 'Try again now' }).click();
    await visitor.page.getByRole('button', { name: 'Send the application' }).waitFor();
    await visitor.close();
  });
});

describe('an application', () => {
  it('is sent without an account, after what was wrong is said beside the fields, and gets a reference', async () => {
    const visitor = await visitors.open(city, '/', phone);
    const { page } = visitor;
    const send = page.getByRole('button', { name: 'Send the application' });
    await page.getByLabel('Business, organization or agency').fill('Elm Street Diner <b>\u202E');
    await page.getByLabel('E-mail').fill('nobody');
    await send.click();
    await page.getByText('Whom to speak to: this is needed.').waitFor();
    await page.getByText('E-mail: this does not look like an e-mail address.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('contact');
    expect(await page.getByLabel('E-mail').getAttribute('aria-invalid')).toBe('true');
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('heading', { name: 'Ask to take part' }).evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
    await visitor.picture('public-application-faults');

    await page.getByLabel('Whom to speak to').fill('Ann');
    await page.getByLabel('E-mail').fill('ann@diner.example');
    await page.getByLabel('Address').fill('1 Elm St\nChattanooga');
    await send.click();
    await page.getByText('Thank you: your application is in.').waitFor();
    const reference = await page.getByText(/^partner-|^p-|^[0-9a-f]{8,}/).textContent();
    expect(reference).not.toBe('');
    expect(await visitor.barriers()).toEqual([]);
    await visitor.picture('public-application-taken');
    const admin = await city.as('Program.Admin');
    const { data } = await admin.GET('/partners', { params: { query: { status: 'applied' } as never } });
    expect(JSON.stringify(data)).toContain(String(reference));
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('what the API finds at fault is beside its field, too', async () => {
    const visitor = await visitors.open(city, '/');
    const { page } = visitor;
    await fill(visitor);
    // The page lets through what it takes for an address: here the API is sent something else.
    await page.route('**/api/applications', async (route) => {
      const body = { ...(route.request().postDataJSON() as object), email: 'a@b@c' };
      await route.continue({ postData: JSON.stringify(body) });
    });
    await page.getByLabel('E-mail').fill('a@b');
    await page.getByRole('button', { name: 'Send the application' }).click();
    await page.getByText('E-mail must be an e-mail address.').waitFor();
    expect(await page.getByLabel('Whom to speak to').inputValue()).toBe('Ann');
    await visitor.close();
  });

  it('keeps what was typed while the server is down, or has had enough', async () => {
    const visitor = await visitors.open(city, '/');
    const { page } = visitor;
    await fill(visitor);
    const send = page.getByRole('button', { name: 'Send the application' });
    await city.kill();
    await send.click();
    await page.getByText('The server cannot take it just now. What you typed is still here').waitFor();
    expect(await page.getByLabel('Business, organization or agency').inputValue()).toBe('Elm Street Diner');
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('heading', { name: 'Ask to take part' }).evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
    await visitor.picture('public-application-server-down');
    await city.startAgain();

    // The API takes a few in a row from one address, and then some a minute.
    for (let i = 0; i < 8; i++) await page.request.post(`${city.address}/api/applications`, { data: { name: 'x', contact: 'x', email: 'x@x' } });
    await send.click();
    await page.getByText('Many applications came from here just now.').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('ann@diner.example');
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});

async function fill({ page }: Visitor): Promise<void> {
  await page.getByLabel('Business, organization or agency').fill('Elm Street Diner');
  await page.getByLabel('Whom to speak to').fill('Ann');
  await page.getByLabel('E-mail').fill('ann@diner.example');
}

/** How many charts have anything on them. */
const drawn = (visitor: Visitor): Promise<number> =>
  visitor.page.evaluate(
    () =>
      [...document.querySelectorAll('canvas')].filter((canvas) => {
        const { width, height } = canvas;
        return (
          width > 0 &&
          canvas
            .getContext('2d')
            ?.getImageData(0, 0, width, height)
            .data.some((value) => value > 0)
        );
      }).length,
  );
