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

describe('a robbery', () => {
  it('from the call to the tiles, to the still, to the officer, to the lock', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    const incidentId = await city.report({ number: '26-1001' });
    await rtic.select('26-1001');

    // The nearest cameras are live: pictures, and they move.
    await rtic.seesLive(4);
    expect(await rtic.tiles.count()).toBe(4);
    const picture = rtic.pictures.first();
    const first = await look(picture);
    expect(first.width).toBeGreaterThan(0);
    await expect.poll(async () => (await look(picture)).print).not.toBe(first.print);
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-wall');

    // A still of the second one, with a box that is drawn with the mouse and moved with keys.
    await rtic.page.keyboard.press('2');
    await rtic.page.keyboard.press('s');
    const dialog = rtic.page.getByRole('dialog', { name: 'Send a still' });
    const still = dialog.getByRole('application', { name: 'The still' });
    await still.waitFor();
    const { x, y, width, height } = (await still.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await rtic.page.mouse.move(x + width * 0.3, y + height * 0.3);
    await rtic.page.mouse.down();
    await rtic.page.mouse.move(x + width * 0.6, y + height * 0.7, { steps: 4 });
    await rtic.page.mouse.up();
    await dialog.getByText('Box 30% from the left, 30% from the top, 30% wide, 40% high.').waitFor();
    await still.press('ArrowRight');
    await still.press('Shift+ArrowDown');
    await dialog.getByText('Box 31% from the left, 30% from the top, 30% wide, 41% high.').waitFor();
    await dialog.getByLabel('Caption').fill('Red jacket, left on foot');
    await dialog.getByLabel('Direction').fill('East on Market St');
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-still');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });

    // The unit has it, box and all, and somebody has seen it.
    const sent = rtic.evidence.getByText('Red jacket, left on foot');
    await sent.waitFor();
    await rtic.evidence.getByText('sent to C3').waitFor();
    const unit = await city.as('Unit', { unit: 'B12' });
    const { data } = await unit.GET('/bulletins');
    const bulletin = data?.items[0];
    expect(bulletin).toMatchObject({ caption: 'Red jacket, left on foot', direction: 'East on Market St', subject: 'suspect', number: '26-1001' });
    expect(bulletin?.picture?.contentType).toBe('image/png');
    expect(await yellow(bulletin?.picture?.url ?? '', rtic)).toBeGreaterThan(100);
    const path = { params: { path: { bulletinId: bulletin?.bulletinId ?? '' } } };
    await unit.POST('/bulletins/{bulletinId}/receipts', path);
    await rtic.evidence.getByText('delivered to B12').waitFor();
    await unit.POST('/bulletins/{bulletinId}/acknowledgements', path);
    await rtic.evidence.getByText('seen by B12').waitFor();
    await rtic.visitor.picture('console-seen');

    // CAD closes: every picture is gone, and its tile says why.
    await city.report({ number: '26-1001', status: 'Closed' });
    await rtic.pictures.first().waitFor({ state: 'detached' });
    expect(await rtic.pictures.count()).toBe(0);
    expect(await rtic.tiles.getByText('The incident is closed: the camera is locked.').count()).toBe(4);
    expect(await rtic.visitor.barriers()).toEqual([]);
    await rtic.visitor.picture('console-wall-closed');

    // And on record.
    const supervisor = await city.as('Rtic.Supervisor');
    const timeline = await supervisor.GET('/incidents/{incidentId}/timeline', { params: { path: { incidentId } } });
    const views = timeline.data?.items.flatMap(({ event }) => (event.$type === 'viewsEnded' ? event.views : [])) ?? [];
    expect(views.map(({ how }) => how)).toEqual(['cut', 'cut', 'cut', 'cut']);
    expect(rtic.visitor.complaints).toEqual([]);
    await rtic.leaves();
  });

  it('is told to the units without a mouse, by somebody in a hurry', async () => {
    const rtic = await Investigator.arrives(visitors, city);
    const { keyboard } = rtic.page;
    await city.report({ number: '26-1002', location: { latitude: 35.0466, longitude: -85.3087, address: '8 Broad St' } });
    await rtic.page.getByRole('option').filter({ hasText: '26-1002' }).waitFor();
    for (const key of ['j', 'Enter']) await keyboard.press(key);
    await rtic.seesLive(1);
    // Types on without waiting for anything to open.
    await keyboard.press('s');
    await keyboard.type('Left east on foot, red jacket');
    const dialog = rtic.page.getByRole('dialog', { name: 'Send a still' });
    expect(await dialog.getByLabel('Caption').inputValue()).toBe('Left east on foot, red jacket');
    const still = dialog.getByRole('application', { name: 'The still' });
    await still.waitFor();
    const at = (name: string) => rtic.page.evaluate((text) => (document.activeElement?.ariaLabel ?? document.activeElement?.textContent) === text, name);
    for (let i = 0; i < 8 && !(await at('The still')); i++) await keyboard.press('Shift+Tab');
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowDown']) await keyboard.press(key);
    await dialog.getByText('Box 36% from the left, 35% from the top, 30% wide, 31% high.').waitFor();
    for (let i = 0; i < 20 && !(await at('Send')); i++) await keyboard.press('Tab');
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await rtic.evidence.getByText('Left east on foot, red jacket').waitFor();
    // A clip of the last two minutes, as offered; as soon as the camera was unlocked for long enough.
    await keyboard.press('c');
    const clip = rtic.page.getByRole('dialog', { name: 'Ask for a clip' });
    await clip.getByRole('button', { name: 'Ask for it', disabled: false }).waitFor();
    await keyboard.press('Enter');
    await clip.waitFor({ state: 'detached' });
    expect(rtic.visitor.complaints).toEqual([]);
    await rtic.leaves();
  });
});

/** How many pixels of a picture are of the box's color. */
async function yellow(url: string, { page }: Investigator): Promise<number> {
  return page.evaluate(async (address) => {
    const bitmap = await createImageBitmap(await (await fetch(address)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const data = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] === 255 && data[i + 1] === 212 && data[i + 2] === 0) count++;
    return count;
  }, url);
}
