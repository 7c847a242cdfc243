import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from '../../src/shared/api-types';

const program = fileURLToPath(new URL('../../../functions/Dragonfly.Local/bin/contracts/Debug/net10.0/Dragonfly.Local.dll', import.meta.url));

export type Incident = components['schemas']['IncidentView'];

/** A Dragonfly.Local of one's own, as a process that can be killed: 2,000 invented cameras around downtown Chattanooga, each time the same. */
export class City {
  private process: ChildProcess | null = null;

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  static async start(...options: string[]): Promise<City> {
    const city = new City(await mkdtemp(join(tmpdir(), 'dragonfly-')), await freePort(), options);
    await city.startAgain();
    return city;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** After a kill: the same data, the same address. */
  async startAgain(): Promise<void> {
    const child = spawn('dotnet', [program, '--data', this.folder, '--urls', this.address, ...this.options], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DRAGONFLY_FFMPEG: 'none' },
    });
    this.process = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (text: Buffer) => {
        said += text;
        if (said.includes('Development tokens')) resolve();
      });
      child.on('exit', (code) => reject(new Error(`Dragonfly.Local ended with ${code}: ${said}`)));
      child.on('error', reject);
    });
  }

  /** SIGKILL: nothing is said, written or closed any more. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child) return;
    this.process = null;
    child.removeAllListeners('exit');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async end(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async token(role: string, more: { name?: string; unit?: string; agency?: string } = {}): Promise<string> {
    const answer = await fetch(`${this.address}/local/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ role, ...more }),
    });
    return ((await answer.json()) as { accessToken: string }).accessToken;
  }

  /** The API, as somebody. */
  async as(role: string, more: { name?: string; unit?: string; agency?: string } = {}): Promise<Client<paths>> {
    const token = await this.token(role, more);
    return createClient<paths>({ baseUrl: `${this.address}/api`, headers: { Authorization: `Bearer ${token}` } });
  }

  private sent = 0;

  /** Says something as CAD does; what is not said of an incident is a robbery downtown, with two units. @returns its id. */
  async report(call: { number: string } & Record<string, unknown>): Promise<string> {
    const cad = await this.as('Cad.Write');
    const body = {
      messageId: `m-${++this.sent}-${Date.now()}`,
      messageTime: new Date().toISOString(),
      callType: 'ROBBERY',
      status: 'Active',
      location: { latitude: 35.0456, longitude: -85.3097, address: '100 Market St' },
      units: [{ id: 'B12' }, { id: 'C3' }],
      ...call,
    };
    const { data, error } = await cad.POST('/cad/incidents', { body: body as never });
    const outcome = (data as components['schemas']['CadAnswer'] | undefined)?.results[0];
    if (!outcome?.incidentId) throw new Error(`CAD was refused: ${JSON.stringify(error ?? data)}`);
    return outcome.incidentId;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
