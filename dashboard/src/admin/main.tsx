import '../styles/base.css';
import './admin.css';
import { start } from '../shared/start';
import { App } from './App';
import { Drafts } from './drafts';

/** Outlives a sign-out, so that whoever signs in again goes on where they were. */
const drafts = new Drafts();

void start({
  name: 'admin',
  title: 'Administration',
  roles: ['Program.Admin', 'Auditor', 'Rtic.Supervisor', 'Ops'],
  render: (page) => <App page={page} drafts={drafts} />,
});
