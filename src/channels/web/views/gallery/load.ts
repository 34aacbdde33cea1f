import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { type Catalogues, createWords } from '../../../../base/words.ts';
import type { GuidanceTexts } from './guidance-samples.ts';
import type { GalleryContent } from './pages.ts';

const root = join(import.meta.dirname, '../../../../..');
const read = (path: string): unknown => parse(readFileSync(path, 'utf8'));

/** The word catalogues as they lie in the repository. */
export function loadCatalogues(): Catalogues {
  const folder = join(root, 'content/words');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(files.map((file) => [basename(file, '.yaml'), read(join(folder, file))]));
}

export const loadSampleCatalogues = (): Catalogues => ({ samples: read(join(import.meta.dirname, 'samples.yaml')) });

/** All that the gallery shows: the product's words, the pack's guidance texts, and the samples. */
export const loadGalleryContent = (): GalleryContent => ({
  words: createWords(loadCatalogues()),
  samples: createWords(loadSampleCatalogues()),
  guidance: read(join(root, 'content/packs/covid-19/messages/guidance.yaml')) as GuidanceTexts,
});
