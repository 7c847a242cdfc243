import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { City } from './city';

const pictures = fileURLToPath(new URL('../../artifacts/screenshots/', import.meta.url));
let source: Promise<string> | undefined;
const axe = () => (source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));

/** Debian's Chromium, wherever the PATH has it; `DRAGONFLY_CHROMIUM` names another. */
function browserPath(): string {
  const named = process.env['DRAGONFLY_CHROMIUM'];
  const found =
    named ??
    (process.env['PATH'] ?? '')
      .split(delimiter)
      .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
      .find(existsSync);
  if (!found) throw new Error('No Chromium: install it (Debian: apt-get install chromium), or name one in DRAGONFLY_CHROMIUM.');
  return found;
}

/** A real browser. Everything that a page complains of, its policy's violations included, is a failure: see {@link Visitor.complaints}. */
export class Visitors {
  private constructor(private readonly browser: Browser) {}

  static async arrive(): Promise<Visitors> {
    return new Visitors(
      await chromium.launch({
        executablePath: browserPath(),
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      }),
    );
  }

  async leave(): Promise<void> {
    await this.browser.close();
  }

  async open(city: City, path: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'America/New_York', ...options });
    // What was pushed before the hub had let a page into its group, it finds at its next read, half a minute later.
    context.setDefaultTimeout(45_000);
    const page = await context.newPage();
    const visitor = new Visitor(context, page);
    await page.goto(city.address + path);
    return visitor;
  }
}

/** A phone, held upright. */
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

export class Visitor {
  /** What the page complained of: errors, and what its Content-Security-Policy kept it from. */
  readonly complaints: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content.Security.Policy/i.test(message.text())) this.complaints.push(message.text());
    });
  }

  /** Signs in at the development form. */
  async signIn(role: string, more: { name?: string; unit?: string } = {}): Promise<void> {
    await this.page.getByLabel('Role').selectOption(role);
    if (more.name) await this.page.getByLabel('Name').fill(more.name);
    if (more.unit) await this.page.getByLabel('Unit', { exact: true }).fill(more.unit);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor({ state: 'detached' });
  }

  /** As somebody has it who set their browser's text to twice the size. */
  async enlargeText(): Promise<void> {
    const browser = await this.context.newCDPSession(this.page);
    await browser.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
  }

  /** Kept as an artifact of the run. */
  async picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  /** What axe finds against WCAG 2.2, levels A and AA: one line each, and none when all is well. */
  async barriers(): Promise<string[]> {
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(await axe());
    return this.page.evaluate(async () => {
      const run = (
        window as unknown as {
          axe: {
            run: (
              root: Document,
              options: unknown,
            ) => Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
          };
        }
      ).axe.run;
      const { violations } = await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
      return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
    });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
