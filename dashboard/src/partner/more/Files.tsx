import { useSignal } from '@preact/signals';
import { answerOf, type Schemas } from '../../shared/api';
import { download } from '../../shared/download';
import { useSaving } from '../../shared/form/saving';
import { attempt, say } from '../../shared/Toasts';
import { Refusal } from '../form/Refusal';
import { Page } from '../Page';
import { type Portal, tagOf } from '../portal';

/** Sites and cameras as a file, both ways. */
export function Files({ portal }: { portal: Portal }) {
  return (
    <Page title="Files">
      <section class="card stack" aria-labelledby="files-out">
        <h2 id="files-out">Take them home</h2>
        <p>All your sites and cameras in one file.</p>
        <div class="row">
          <button type="button" onClick={() => void takeHome(portal, 'csv')}>
            For a spreadsheet (CSV)
          </button>
          <button type="button" onClick={() => void takeHome(portal, 'geojson')}>
            For a map (GeoJSON)
          </button>
        </div>
      </section>
      {portal.mayManage.value && <Import portal={portal} />}
    </Page>
  );
}

const takeHome = (portal: Portal, format: 'csv' | 'geojson') =>
  attempt('The file did not come', async () => {
    const file = (await answerOf(
      portal.api.GET('/partners/{partnerId}/export', { params: { path: { partnerId: portal.partnerId }, query: { format } }, parseAs: 'blob' }),
    )) as unknown as Blob;
    download(file, `${portal.partnerId}.${format}`);
  });

interface Chosen {
  readonly file: File;
  readonly wouldDo: Schemas['BulkAnswer'];
}

/** First it is said what a file would do; then it is done, over just what that was said of. */
function Import({ portal }: { portal: Portal }) {
  const saving = useSaving();
  const chosen = useSignal<Chosen | null>(null);
  const send = async (file: File, version: number | null) => {
    const path = { partnerId: portal.partnerId };
    const type = /\.(geo)?json$/i.test(file.name) ? 'application/geo+json' : 'text/csv';
    const text = await file.text();
    return answerOf(
      portal.api.POST('/partners/{partnerId}/import', {
        params: version === null ? { path, query: { dryRun: true } } : { path, header: { 'If-Match': tagOf(version) } },
        headers: { 'Content-Type': type },
        body: text as never,
        bodySerializer: (body: unknown) => body as string,
      }),
    );
  };
  const look = (file: File) =>
    saving.run(async () => {
      chosen.value = null;
      chosen.value = { file, wouldDo: await send(file, null) };
    });
  const would = chosen.value?.wouldDo;
  return (
    <section class="card stack" aria-labelledby="files-in">
      <h2 id="files-in">Bring them in</h2>
      <p>A file as you took it home, with what is new or different. First you see what it would do. Nothing is shared by it: new cameras come switched off.</p>
      <label>
        File (CSV or GeoJSON)
        <input
          type="file"
          accept=".csv,.json,.geojson,text/csv,application/geo+json"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void look(file);
          }}
        />
      </label>
      <Refusal saving={saving} />
      {would && (
        <div class="stack" role="status">
          <p>
            Sites: {inWords(would.sites)}. Cameras: {inWords(would.feeds)}.
          </p>
          <button
            type="button"
            class="primary"
            disabled={saving.busy.value || would.sites.added + would.sites.changed + would.feeds.added + would.feeds.changed === 0}
            onClick={async () => {
              const now = chosen.value;
              if (!now || !(await saving.run(() => send(now.file, now.wouldDo.version)))) return;
              chosen.value = null;
              say('The file is in.');
              await portal.readAgain();
            }}
          >
            Bring it in
          </button>
        </div>
      )}
    </section>
  );
}

const inWords = ({ added, changed, unchanged }: Schemas['BulkCount']): string => `${added} new, ${changed} changed, ${unchanged} as they are`;
