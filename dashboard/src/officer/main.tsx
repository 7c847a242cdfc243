import '../styles/base.css';
import './officer.css';
import { start } from '../shared/start';
import { App } from './App';
import type { Unsent } from './device';

const unsent: Unsent = new Map();

void start({ name: 'officer', title: 'Bulletins', roles: ['Unit'], render: (page) => <App page={page} unsent={unsent} /> });

// So that the page opens on a bad network, too. Without it, all else works.
if (import.meta.env.PROD) navigator.serviceWorker?.register('/officer/worker.js', { scope: '/officer/' }).catch(() => undefined);
