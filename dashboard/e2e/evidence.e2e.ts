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

const stillDialog = ({ page }: Investigator) => page.getByRole('dialog', { name: 'Send a still' });

describe('a bulletin', () => {
  it('survives a server that is down while a still is taken, and while it is sent', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    const incidentId = await city.report({ number: '26-3001' });
    await rtic.select('26-3001');
    await rtic.seesLive(4);
    await city.kill();
    await rtic.page.keyboard.press('s');
    const dialog = stillDialog(rtic);
    await dialog.getByText('The still was not taken. The server cannot be reached.').waitFor();
    await dialog.getByLabel('Caption').fill('White van');
    await dialog.getByLabel('A vehicle').check();
    await dialog.getByLabel('Plate').fill('ABC 123');
    await dialog.getByLabel('C3').uncheck();
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-still-unreachable');

    await city.startAgain();
    const still = dialog.getByRole('application', { name: 'The still' });
    await expect
      .poll(
        async () => {
          const again = dialog.getByRole('button', { name: 'Try again' });
          if (await again.isVisible()) await again.click();
          return still.isVisible();
        },
        { timeout: 20_000 },
      )
      .toBe(true);

    // By keys alone: a box, and the send.
    await dialog.getByRole('button', { name: 'Add a box' }).press('Enter');
    await rtic.page.keyboard.press('ArrowLeft');
    await city.kill();
    await dialog.getByRole('button', { name: 'Send' }).press('Enter');
    await dialog.getByText('The bulletin was not sent. The server cannot be reached.').waitFor();
    expect(await dialog.getByLabel('Caption').inputValue()).toBe('White van');
    expect(await dialog.getByLabel('C3').isChecked()).toBe(false);
    await dialog.getByText('Box 34% from the left').waitFor({ state: 'attached' });
    await city.startAgain();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });
    await rtic.evidence.getByText('White van').waitFor();
    const api = await city.as('Rtic.Investigator', { name: 'reader' });
    const { data } = await api.GET('/incidents/{incidentId}/bulletins', { params: { path: { incidentId } } });
    expect(data?.items.map(({ text, units }) => ({ ...text, units: units.map(({ unit }) => unit) }))).toEqual([
      { subject: 'vehicle', caption: 'White van', plate: 'ABC 123', units: ['B12'] },
    ]);
    expect(rtic.visitor.complaints).toEqual([]);
    await rtic.leaves();
  });

  it('is one bulletin when the answer to it was lost', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    const incidentId = await city.report({ number: '26-3002' });
    await rtic.select('26-3002');
    await rtic.seesLive(1);
    await rtic.page.keyboard.press('s');
    const dialog = stillDialog(rtic);
    await dialog.getByRole('application').waitFor();
    let lost = 0;
    await rtic.page.route('**/api/incidents/*/bulletins', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
      lost++;
      await route.fetch();
      await route.abort();
    });
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('The bulletin was not sent. The server cannot be reached.').waitFor();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });
    const api = await city.as('Rtic.Investigator', { name: 'reader' });
    const { data } = await api.GET('/incidents/{incidentId}/bulletins', { params: { path: { incidentId } } });
    expect(data?.items.length).toBe(1);
    expect(lost).toBe(1);
    await rtic.leaves();
  });

  it('may carry an image, and any words, which stay words', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    await city.report({ number: '26-3003' });
    await rtic.select('26-3003');
    await rtic.seesLive(1);
    const png = Buffer.from(
      await rtic.page.evaluate(async () => {
        const canvas = new OffscreenCanvas(320, 180);
        canvas.getContext('2d')?.fillRect(20, 20, 100, 100);
        return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
      }),
    );
    await rtic.evidence.getByRole('button', { name: 'Send an image' }).click();
    const dialog = rtic.page.getByRole('dialog', { name: 'Send an image' });
    expect(await dialog.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Image').setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('not a picture') });
    await dialog.getByText('choose a JPEG or PNG').waitFor();
    await dialog.getByLabel('Image').setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: png });
    await dialog.getByRole('application', { name: 'The image' }).waitFor();
    const hostile = `<img src=x onerror="window.hurt=1">\u202e${'long'.repeat(200)}`;
    await dialog.getByLabel('Caption').fill(hostile);
    await dialog.getByLabel('Direction').fill('</bdi><script>window.hurt=1</script>');
    await dialog.getByLabel('Other units, by name').fill('<b>K9</b>');
    expect((await dialog.getByLabel('Caption').inputValue()).length).toBeLessThanOrEqual(500);
    await rtic.visitor.picture('console-image');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });
    await rtic.evidence.getByText('<img src=x onerror="window.hurt=1">').waitFor();
    await rtic.evidence.getByText('sent to <b>K9</b>').waitFor();
    expect(await rtic.page.evaluate(() => 'hurt' in window)).toBe(false);
    expect(await rtic.evidence.textContent()).not.toContain('\u202e');
    expect(await rtic.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-hostile');

    await rtic.evidence.getByRole('button', { name: 'Send again' }).click();
    await rtic.page.getByText('Sent again.').waitFor();
    await rtic.evidence.getByRole('button', { name: 'Take back' }).click();
    const recall = rtic.page.getByRole('dialog', { name: 'Take this bulletin back' });
    await recall.getByLabel('Reason').fill('The wrong person');
    await recall.getByRole('button', { name: 'Take it back' }).click();
    await rtic.evidence.getByText('Taken back').waitFor();
    expect(rtic.visitor.complaints).toEqual([]);
    await rtic.leaves();
  });
});

