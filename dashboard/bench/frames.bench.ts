/**
 * How smoothly the console draws a night that is worse than any: 500 incidents open, and CAD changing 20 of them a second. Against a floor in the same run: a page
 * of the same browser that draws one moving box while the same changes go through the same server. By hand: `npm run bench`. Results in tests/bench/README.md.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Visitor, Visitors } from '../e2e/support/browser';
import { City } from '../e2e/support/city';

const open = 500;
const perSecond = 20;
const seconds = 15;

let city: City;
let visitors: Visitors;
beforeAll(async () => {
  [city, visitors] = await Promise.all([City.start(), Visitors.arrive()]);
});
afterAll(async () => {
  await visitors?.leave();
  await city?.end();
});

/** Call types by which nothing unlocks, and one by which feeds do: one in ten, as on a bad night. */
const call = (n: number, message: string) => ({
  number: `N-${n}`,
  messageId: `${message}-${n}`,
  messageTime: new Date().toISOString(),
  callType: n % 10 === 0 ? 'ROBBERY' : 'NOISE',
  status: 'Active',
  location: { latitude: 35.0456 + ((n * 37) % 100) / 2_500 - 0.02, longitude: -85.3097 + ((n * 61) % 100) / 2_500 - 0.02 },
  beat: `${n % 12}`,
});

async function changing(during: () => Promise<unknown>): Promise<number> {
  const token = await city.token('Cad.Write');
  let [going, sent, n] = [true, 0, 0];
  const begun = performance.now();
  const cad = (async () => {
    while (going) {
      const calls = [call(n++ % open, `u${sent}`), call(n++ % open, `u${sent}`)];
      const answer = await fetch(`${city.address}/api/cad/incidents`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(calls.map((c) => ({ ...c, status: sent % 4 === 0 ? 'ResourcesEnroute' : 'ResourcesAssigned' }))),
      });
      expect(answer.ok).toBe(true);
      sent += 2;
      const due = begun + (sent / perSecond) * 1000;
      if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    }
  })();
  await during();
  going = false;
  await cad;
  return sent / ((performance.now() - begun) / 1000);
}

/** Frames of the page, as it saw them. */
const frames = (visitor: Visitor) =>
  visitor.page.evaluate(
    (ms) =>
      new Promise<{ perSecond: number; p50: number; p99: number; worst: number; over33: number }>((resolve) => {
        const times: number[] = [];
        let last = performance.now();
        const end = last + ms;
        const frame = (now: number) => {
          times.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else {
            times.sort((a, b) => a - b);
            const at = (q: number) => Number((times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? 0).toFixed(1));
            resolve({
              perSecond: Number(((times.length / ms) * 1000).toFixed(1)),
              p50: at(0.5),
              p99: at(0.99),
              worst: at(1),
              over33: times.filter((t) => t > 33.4).length,
            });
          }
        };
        requestAnimationFrame(frame);
      }),
    seconds * 1000,
  );

it('500 incidents, 20 changes a second', { timeout: 180_000 }, async () => {
  const token = await city.token('Cad.Write');
  for (let from = 0; from < open; from += 50) {
    const answer = await fetch(`${city.address}/api/cad/incidents`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(Array.from({ length: 50 }, (_, i) => call(from + i, 'first'))),
    });
    expect(answer.ok).toBe(true);
  }

  const floor = await visitors.open(city, '/staticwebapp.config.json');
  await floor.page.evaluate(() => {
    const box = document.createElement('div');
    document.body.replaceChildren(box);
    const move = (now: number) => {
      box.style.transform = `translateX(${now % 100}px)`;
      requestAnimationFrame(move);
    };
    requestAnimationFrame(move);
  });
  let least: Awaited<ReturnType<typeof frames>> | undefined;
  const floorRate = await changing(async () => {
    least = await frames(floor);
  });
  await floor.close();

  const consolePage = await visitors.open(city, '/console/');
  await consolePage.signIn('Rtic.Supervisor');
  await consolePage.page.getByText('N-499').waitFor();
  let drawn: typeof least;
  const rate = await changing(async () => {
    drawn = await frames(consolePage);
  });
  await consolePage.picture('bench-frames');
  console.table({ floor: { changes: Number(floorRate.toFixed(1)), ...least }, console: { changes: Number(rate.toFixed(1)), ...drawn } });
});
