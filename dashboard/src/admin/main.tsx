import '../styles/base.css';
import { start } from '../shared/start';

void start({ name: 'admin', title: 'Administration', roles: ['Program.Admin', 'Auditor'], render: () => null });
