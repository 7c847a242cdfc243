import '../styles/base.css';
import './partner.css';
import { start } from '../shared/start';
import { App } from './App';

void start({ name: 'partner', title: 'Partner portal', roles: ['Partner.Owner'], render: (page) => <App page={page} /> });
