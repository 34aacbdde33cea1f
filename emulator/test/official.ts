import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/**
 * LINE's official OpenAPI files, tightened so that a validator sees the children of discriminated types.
 * They are not part of this repository: MIMAMORI_REFERENCE names the folder (default `../shared/reference`).
 */
const FOLDER = join(
  resolve(process.env.MIMAMORI_REFERENCE ?? join(import.meta.dirname, '../../../shared/reference')),
  'line',
);

/** Whether the files are there; without them tests are skipped aloud, and fail where CI is set. */
export function officialIsThere(): boolean {
  const there = existsSync(join(FOLDER, 'tightened/messaging-api.yml'));
  if (!there && process.env.CI) throw new Error(`LINE's OpenAPI files are missing at ${FOLDER}.`);
  if (!there) console.warn(`Skipped: LINE's OpenAPI files are missing at ${FOLDER} (MIMAMORI_REFERENCE).`);
  return there;
}

/** The validator of one schema of `messaging-api.yml` or `webhook.yml`. */
export function official(file: 'messaging-api' | 'webhook'): (schema: string) => ValidateFunction {
  const document = parse(readFileSync(join(FOLDER, `tightened/${file}.yml`), 'utf8')) as object;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema(document, file);
  return (schema) => ajv.compile({ $ref: `${file}#/components/schemas/${schema}` });
}

export function flexFixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(FOLDER, `fixtures/flex/${name}.json`), 'utf8')) as Record<string, unknown>;
}
export const FLEX_FIXTURES = ['Hotel', 'LinearGradient', 'Receipt', 'Restaurant', 'TODOapp', 'Transit'] as const;
