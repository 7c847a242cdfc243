import '../styles/base.css';
import { start } from '../shared/start';

void start({ name: 'officer', title: 'Bulletins', roles: ['Unit'], render: () => null });
