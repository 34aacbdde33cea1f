import type { OnDate } from '../../base/jst.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { policyIn } from '../account-kit.ts';
import { articlesOfPolicy, articlesOfTerms } from './document-view.ts';
import { documentPage } from './views/document-page.ts';
import { messagePage } from './views/message-page.ts';
import { type PageAnswer, page, type Visit } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** What is agreed to, in full: the version in force, and every other one at an address of its own. */
export function documentPages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/privacy', async (visit) => privacy(visit, visit.kit.content.policy.version));
  page(app, parts, 'GET', '/privacy/:version', async (visit) => privacy(visit, visit.params.version ?? ''));
  page(app, parts, 'GET', '/terms', async (visit) => terms(visit, visit.kit.content.terms.version));
  page(app, parts, 'GET', '/terms/:version', async (visit) => terms(visit, visit.params.version ?? ''));
}

function privacy(visit: Visit, version: string): PageAnswer {
  const { kit, frame, language } = visit;
  const policy = kit.content.policyVersions.find((one) => one.version === version);
  if (!policy) return unknown(visit);
  const words = policyIn(kit, language, policy);
  return {
    page: documentPage(frame, {
      title: words.title,
      version: policy.version,
      effectiveOn: policy.effectiveOn,
      articles: articlesOfPolicy(words),
      ...(language === 'easy' ? { writtenIn: words.articlesLanguage } : {}),
      backHref: visit.at(''),
      ...others(visit, '/privacy', kit.content.policyVersions, version, kit.content.policy.version),
    }),
  };
}

function terms(visit: Visit, version: string): PageAnswer {
  const { kit, frame, language } = visit;
  const { termsVersions } = kit.content;
  const shown = termsVersions.find((one) => one.version === version);
  if (!shown) return unknown(visit);
  return {
    page: documentPage(frame, {
      title: shown.title[language],
      version: shown.version,
      effectiveOn: shown.effectiveOn,
      articles: articlesOfTerms(shown, language),
      backHref: visit.at(''),
      ...others(visit, '/terms', termsVersions, version, kit.content.terms.version),
    }),
  };
}

/** The other versions, newest first, and whether this one is in force. */
function others(
  visit: Visit,
  path: string,
  all: readonly { readonly version: string; readonly effectiveOn: string }[],
  shown: string,
  inForce: string,
) {
  const versions = all
    .filter(({ version }) => version !== shown)
    .map(({ version, effectiveOn }) => ({
      version,
      effectiveOn: effectiveOn as OnDate,
      href: visit.at(`${path}/${encodeURIComponent(version)}`),
    }))
    .sort((a, b) => b.effectiveOn.localeCompare(a.effectiveOn));
  return {
    ...(versions.length > 0 ? { versions } : {}),
    ...(shown === inForce ? {} : { inForceHref: visit.at(path) }),
  };
}

const unknown = (visit: Visit): PageAnswer => ({
  page: messagePage(visit.frame, { message: 'not-found', nextHref: visit.at('') }),
  status: 404,
});
