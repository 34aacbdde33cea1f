import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Built once, served by the server as files below /console/. Nothing is fetched from elsewhere, fonts are the device's. */
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // A strict content security policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
});
