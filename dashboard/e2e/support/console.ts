import type { Locator } from 'playwright-core';
import type { Visitor, Visitors } from './browser';
import type { City } from './city';

/** Somebody at the console, who looks at its incidents as people do. */
export class Investigator {
  private constructor(readonly visitor: Visitor) {}

  static async arrives(
    visitors: Visitors,
    city: City,
    role: 'Rtic.Investigator' | 'Rtic.Supervisor' = 'Rtic.Investigator',
    more: { name?: string /** How far off this machine's clock is, in ms. */; clockOff?: number } = {},
  ): Promise<Investigator> {
    const visitor = await visitors.open(city, more.clockOff ? '/favicon.svg' : '/console/');
    if (more.clockOff) {
      await visitor.context.addInitScript(shiftDate, more.clockOff);
      await visitor.page.goto(`${city.address}/console/`);
    }
    await visitor.signIn(role, more.name ? { name: more.name } : {});
    return new Investigator(visitor);
  }

  get page() {
    return this.visitor.page;
  }

  async select(number: string): Promise<void> {
    await this.page.getByRole('option').filter({ hasText: number }).click();
  }

  get tiles(): Locator {
    return this.page.getByRole('region', { name: 'Live cameras' }).getByRole('article');
  }

  get pictures(): Locator {
    return this.page.getByRole('img', { name: /^Live: / });
  }

  get evidence(): Locator {
    return this.page.getByRole('region', { name: 'Evidence' });
  }

  /** Waits until so many tiles show moving pictures. */
  async seesLive(count: number): Promise<void> {
    await this.tiles
      .getByText('Live', { exact: true })
      .nth(count - 1)
      .waitFor();
  }

  async leaves(): Promise<void> {
    await this.visitor.close();
  }
}

/** What a picture shows now, and its width: to see that it is one, and that it moves. */
export const look = (picture: Locator): Promise<{ width: number; print: string }> =>
  picture.evaluate((element) => {
    const image = element as HTMLImageElement;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 90];
    const context = canvas.getContext('2d');
    if (!context || image.naturalWidth === 0) return { width: image.naturalWidth, print: '' };
    context.drawImage(image, 0, 0, 160, 90);
    return { width: image.naturalWidth, print: context.getImageData(0, 0, 160, 90).data.join() };
  });

/** In the page, before anything else: its clock is off. */
function shiftDate(by: number): void {
  const Right = Date;
  class Wrong extends Right {
    constructor(...given: [] | [number | string]) {
      if (given.length === 0) super(Right.now() + by);
      else super(given[0]);
    }
    static override now() {
      return Right.now() + by;
    }
  }
  globalThis.Date = Wrong as DateConstructor;
}
