import { type ComponentChildren, render, type VNode } from 'preact';
import { type Api, connectApi } from '../shared/api';
import { readConfig } from '../shared/config';
import { Application } from './Application';
import { Failed } from './Failed';
import { Figures } from './Figures';
import { Report } from './Report';
import { useReading } from './reading';

/** Where the API is, once the page's configuration has been read. */
interface Place {
  readonly api: Api;
  readonly base: string;
}

const place = async (): Promise<Place> => {
  const { api: base } = await readConfig();
  return { api: connectApi(base), base };
};
let known: Promise<Place> | null = null;

/** Read once for all parts of the page; after a failure, again. */
const placeOnce = (): Promise<Place> => {
  known ??= place().catch((e: unknown) => {
    known = null;
    throw e;
  });
  return known;
};

function At({ what, children }: { what: string; children: (place: Place) => VNode }) {
  const { reading, retry } = useReading(placeOnce);
  const { value } = reading;
  if (value.kind === 'failed') return <Failed what={what} error={value.error} retry={retry} />;
  return value.kind === 'read' ? children(value.value) : <p class="waiting">One moment…</p>;
}

/** Puts a living part where the page has words for those without JavaScript. */
function enliven(id: string, part: ComponentChildren): void {
  const root = document.getElementById(id);
  if (!root) return;
  root.replaceChildren();
  render(part, root);
}

enliven('figures-here', <At what="The figures">{({ api, base }) => <Figures api={api} base={base} />}</At>);
enliven('report-here', <At what="The report">{({ api, base }) => <Report api={api} base={base} />}</At>);
enliven('application-here', <At what="The form">{({ api }) => <Application api={api} />}</At>);