describe('a clip', () => {
  it('is asked for, comes, is looked at, given out and held; and all of it is on its chain of custody', async () => {
    const rtic = await Investigator.arrives(visitors, city, 'Rtic.Supervisor');
    const incidentId = await city.report({ number: '26-3004' });
    await rtic.select('26-3004');
    await rtic.seesLive(4);
    await rtic.page.keyboard.press('2');
    const second = await rtic.tiles.nth(1).getByRole('heading').textContent();
    await rtic.page.keyboard.press('c');
    const ask = rtic.page.getByRole('dialog', { name: 'Ask for a clip' });
    expect(await ask.getByLabel('Camera').locator('option:checked').textContent()).toContain(second);

    // No owner allows it unless they say so.
    await ask.getByRole('button', { name: '5 minutes before the unlock', exact: true }).click();
    await ask.getByRole('button', { name: 'Ask for it' }).click();
    await ask.getByText('The owner does not allow recordings from that long before the unlock.').waitFor();
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-ask-clip');
    await ask.getByRole('button', { name: 'Since the unlock' }).click();
    await ask.getByRole('button', { name: 'Ask for it' }).click();
    await ask.waitFor({ state: 'detached' });
    const clip = rtic.evidence.getByRole('listitem').filter({ hasText: 'Recording' });
    await clip.getByText('Ready').waitFor();

    // Without ffmpeg it is an AVI, which no browser plays.
    await clip.getByRole('button', { name: 'View' }).click();
    const view = rtic.page.getByRole('dialog', { name: /^Recording/ });
    await view.getByText('Browsers do not play AVI files').waitFor();
    expect(await rtic.visitor.barriers()).toEqual([]);
    const [avi] = await Promise.all([rtic.page.waitForEvent('download'), view.getByRole('button', { name: 'Download it' }).click()]);
    expect(avi.suggestedFilename()).toMatch(/\.avi$/);
    await view.getByRole('button', { name: 'Close' }).last().click();

    await clip.getByRole('button', { name: 'Package' }).click();
    const give = rtic.page.getByRole('dialog', { name: 'Download as evidence' });
    await give.getByLabel('Reason').fill('For the prosecutor');
    const [zip] = await Promise.all([rtic.page.waitForEvent('download'), give.getByRole('button', { name: 'Download the package' }).click()]);
    expect(zip.suggestedFilename()).toMatch(/\.zip$/);

    await clip.getByRole('button', { name: 'Hold' }).click();
    const hold = rtic.page.getByRole('dialog', { name: 'Hold this clip for a case' });
    await hold.getByLabel('Case number').fill('26-CR-77');
    await hold.getByLabel('Reason').fill('Trial');
    await hold.getByRole('button', { name: 'Hold it' }).click();
    await clip.getByText('Held for case 26-CR-77').waitFor();
    await rtic.visitor.picture('console-evidence');
    expect(await longerThanTheScreen(rtic)).toEqual([]);
    await clip.getByRole('button', { name: 'Release' }).click();
    const release = rtic.page.getByRole('dialog', { name: 'Hold this clip no longer' });
    await release.getByLabel('Reason').fill('Acquitted');
    await release.getByRole('button', { name: 'Release it' }).click();
    await clip.getByRole('button', { name: 'Hold' }).waitFor();

    await clip.getByRole('button', { name: 'Custody' }).click();
    const custody = rtic.page.getByRole('dialog', { name: 'Chain of custody' });
    for (const line of ['Asked for', 'Checked and found good', 'Downloaded', 'Given out as a package', 'Held for a case', 'Held no longer'])
      await custody.getByText(line, { exact: true }).waitFor();
    await custody.getByText('For the prosecutor').waitFor();
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-custody');
    await custody.getByRole('button', { name: 'Close' }).click();

    // A still is looked at in place, with a reason.
    const api = await city.as('Rtic.Investigator', { name: 'other' });
    const { data } = await api.GET('/incidents/{incidentId}', { params: { path: { incidentId } } });
    const grantId = data?.grants[0]?.grantId ?? '';
    await api.POST('/incidents/{incidentId}/grants/{grantId}/stills', { params: { path: { incidentId, grantId } } });
    const still = rtic.evidence.getByRole('listitem').filter({ hasText: 'Still' });
    await still.getByRole('button', { name: 'View' }).click();
    const see = rtic.page.getByRole('dialog', { name: /^Still/ });
    await see.getByRole('button', { name: 'Look at it' }).click();
    const image = see.getByRole('img');
    await expect.poll(async () => (await look(image)).width).toBeGreaterThan(0);
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-clip');
    expect(rtic.visitor.complaints).toEqual([]);
    await rtic.leaves();
  });
});

/** What makes the page longer than the screen: the console scrolls within itself, and never as a whole. */
const longerThanTheScreen = ({ page }: Investigator) =>
  page.evaluate(() => {
    if (document.documentElement.scrollHeight <= window.innerHeight) return [];
    return [...document.querySelectorAll('*')]
      .filter((element) => getComputedStyle(element).position === 'absolute' && (element as HTMLElement).offsetParent === document.body)
      .map((element) => element.outerHTML.slice(0, 100));
  });
