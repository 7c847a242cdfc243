import L from 'leaflet';
import type { TilesConfig } from '../config';

/** Map tiles that are fetched with a token, as Azure Maps wants them: an `<img>` could send none, and a key in an address would be everybody's. */
export class TokenTiles extends L.GridLayer {
  constructor(
    private readonly tiles: TilesConfig,
    private readonly tokenFor: (scope: string) => Promise<string | null>,
  ) {
    super({ attribution: tiles.attribution, maxZoom: tiles.maxZoom ?? 19, zIndex: 160 });
  }

  protected override createTile(at: L.Coords, done: L.DoneCallback): HTMLElement {
    const tile = document.createElement('img');
    tile.alt = '';
    this.load(tile, at).then(
      () => done(undefined, tile),
      (error: Error) => done(error, tile),
    );
    return tile;
  }

  private async load(tile: HTMLImageElement, { x, y, z }: L.Coords): Promise<void> {
    const token = this.tiles.scope ? await this.tokenFor(this.tiles.scope) : null;
    const address = L.Util.template(this.tiles.url, { x, y, z });
    const answer = await fetch(address, { headers: { ...this.tiles.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) } });
    if (!answer.ok) throw new Error(`a tile: ${answer.status}`);
    const blob = URL.createObjectURL(await answer.blob());
    tile.src = blob;
    await tile.decode().finally(() => URL.revokeObjectURL(blob));
  }
}
