import '../styles/base.css';
import { start } from '../shared/start';

void start({ name: 'partner', title: 'Partner portal', roles: ['Partner.Owner'], render: () => null });
