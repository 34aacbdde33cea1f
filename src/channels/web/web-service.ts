import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpServer, PageErrors } from '../../platform/http/server.ts';
import type { EntryTarget, ResidentUrls } from '../account-kit.ts';
import { consentPages } from './consent-pages.ts';
import { documentPages } from './document-pages.ts';
import { entryPages } from './entry-pages.ts';
import { lostErrors, pageErrors } from './error-pages.ts';
import { formPages } from './form-pages.ts';
import { guidancePages } from './guidance-pages.ts';
import { languagePages } from './language-pages.ts';
import { myDataPages } from './my-data-pages.ts';
import { peoplePages } from './people-pages.ts';
import { publicPages } from './public-pages.ts';
import { returnPages } from './return-pages.ts';
import type { WebParts } from './web-parts.ts';
import { wholeForm } from './whole-form.ts';

const allPages = [
  entryPages,
  returnPages,
  languagePages,
  consentPages,
  peoplePages,
  formPages,
  wholeForm,
  guidancePages,
  myDataPages,
  publicPages,
  documentPages,
];

/** Every resident page below `/m/:slug`, and what they load. */
export async function registerResidentPages(app: HttpServer, parts: WebParts, assets: Assets): Promise<void> {
  for (const pages of allPages) {
    pages(app, parts);
  }
  for (const asset of assets.files) {
    app.get(asset.path, { schema: { hide: true } }, (_request, reply) =>
      reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable').send(asset.body),
    );
  }
  // Browsers ask for it where no page names another.
  app.get('/favicon.ico', { schema: { hide: true } }, (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(assets.iconBody),
  );
}

export const residentPageErrors = (parts: () => WebParts): PageErrors[] => [pageErrors(parts), lostErrors(parts)];

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

export interface Assets {
  readonly files: readonly Asset[];
  readonly style: string;
  readonly script: string;
  readonly liffScript: string;
  readonly icon: string;
  readonly iconBody: Buffer;
}

/** The style sheet and the scripts, each at an address that names its content, so that browsers may keep them for ever. */
export async function loadAssets(): Promise<Assets> {
  const folder = join(import.meta.dirname, 'assets');
  const load = async (name: string, type: string): Promise<Asset> => {
    const body = await readFile(join(folder, name));
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
    return { path: `/m-assets/${hash}/${name}`, type, body };
  };
  const style = await load('resident.css', 'text/css; charset=utf-8');
  const script = await load('resident.js', 'text/javascript; charset=utf-8');
  const liff = await load('liff.js', 'text/javascript; charset=utf-8');
  const icon = await load('icon.svg', 'image/svg+xml');
  return {
    files: [style, script, liff, icon],
    style: style.path,
    script: script.path,
    liffScript: liff.path,
    icon: icon.path,
    iconBody: icon.body,
  };
}

/** Addresses of an account's pages; the chat's buttons go through LIFF where there is one. */
export function residentUrls(origin: string, slug: string, liffUrl: string | undefined): ResidentUrls {
  const base = `/m/${slug}`;
  const page = (path: string) => `${origin}${base}${path}`;
  const inChat = (target: EntryTarget) => (liffUrl ? `${liffUrl}?to=${target}` : page(`/go/${target}`));
  return { base, page, inChat };
}
