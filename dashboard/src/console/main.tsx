import '../styles/base.css';
import './console.css';
import { start } from '../shared/start';
import { App } from './App';

void start({
  name: 'console',
  title: 'RTIC console',
  roles: ['Rtic.Investigator', 'Rtic.Supervisor'],
  render: (page) => <App page={page} />,
});
