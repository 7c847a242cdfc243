import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { City } from './city';

/** Stands before a city and passes on what is asked of it; of some answers it sends the first half and no more, as a bad network does. */
export class Stalling {
  /** The paths of which no more than half comes. */
  at: RegExp | null = null;
  /** Those of which it did not. */
  readonly stalled: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async before(city: City): Promise<Stalling> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const stalling = new Stalling(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      const path = request.url ?? '/';
      void fetch(city.address + path, { redirect: 'manual' }).then(async (answer) => {
        const body = Buffer.from(await answer.arrayBuffer());
        const headers = Object.fromEntries([...answer.headers].filter(([name]) => !/^(content-(encoding|length)|transfer-encoding)$/.test(name)));
        response.writeHead(answer.status, { ...headers, 'Content-Length': body.length });
        if (!stalling.at?.test(path)) return void response.end(body);
        stalling.stalled.push(path);
        response.write(body.subarray(0, body.length / 2));
      });
    });
    return stalling;
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
