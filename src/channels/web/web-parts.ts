import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { Language } from '../../base/language.ts';
import type { TakeIn } from '../../platform/intake/intake.ts';
import type { InScope } from '../../platform/scope.ts';
import type { AccountKit } from '../account-kit.ts';
import type { Frame } from './views/frame.ts';
import type { WebLimits } from './web-limits.ts';

/** What the resident's pages need from the rest of the program. */
export interface WebParts {
  readonly kits: () => ReadonlyMap<string, AccountKit>;
  readonly inScope: InScope;
  readonly takeIn: TakeIn;
  readonly now: () => Date;
  /** Where this server is reached: 'https://mimamori.example.jp'. Forms from elsewhere are refused. */
  readonly origin: string;
  readonly limits: WebLimits;
  readonly assets: Frame['assets'] & { readonly liffScript: string };
  /** Headers of the pages: who may show them in a frame. */
  readonly helmet: FastifyHelmetOptions;
  /** Inside LINE: whose page is this? undefined for accounts without a LINE channel. */
  readonly line?: WebLine;
}

export interface WebLine {
  readonly sdkUrl: string;
  liffIdOf(slug: string): string | undefined;
  /** Adds the account as a friend. */
  friendUrlOf(slug: string): string | undefined;
  /** LINE's user id that an ID token proves. */
  userOf(slug: string, idToken: string): Promise<string | undefined>;
  /** The resident's menu is to speak another language. An effect on LINE's side: told after the commit. */
  moveMenu(kit: AccountKit, userId: string, language: Language): void;
  /** Headers of the page that loads LINE's client script. */
  readonly helmet: FastifyHelmetOptions;
}
