import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { tidyAddress } from './frame/route.tsx';
import './styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
tidyAddress();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
